// In: an article. Out: the reader view over the page, until it is closed; then the page as it was.
// A closed shadow root holds a modal <dialog>: the top layer lies above whatever the page shows, the page
// behind is inert, and neither its styles nor its selectors reach in. The page's own nodes, styles, scroll
// position and title stay untouched: the host at the end of <body> is all that is added.
// What isn't needed for the first look at the article comes afterwards, in parts.
{
  const { blocks, faces, flow, nodes, page, writing } = globalThis.lede;

  const TAG = "lede-reader";

  /** A page that keeps opening dialogs over ours gets tired after so many; then ours stays beneath. */
  const MAX_RAISES = 20;

  /** From so many blocks on, laying all of them out at once would be felt. */
  const LONG = 400;

  /**
   * What a view is made of before there is an article.
   *
   * @typedef {object} Prepared
   * @property {Kit} kit
   * @property {CSSStyleSheet} sheet
   * @property {FontLists} lists
   * @property {HTMLDialogElement} dialog
   * @property {Toolbar} toolbar
   * @property {Acts} keys
   * @property {{ reading?: Reading }} made once it is open
   */

  globalThis.lede.prepareView = (kit) => {
    const sheet = globalThis.lede.sheet(globalThis.lede.styles.reader);
    const lists = faces.lists(sheet, kit.missingFonts);
    faces.prepare(lists, kit.settings);
    /** @type {Prepared["made"]} */
    const made = {};
    const reading = () => /** @type {Reading} */ (made.reading);
    const { keys, buttons } = globalThis.lede.acts(reading, () => reading().close());
    const toolbar = globalThis.lede.toolbar(buttons);
    const dialog = nodes.element("dialog", { "aria-labelledby": "title", tabindex: "-1" }, toolbar.bar);
    return (options) => openView({ kit, sheet, lists, dialog, toolbar, keys, made }, options);
  };

  /**
   * @param {Prepared} prepared
   * @param {ViewOptions} options
   * @returns {View}
   */
  function openView(prepared, { article, told, showAll, onShown, onClose }) {
    const { kit, dialog, lists } = prepared;
    const leaving = new AbortController();
    const { host, root, stand } = globalThis.lede.mount(TAG, leaving.signal);
    root.append(dialog);
    const restoreScroll = scrollKeeper();
    const restoreWidth = globalThis.lede.screenWidth(host);
    const close = () => {
      if (leaving.signal.aborted) return;
      leaving.abort();
      const settled = onClose();
      if (!host.isConnected) return; // the page took it out, and is on its own way
      dialog.close(); // gives the focus back to where it was
      restoreWidth();
      host.remove();
      restoreScroll(settled);
    };
    const reading = assemble(prepared, { article, told, showAll, host, root, close, signal: leaving.signal });
    // The first screen is shown before the rest is laid out; but where reading goes on further down, or on pages, what is
    // before it must be.
    reading.body.classList.toggle("arriving", !kit.position && !flow.isPaged(reading));
    stand();
    dialog.showModal();
    dialog.focus({ preventScroll: true }); // not its first button: so space and arrows scroll at once
    reading.look.arrange();
    resume(reading);
    reading.look.keep(globalThis.lede.place(reading));

    dialog.addEventListener("close", () => dialog.open || close());
    dialog.addEventListener("click", (event) => followInside(reading, event));
    keepOnTop(host, dialog, close, leaving.signal);
    // When the article is on the screen, and not before: a frame that is made isn't painted yet.
    const shown = () => onShown(faces.missing(lists, kit));
    requestAnimationFrame(() => void requestAnimationFrame(() => void setTimeout(() => void start(reading, shown))));
    return {
      get isConnected() {
        return host.isConnected;
      },
      close,
    };
  }

  /**
   * @param {Prepared} prepared
   * @param {{ article: Article, told: Told, showAll: ViewOptions["showAll"], host: HTMLElement, root: ShadowRoot, close(): void, signal: AbortSignal }} given
   * @returns {Reading}
   */
  function assemble({ kit, sheet, lists, dialog, toolbar, keys, made }, { article: data, told, showAll, host, root, close, signal }) {
    const part = globalThis.lede.parts(root, [sheet]);
    const isOffered = writing.isBothWays(data);
    const vertical = { isOffered, isInPage: isOffered && writing.isVerticalInPage() };
    const look = globalThis.lede.look({ host, dialog, lists, kit, vertical, signal });
    const reading = () => /** @type {Reading} */ (made.reading);
    const { article, body } = articleElement(data, told, {
      toSight: (block) => blocks.center(reading(), block),
      bringOut: (node) => globalThis.lede.hand?.bringOut(reading(), node),
      choose: () => void globalThis.lede.workByHand(reading(), "choose"),
      showAll,
    });
    const prepareLines = () => dialog.classList.contains("vertical") && writing.prepare(article);
    prepareLines();
    look.onChange(prepareLines);
    dialog.dir = data.direction;
    globalThis.lede.selectAll(root, article, signal);
    const hasLetters = () => look.settings.letterKeys === "on";
    const layers = globalThis.lede.keys(root, keys, hasLetters, signal);
    const tellKeys = () => toolbar.tellKeys(hasLetters());
    tellKeys();
    look.onChange(tellKeys);
    dialog.append(article);
    made.reading = { data, kit, host, root, dialog, article, body, toolbar, look, layers, taken: [], part, close, signal };
    return made.reading;
  }

  /**
   * Where its reader left off, if she did not begin anew.
   *
   * @param {Reading} reading
   */
  function resume(reading) {
    const { position } = reading.kit;
    if (!position) return;
    const block = blocks.all(reading)[position.block];
    if (block) blocks.reveal(reading, block, position.into);
  }

  /**
   * @param {Reading} reading
   * @param {() => void} onShown
   */
  async function start(reading, onShown) {
    if (reading.signal.aborted) return;
    onShown();
    reading.body.classList.remove("arriving");
    await reading.part("reading");
    globalThis.lede.startReading(reading);
    if (reading.look.settings.focusLines > 0) await globalThis.lede.use(reading, "focus");
  }

  /**
   * Nothing scrolls the page while the view is open, unless its script does, or around.css brings another
   * scrollbar and so another width; hence a second time when the page has its own width again.
   *
   * @returns {(settled: Promise<void>) => void}
   */
  function scrollKeeper() {
    const { scrollX: left, scrollY: top } = window;
    const restore = () => scrollTo({ left, top, behavior: "instant" });
    return (settled) => {
      restore();
      const width = page.root().clientWidth;
      void settled.then(() => width === page.root().clientWidth || restore());
    };
  }

  /**
   * @param {Article} article
   * @param {Told} told
   * @param {RemovedActs} acts
   */
  function articleElement(article, told, acts) {
    const { fragment, markers } = nodes.build(article.body);
    nodes.closeRanks(fragment);
    const body = nodes.element("div", { class: "body" }, fragment);
    const lead = globalThis.lede.leadFigure(article);
    if (lead) body.prepend(lead);
    body.classList.toggle("long", LONG <= body.childElementCount);
    // NOTE: now, from our own world. Where the browser loads it later by itself, the page's policy may refuse it.
    body.querySelector("img")?.setAttribute("loading", "eager");

    const made = nodes.element("article", { dir: article.direction }, globalThis.lede.masthead(article, told));
    if (article.language) made.lang = article.language;
    made.append(globalThis.lede.removedList(article, told, markers, acts), body);
    return { article: made, body };
  }

  /**
   * A link to a place in this very page leads to that place in the article, if it has it: a note, a heading.
   * Otherwise into the page.
   *
   * @param {Reading} reading
   * @param {MouseEvent} event
   */
  function followInside(reading, event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const leadsInside = link && link.hash !== "" && link.href.split("#")[0] === location.href.split("#")[0];
    if (!leadsInside || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void globalThis.lede.use(reading, "notes", link);
  }

  /**
   * The page may open a dialog or a popover of its own above ours, or take our host out or elsewhere.
   *
   * @param {HTMLElement} host
   * @param {HTMLDialogElement} dialog
   * @param {() => void} close
   * @param {AbortSignal} signal
   */
  function keepOnTop(host, dialog, close, signal) {
    let raises = 0;
    const raise = () => {
      raises += 1;
      if (MAX_RAISES < raises) return;
      const { scrollTop, scrollLeft } = dialog;
      dialog.close();
      dialog.showModal();
      dialog.scrollTo({ top: scrollTop, left: scrollLeft, behavior: "instant" });
    };
    const onToggle = (/** @type {Event} */ { target }) => {
      if (target instanceof Element && target.matches(":modal, :popover-open")) raise();
    };
    document.addEventListener("toggle", onToggle, { capture: true, signal });

    const watch = new MutationObserver(() => {
      if (!host.isConnected) close();
      else if (!dialog.matches(":modal")) raise();
    });
    watch.observe(page.root(), { childList: true });
    watch.observe(/** @type {HTMLElement} */ (page.body()), { childList: true });
    signal.addEventListener("abort", () => watch.disconnect());
  }
}
