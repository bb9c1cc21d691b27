// In: an article. Out: the reader view over the page, until it is closed; then the page as it was.
// A closed shadow root holds a modal <dialog>: the top layer lies above whatever the page shows, the page
// behind is inert, and neither its styles nor its selectors reach in. The page's own nodes, styles, scroll
// position and title stay untouched: the host at the end of <body> is all that is added.
{
  const { nodes, page } = globalThis.lede;

  const TAG = "lede-reader";

  /** A page that keeps opening dialogs over ours gets tired after so many; then ours stays beneath. */
  const MAX_RAISES = 20;

  /** From so many blocks on, laying all of them out at once would be felt. */
  const LONG = 400;

  /**
   * Events from inside end at our root, lest the page's click, copy and selection handlers act on them.
   * Keys are stopped even earlier, see `listenForKeys`.
   */
  const KEPT_IN = (
    "click auxclick dblclick contextmenu mousedown mouseup mousemove mouseover mouseout pointerdown pointerup pointermove " +
    "pointerover pointerout touchstart touchmove touchend wheel focusin focusout copy selectstart dragstart input change"
  ).split(" ");

  globalThis.lede.openView = ({ article, kit, onClose }) => {
    const dialog = nodes.element("dialog", { "aria-labelledby": "title", tabindex: "-1" });
    const host = document.createElement(TAG);
    const leaving = new AbortController();
    const restoreScroll = scrollKeeper();
    const close = () => {
      if (leaving.signal.aborted) return;
      leaving.abort();
      const settled = onClose();
      if (!host.isConnected) return; // the page took it out, and is on its own way
      dialog.close(); // gives the focus back to where it was
      host.remove();
      restoreScroll(settled);
    };
    const { bar, size } = globalThis.lede.toolbar(dialog, kit, close);
    dialog.append(bar, articleElement(article));
    mount(host, dialog, kit.readerCss);
    dialog.showModal();
    dialog.focus({ preventScroll: true }); // not its first button: so space and arrows scroll at once

    dialog.addEventListener("close", () => dialog.open || close());
    dialog.addEventListener("click", (event) => {
      if (leadsIntoPage(event)) close();
    });
    listenForKeys({ Escape: close, "+": () => size.step(1), "-": () => size.step(-1), "0": size.reset }, leaving.signal);
    keepOnTop(host, dialog, close, leaving.signal);
    return {
      get isConnected() {
        return host.isConnected;
      },
      close,
    };
  };

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

  /** @param {Article} article */
  function articleElement(article) {
    const { fragment, markers } = nodes.build(article.body);
    const body = nodes.element("div", { class: "body" }, fragment);
    const lead = globalThis.lede.leadFigure(article);
    if (lead) body.prepend(lead);
    body.classList.toggle("long", LONG <= body.childElementCount);
    body.querySelector("img")?.setAttribute("loading", "eager");

    const made = nodes.element("article", { dir: article.direction }, globalThis.lede.masthead(article));
    if (article.language) made.lang = article.language;
    const removed = globalThis.lede.removedList(article, markers);
    if (removed) made.append(removed);
    made.append(body);
    return made;
  }

  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} dialog
   * @param {string} css
   */
  function mount(host, dialog, css) {
    host.style.setProperty("all", "initial", "important");
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(dialog);
    for (const type of KEPT_IN) root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
    /** @type {HTMLElement} */ (page.body()).append(host);
  }

  /**
   * The reader's keys are taken at the window, before anything of the page's below it, and go no further;
   * what the browser does with a key (scroll, press, move the focus) it does all the same.
   * NOTE: a page that listened at the window before us, in the capture phase, is first: it sees the keys
   * and may swallow them. The close button and the toolbar button don't depend on keys.
   *
   * @param {Record<string, () => void>} acts by key
   * @param {AbortSignal} signal
   */
  function listenForKeys(acts, signal) {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      event.stopImmediatePropagation();
      if (event.type !== "keydown" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    for (const type of /** @type {const} */ (["keydown", "keypress", "keyup"])) {
      window.addEventListener(type, onKey, { capture: true, signal });
    }
  }

  /**
   * A link to a place in this very page: the reader view has no such places, the page has.
   *
   * @param {MouseEvent} event
   */
  function leadsIntoPage({ target }) {
    const link = target instanceof Element ? target.closest("a") : null;
    return link !== null && link.hash !== "" && link.href.split("#")[0] === location.href.split("#")[0];
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
      const { scrollTop } = dialog;
      dialog.close();
      dialog.showModal();
      dialog.scrollTop = scrollTop;
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
