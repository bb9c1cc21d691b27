// The shapes that more than one file of the extension speaks of. Types only: nothing here runs.
// Article, Op and Removal are what src/wasm.rs writes; the rest is ours.

/** Text; an element opens; `null`, it closes; a number, here `removals[number]` was taken out. */
type Op = string | null | number | [tag: string, attributes: Record<string, string>];

interface Evidence {
  kind: string;
  detail: string;
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
  byline: string | null;
  site: string | null;
  published: string | null;
  language: string | null;
  direction: "ltr" | "rtl";
  leadImage: null | { src: string; alt: string; caption: string | null; inBody: boolean };
  readingMinutes: number;
  partial: boolean;
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
}

type ReadReply = { article: Article } | { failure: Failure };
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

type ExportReply = { file: ExportedFile } | { failure: Failure };

interface Settings {
  /** Size of the article's text, in percent of the standard size. */
  textScale: number;
}

/** What the background hands to the page with each toggle. */
interface Kit {
  readerCss: string;
  noticeCss: string;
  settings: Settings;
  /** Every text scale there is, in ascending order. */
  textScales: number[];
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
  kit: Kit;
  /** Settles when nothing of ours is left around the page either. */
  onClose(): Promise<void>;
}

interface NoticeOptions {
  css: string;
  kind: "progress" | "message" | "error";
  /** First line. */
  title: string;
  detail?: string;
  onEscape?(): void;
}

/** Marker comments of a body, by the removal's index. */
type Markers = Map<number, Comment>;

/**
 * What our scripts share in one global scope: the background has `api` alone; in a page, where scripts
 * can't be modules, each file adds its part.
 */
interface Lede {
  readonly api: typeof chrome;
  /** Open or closed; null where there is none, or where an element can't have one. */
  shadowRootOf(element: Element): ShadowRoot | null;
  /** In the page only, from here on. */
  page: {
    root(): Element;
    body(): HTMLElement | null;
    contentType(): string;
    localName(element: Element): string;
    firstElementChild(element: Element): Element | null;
    nextElementSibling(element: Element): Element | null;
    isVisible(element: Element): boolean;
    box(element: Element): DOMRect;
  };
  capture(): Capture;
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
    ours(text: string): HTMLElement;
  };
  words: {
    message(name: string, ...values: string[]): string;
    language(): string;
    direction(): "ltr" | "rtl";
    date(published: string): string;
    minutes(count: number): string;
    removed(count: number): string;
    nagClass(name: string): string;
    reason(evidence: Evidence): string;
  };
  masthead(article: Article): HTMLElement;
  leadFigure(article: Article): DocumentFragment | null;
  toolbar(
    dialog: HTMLElement,
    kit: Kit,
    close: () => void,
  ): { bar: HTMLElement; size: { step(by: number): void; reset(): void } };
  removedList(article: Article, markers: Markers): HTMLElement | null;
  save: {
    /** The article as a file. `putBack`: places in `removals` of what is back in the view. */
    file(format: ExportFormat, putBack: readonly number[]): Promise<ExportReply>;
    /** Hands a file to the browser, as a click on a download would. */
    download(file: ExportedFile): void;
    /** Puts a file's text into the clipboard; not for e-books. Needs a click or a key just before. */
    copy(file: ExportedFile): Promise<void>;
  };
  notice(options: NoticeOptions): { close(): void };
  openView(options: ViewOptions): View;
  toggle(kit: Kit): Promise<Outcome>;
  /** What stands in this page now; outlives a second injection of the files. */
  state: {
    view: View | null;
    opening: boolean;
    /** What the view was opened with: the core reads the same bytes again to export them. */
    opened: { page: Capture; article: Article } | null;
  };
}

// eslint-disable-next-line no-var
declare var lede: Lede;
