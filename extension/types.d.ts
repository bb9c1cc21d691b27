// The shapes that more than one file of the extension speaks of. Types only: nothing here runs.
// Article, Op and Removal are what src/wasm.rs writes; the rest is ours.

/** Text; an element opens; `null`, it closes; a number, here `removals[number]` was taken out. */
type Op = string | null | number | [tag: string, attributes: Record<string, string>];

/** How many; what stays as it is; names of messages; how many in a hundred. */
type EvidenceValue = number | string | string[] | { percent: number };

/** What was seen: in English, and as the name of a message with what fills it. */
interface Evidence {
  kind: string;
  detail: string;
  key: string;
  values: EvidenceValue[];
}

interface Removal {
  ordinal: number;
  class: string;
  rule: string;
  place: "before" | "inside" | "after";
  evidence: Evidence[];
  excerpt: string;
  words: number;
  content: Op[];
}

/** The part of the core's article that the reader view shows. */
interface Article {
  found: boolean;
  noArticle: null | { code: string; message: string };
  title: string | null;
  /** The line below the headline, where the body doesn't hold it. */
  dek: string | null;
  byline: string | null;
  site: string | null;
  published: string | null;
  language: string | null;
  direction: "ltr" | "rtl";
  leadImage: null | { src: string; alt: string; caption: string | null; inBody: boolean };
  readingMinutes: number;
  partial: boolean;
  /** A page to read, and not a shop, a listing or a front page. */
  readerable: boolean;
  /** Whether the text stood in the page's markup, or in data that a script of it holds. */
  bodyFrom: "markup" | "structured_data" | "state";
  body: Op[];
  removals: Removal[];
}

/** A page as capture.js takes it. */
interface Capture {
  url: string;
  /** UTF-8 */
  html: Uint8Array;
  /** One byte per start tag of `html`. */
  hints: Uint8Array;
  /** A selection is read whole, and so is a page that is wanted whatever is its article. */
  extent: "page" | "selection" | "whole";
}

/** What the view says about an article, in words. */
interface Told {
  published: string | null;
  minutes: string;
  removed: string;
}

/** `told`: see `Kit.tells`. */
type ReadReply = { article: Article; told?: Told } | { failure: Failure };
interface Failure {
  kind: "trap" | "error";
  message: string;
}

/** What an article can be saved as. */
type ExportFormat = "markdown" | "page" | "text" | "epub";

/** An article as a file. */
interface ExportedFile {
  /** Every system takes it. */
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** What a reader has changed in the text. */
interface Changes {
  /** Places in `removals` of what is back. */
  putBack: readonly number[];
  takenOut: {
    /** The picture above the text, which the body doesn't hold. */
    lead: boolean;
    /** Where in `body`, or in a removal's content, what was taken out by hand opens. */
    steps: readonly { removal: number | null; at: number }[];
  };
}

/** A block that was taken out by hand. */
interface Taking {
  element: HTMLElement;
  /** Where it stood. */
  marker: Comment;
  /** The place in `removals` of the part that was put back, and that it stood in. */
  removal: number | null;
}

/** What the list of what was removed can ask of the view. */
interface RemovedActs {
  toSight(block: HTMLElement): void;
  /** Brings back what was taken out by hand and holds the node. */
  bringOut(node: Node): void;
  /** Begins the mode in which what is pressed is taken out. */
  choose(): void;
  /** All the text of the page instead of the article; none where this is it, or a selection. */
  showAll: (() => void) | undefined;
}

type ExportReply = { file: ExportedFile } | { failure: Failure };

/** Settings that are steps on a scale; the units are in settings.js. */
interface Steps {
  textScale: number;
  columnWidth: number;
  lineHeight: number;
  letterSpacing: number;
  wordSpacing: number;
  weight: number;
  focusLines: number;
  rate: number;
}

/** Settings that are one of a few words. */
interface Kinds {
  theme: string;
  font: string;
  align: string;
  hyphens: string;
  layout: string;
  writing: string;
  pictures: string;
  letterKeys: string;
}

interface Settings extends Steps, Kinds {
  /** Colours of the reader's own, as #rrggbb. */
  paper: string;
  ink: string;
  link: string;
  /** Of a font on the reader's machine. */
  fontName: string;
  /** The address of the voice chosen for a language. */
  voices: Record<string, string>;
}

type Choices = Record<keyof Steps, number[]> & Record<keyof Kinds, string[]>;

/** Whether a change is meant for this site alone. */
type Scope = "everywhere" | "site";

interface SettingsHere {
  settings: Settings;
  /** This site has settings of its own. */
  siteOnly: boolean;
  /** Its articles open by themselves. */
  opens: boolean;
}

/** How far an article was read: a block by its number, and the share of it that is above the line. */
interface Position {
  block: number;
  into: number;
}

/** The same in the article that is open. */
interface Place extends Position {
  element?: HTMLElement | undefined;
}

/** Taken before the text comes to lie otherwise, it can be gone back to. */
interface KeptPlace {
  take(): void;
  restore(): void;
}

interface FontFile {
  bytes: Uint8Array<ArrayBuffer>;
  weight: string;
  style: string;
  unicodeRange: string;
}

/** Lists of fonts, as `font-family` takes them. */
type FontLists = Record<"serif" | "sans" | "mono" | "naskh", string>;

/** How many names at the head of a list of fonts in reader.css this machine lacks, where somebody has looked. */
type MissingFonts = Partial<Record<"serif" | "mono", number>>;

/** What the background hands to the page with each toggle. */
interface Kit extends SettingsHere {
  /** In ascending order where they are numbers. */
  choices: Choices;
  defaults: Settings;
  /** The host's name; null where there is none. */
  site: string | null;
  position: Position | null;
  /** The background is ready to put dates and numbers into words; a page would first have to become so. */
  tells: boolean;
  /** What the last view had to say, by name; empty while the background doesn't know. */
  messages: Record<string, string>;
  missingFonts: MissingFonts;
  /** What is to be read. */
  part: "page" | "selection" | "whole";
  /** Whose wish it is: one by a rule for the site opens, closes nothing, and says nothing where there's no article. */
  wish: "reader" | "rule";
}

/** How a toggle ended in the page. `unreadable`: a document that can't hold a reader view, such as a PDF. */
type Outcome = "opened" | "closed" | "busy" | "cancelled" | "no_article" | "failed" | "unreadable";

/** A reader view that stands in the page. */
interface View {
  readonly isConnected: boolean;
  close(): void;
}

interface ViewOptions {
  article: Article;
  told: Told;
  /** Opens all the text of the page instead; none where this is it. */
  showAll: (() => void) | undefined;
  /** The article is on the screen. */
  onShown(missingFonts: MissingFonts): void;
  /** Settles when nothing of ours is left around the page either. */
  onClose(): Promise<void>;
}

interface NoticeOptions {
  kind: "progress" | "message" | "error";
  /** First line. */
  title: string;
  detail?: string;
  onEscape?(): void;
  /** A button in it. */
  offer?: { label: string; act(): void } | undefined;
}

/** What a key does; `false` if it does nothing now, and the browser may have it. */
type Acts = Record<string, () => unknown>;

type IconName =
  | "outline" | "listen" | "save" | "settings" | "close" | "previous" | "next" | "play" | "pause" | "copy" | "copied" | "enlarge";

/** Something above the article that Esc closes, or that has keys of its own. */
interface Layer {
  close?(): void;
  acts?: Acts;
  /** Keys of what lies beneath don't count. */
  modal?: boolean;
}

interface Layers {
  /** Gives what takes it away again. */
  add(layer: Layer): () => void;
}

/** Which way an article's text runs over the screen; boxes are those of `getBoundingClientRect`. */
interface Flow {
  isSideways: boolean;
  /** CSS pixels of the text that are seen at once. */
  screen(dialog: HTMLElement): number;
  offset(dialog: HTMLElement): number;
  scrollTo(dialog: HTMLElement, offset: number): void;
  /** From the edge of the screen, where its text comes in, to where the box begins, and ends. */
  start(dialog: HTMLElement, box: DOMRect): number;
  end(dialog: HTMLElement, box: DOMRect): number;
}

/** Lines that run down: whether the language has them, and whether the page does. */
interface Vertical {
  isOffered: boolean;
  isInPage: boolean;
}

interface Look {
  readonly settings: Settings;
  readonly siteOnly: boolean;
  set(changed: Partial<Settings>): void;
  /** Settings as they are stored now; whether that changed anything. What isn't stored yet counts more. */
  take(here: SettingsHere): boolean;
  step(name: keyof Steps, by: number): void;
  /** Gives what takes it back. */
  reset(): Promise<() => void>;
  limitToSite(on: boolean): Promise<void>;
  /** Gives what ends it. */
  onChange(listener: (settings: Settings) => void): () => void;
  /** Columns for the screen as it is. */
  arrange(): void;
  /** Just before the text comes to lie otherwise by something else than the look. */
  takePlace(): void;
  restorePlace(): void;
  /** From now on no change of the look loses the place. */
  keep(place: KeptPlace): void;
}

interface Toolbar {
  bar: HTMLElement;
  buttons: Record<"outline" | "listen" | "save" | "settings" | "close", HTMLButtonElement>;
  /** Where the time left is told. */
  left: HTMLElement;
  /** What a pointer that rests is told of keys. */
  tellKeys(hasLetters: boolean): void;
}

/** An open reader view, as its parts see it. */
interface Reading {
  readonly data: Article;
  readonly kit: Kit;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly dialog: HTMLDialogElement;
  readonly article: HTMLElement;
  readonly body: HTMLElement;
  readonly toolbar: Toolbar;
  readonly look: Look;
  readonly layers: Layers;
  /** By hand, in this order. */
  readonly taken: Taking[];
  /** Aborted when the view closes. */
  readonly signal: AbortSignal;
  /** Brings a part of the view that isn't there from the start. */
  part(name: string): Promise<void>;
  close(): void;
}

interface PanelOptions {
  name: string;
  title: string;
  content(close: (focus?: "keep" | "return") => void): Node[];
  /** Gets the focus back. */
  opener?: HTMLElement;
  /** A press beside it doesn't close it. */
  stays?: "open";
}

/** A control of the settings panel. */
interface Field {
  box: HTMLElement;
  refresh(): void;
}

interface Sentence {
  text: string;
  /** One that a voice speaks, unless it's that of the whole paragraph. */
  language: string;
  range(from: number, to: number): Range | null;
}

interface Marks {
  sentence(range: Range | null): void;
  word(range: Range | null): void;
  end(): void;
}

type SpeechState = "speaking" | "paused" | "ended" | "failed";

interface SpeechScript {
  /** Paragraphs. */
  count: number;
  sentences(paragraph: number): Sentence[];
  voice(paragraph: number, sentence: Sentence): SpeechSynthesisVoice | null;
  rate(): number;
  /** `from`: the character that it goes on at. */
  reached(paragraph: number, sentence: Sentence, from: number): void;
  word(sentence: Sentence, from: number, to: number): void;
  /** The paragraph that it begins with after the last one. */
  again(): number;
  ended(): void;
  failed(error: string): void;
}

interface Player {
  readonly isSpeaking: boolean;
  play(): void;
  pause(): void;
  goTo(paragraph: number): void;
  step(by: number): void;
  /** Voice or rate have changed. */
  renew(): void;
}

/** Marker comments of a body, by the removal's index. */
type Markers = Map<number, Comment>;

/**
 * What our scripts share in one global scope: the background has `api` and `words` alone; in a page, where scripts
 * can't be modules, each file adds its part.
 */
interface Lede {
  readonly api: typeof chrome;
  /** Open or closed; null where there is none, or where an element can't have one. */
  shadowRootOf(element: Element): ShadowRoot | null;
  /** In the page only, from here on: the texts of style sheets. */
  readonly styles: Record<"reader" | "notice", string>;
  page: {
    root(): Element;
    body(): HTMLElement | null;
    contentType(): string;
    fonts(): FontFaceSet;
    localName(element: Element): string;
    firstElementChild(element: Element): Element | null;
    nextElementSibling(element: Element): Element | null;
    isVisible(element: Element): boolean;
    box(element: Element): DOMRect;
    /** The element a fragment leads to. */
    named(name: string): Element | null;
  };
  capture(): Capture;
  /** Null where nothing is selected. Comes only when it is asked for. */
  captureSelection(): Capture | null;
  allowlist: {
    isTag(tag: string): boolean;
    /** The value to set, or null when the attribute may not stand. */
    attribute(tag: string, name: string, value: string): string | null;
  };
  nodes: {
    build(ops: readonly Op[]): { fragment: DocumentFragment; markers: Markers };
    element<K extends keyof HTMLElementTagNameMap>(
      tag: K,
      properties?: Record<string, string>,
      ...children: (Node | string)[]
    ): HTMLElementTagNameMap[K];
    /** Changes headings of a level that leaves others out. */
    closeRanks(fragment: DocumentFragment): void;
    ours(text: string): HTMLElement;
    /** The op that opened an element that `build` made: its index. */
    step(element: Element): number | undefined;
  };
  words: {
    /** Makes the first date and number. */
    prepare(): void;
    /** Messages by name that needn't be asked for. */
    take(messages: Record<string, string>): void;
    /** The names of those that were told so far. */
    needed(): string[];
    told(article: Article): Told;
    message(name: string, ...values: string[]): string;
    language(): string;
    direction(): "ltr" | "rtl";
    date(published: string): string;
    timeLeft(count: number): string;
    focusLines(count: number): string;
    choice(setting: string, value: string): string;
    number(value: number): string;
    percent(value: number): string;
    times(value: number): string;
    nameOfLanguage(code: string): string;
    nagClass(name: string): string;
    reason(evidence: Evidence): string;
  };
  masthead(article: Article, told: Told): HTMLElement;
  leadFigure(article: Article): DocumentFragment | null;
  blocks: {
    all(reading: Reading): HTMLElement[];
    /** How many of them an element is, or holds. */
    count(element: HTMLElement): number;
    /** Headline and dek, then all. */
    withTop(reading: Reading): HTMLElement[];
    headings(reading: Reading): HTMLElement[];
    current(reading: Reading, elements: readonly HTMLElement[], line?: number): number;
    place(reading: Reading): Place;
    position(reading: Reading): Position;
    reveal(reading: Reading, element: HTMLElement, into?: number): void;
    bring(reading: Reading, box: DOMRect): void;
    fits(reading: Reading, box: DOMRect): boolean;
    isInSight(reading: Reading, box: DOMRect): boolean;
    center(reading: Reading, element: HTMLElement): void;
    /** Pages stand whole on the screen again: the one with the element in it, else the nearest. */
    settle(reading: Reading, element: HTMLElement): void;
    turn(reading: Reading, by: number, unit?: "screen" | "lines"): boolean;
    fraction(reading: Reading): number;
    scroll(reading: Reading, by: number): void;
    isAtEnd(reading: Reading): boolean;
  };
  flow: {
    of(reading: Reading): Flow;
    /** In pages, not in one column. */
    isPaged(reading: Reading): boolean;
    /** Lines run down, and follow each other to the left. */
    isVertical(reading: Reading): boolean;
  };
  writing: {
    isBothWays(article: Article): boolean;
    isVerticalInPage(): boolean;
    /** For lines that run down. */
    prepare(article: HTMLElement): void;
  };
  faces: {
    /** Has the browser find the fonts that the view will be set in. */
    prepare(lists: FontLists, settings: Settings): void;
    isInstalled(name: string): boolean;
    /** Those of `sheet`, reader.css, without the names that this machine lacks. */
    lists(sheet: CSSStyleSheet, missing: MissingFonts): FontLists;
    /** What is known to be missing, with what the list in use turns out to lack. */
    missing(lists: FontLists, kit: Kit): MissingFonts;
    /** Gives the dialog its lists, and the installed font, by names that no font of the page has. */
    name(dialog: HTMLElement, lists: FontLists, settings: Settings, signal: AbortSignal): void;
    use(font: string, signal: AbortSignal): Promise<void>;
  };
  /** Gives what brings the page's own width back. */
  screenWidth(host: HTMLElement): () => void;
  place(reading: Reading): KeptPlace;
  look(parts: { host: HTMLElement; dialog: HTMLElement; lists: FontLists; kit: Kit; vertical: Vertical; signal: AbortSignal }): Look;
  selectAll(root: ShadowRoot, article: HTMLElement, signal: AbortSignal): void;
  /** `hasLetters`: whether a single character counts as a key of ours now. */
  keys(root: ShadowRoot, acts: Acts, hasLetters: () => boolean, signal: AbortSignal): Layers;
  parts(root: ShadowRoot, sheets: CSSStyleSheet[]): Reading["part"];
  sheet(css: string): CSSStyleSheet;
  acts(reading: () => Reading, close: () => void): { keys: Acts; buttons: Record<keyof Toolbar["buttons"], () => unknown> };
  icons: {
    button(name: IconName, act: () => unknown, label?: string): HTMLButtonElement;
    draw(name: IconName): SVGElement;
  };
  toolbar(acts: Record<keyof Toolbar["buttons"], () => unknown>): Toolbar;
  /** Opens a part that has a place on the screen, or closes it. */
  use(reading: Reading, name: string, at?: Element): Promise<void>;
  /** What `use` calls, by name: each part adds its own when it comes. */
  feature(name: string, open: (reading: Reading, at?: Element) => void): void;
  /** Parts that come after the first look, from here on. */
  startReading(reading: Reading): void;
  say(reading: Reading, text: string, action?: { label: string; act(): void }): void;
  moves: Record<"paragraph" | "heading", (reading: Reading, by: number) => void> & {
    /** As by paragraph, among these. */
    among(reading: Reading, elements: HTMLElement[], by: number): void;
    to(reading: Reading, element: HTMLElement): void;
    /** Where a key or a press led, as long as the screen stands there. */
    landed(reading: Reading): HTMLElement | null;
    isOnScreen(reading: Reading, element: Element | undefined): boolean;
  };
  /** Not before it's asked for. */
  hand?: {
    takeMarked(reading: Reading): void;
    undo(reading: Reading): void;
    /** Begins or ends the mode in which what is pressed is taken out. */
    choose(reading: Reading): void;
    bringOut(reading: Reading, node: Node): void;
    before(reading: Reading, element: Node): number;
  };
  workByHand(reading: Reading, act: "takeMarked" | "undo" | "choose"): Promise<void>;
  progress(reading: Reading): void;
  code(reading: Reading): void;
  wide(reading: Reading): void;
  pictures(reading: Reading): void;
  videos(reading: Reading): void;
  wheel(reading: Reading): void;
  wholePages(reading: Reading): void;
  follow(reading: Reading): void;
  cover(reading: Reading): void;
  /** Null where it was open, and now isn't. */
  panel(reading: Reading, options: PanelOptions): { box: HTMLElement; close(): void; signal: AbortSignal } | null;
  fields: {
    choice(
      name: string,
      options: readonly { value: string; label: string; sample?: Record<string, string> }[],
      get: () => string,
      set: (value: string) => void,
    ): Field;
    slider(name: string, choices: readonly number[], get: () => number, set: (value: number) => void, say: (value: number) => string): Field;
    colour(name: string, get: () => string, set: (value: string) => void): Field;
    text(name: string, get: () => string, set: (value: string) => void, hint: () => string): Field;
    toggle(label: string, get: () => boolean, set: (on: boolean) => void): Field;
  };
  settingFields(chosen: {
    look: Pick<Look, "settings" | "set">;
    choices: Choices;
    /** Whether the machine has a font of that name, as far as one knows. */
    isInstalled(name: string): boolean;
    /** The language is written in lines that run down, too. */
    isBothWays: boolean;
    /** Another number of lines is in focus. */
    onLines?(): void;
  }): Field[];
  settingInWords(name: string, value: unknown): string;
  tables: { cells(table: HTMLTableElement): { cell: HTMLTableCellElement; called: HTMLTableCellElement | null }[] };
  spoken(element: HTMLElement, language: string, speaks: (language: string) => boolean): Sentence[];
  marks(reading: Reading): Marks;
  speech: {
    voices(): SpeechSynthesisVoice[];
    voiceFor(language: string, chosen: string | undefined): SpeechSynthesisVoice | null;
    player(script: SpeechScript): Player;
  };
  removedList(article: Article, told: Told, markers: Markers, acts: RemovedActs): HTMLElement;
  /** Whole characters. */
  shortened(text: string, limit: number): string;
  save: {
    /** The article as a file, as it is in the view. Rejects on failure. */
    file(format: ExportFormat, changes: Changes, wanted?: "pictures" | "links"): Promise<ExportedFile>;
    /** Hands a file to the browser, as a click on a download would. */
    download(file: ExportedFile): void;
    /** Puts a file's text into the clipboard; not for e-books. Needs a click or a key just before. */
    copy(file: ExportedFile, root: ShadowRoot): Promise<void>;
  };
  clipboard: Record<"text" | "markup", (text: string, root: ShadowRoot) => Promise<void>>;
  /** `stand` puts it at the end of the page, when something stands in its root. */
  mount(tag: string, signal: AbortSignal): { host: HTMLElement; root: ShadowRoot; stand(): void };
  notice(options: NoticeOptions): { close(): void };
  /** What can be made before there is an article; nothing of it stands in the page. Gives what opens the view. */
  prepareView(kit: Kit): (options: ViewOptions) => View;
  toggle(kit: Kit): Promise<Outcome>;
  /** What stands in this page now; outlives a second injection of the files. */
  state: {
    view: View | null;
    opening: boolean;
    /** A view has stood in this page. */
    hasShown: boolean;
    /** So often the files have come, and the kit hasn't yet. */
    ahead: number;
    /** What the view was opened with: the core reads the same bytes again to export them. */
    opened: { page: Capture; article: Article } | null;
    /** The one that is open. Several parts bring panel.js, each into the same page. */
    panel: { name: string; close(focus?: "keep" | "return"): void; root: ShadowRoot } | null;
  };
}

// eslint-disable-next-line no-var
declare var lede: Lede;

/** In a page: toggles whose kit has come, and the files haven't yet. */
// eslint-disable-next-line no-var
declare var ledeToggles: undefined | (() => void)[];
