// In: the reader's wish, brought by the background. Out: the reader view opened, or closed, or a notice that
// says why not. The whole way through the page on one screen: capture → core → view.
// Nothing of the page is changed before there is an article to show.
{
  const { api, notice, page, state, words } = globalThis.lede;

  /** Up to here opening feels instant, and a notice would only flash. */
  const PATIENCE_MS = 100;

  const READABLE = new Set(["text/html", "application/xhtml+xml", "text/plain"]);

  /** Why there is no article, where there is text all the same. */
  const JUDGED = new Set(["too_short", "not_prose"]);

  globalThis.lede.toggle = toggle;
  // The kit may have come before the files: see `hand` in background.js.
  const awaiting = Object.hasOwn(globalThis, "ledeToggles") ? globalThis.ledeToggles?.shift() : undefined;
  if (awaiting) awaiting();
  else state.ahead = (state.ahead || 0) + 1; // none: the state of a version before this one

  /**
   * @param {Kit} kit
   * @returns {Promise<Outcome>}
   */
  async function toggle(kit) {
    if (kit.wish === "rule" && (state.hasShown || state.opening)) return "busy";
    if (state.view?.isConnected) {
      state.view.close();
      return "closed";
    }
    if (state.opening) return "busy";
    const body = page.body();
    if (!body || page.localName(body) !== "body" || !READABLE.has(page.contentType())) return "unreadable";
    words.take(kit.messages);
    return attempt(kit, null);
  }

  /**
   * @param {Kit} kit
   * @param {Capture | null} captured
   * @returns {Promise<Outcome>}
   */
  async function attempt(kit, captured) {
    state.opening = true;
    return open(kit, captured)
      .catch((error) => {
        console.error(error);
        return kit.wish === "rule" ? "failed" : fail("error");
      })
      .finally(() => {
        state.opening = false;
      });
  }

  /**
   * All the text of the page that was captured, whatever the core judges of it.
   *
   * @param {Kit} kit
   * @param {Capture} captured
   */
  function openWhole(kit, captured) {
    if (state.opening) return;
    state.view?.close();
    void attempt({ ...kit, part: "whole", wish: "reader", position: null }, { ...captured, extent: "whole" });
  }

  /**
   * @param {Kit} kit
   * @param {Capture | null} given
   * @returns {Promise<Outcome>}
   */
  async function open(kit, given) {
    const captured = given ?? (kit.part === "selection" ? globalThis.lede.captureSelection() : globalThis.lede.capture());
    if (!captured) return sayTooLittle();
    const progress = kit.wish === "rule" ? { cancelled: false, end() {} } : progressNotice();
    /** @type {ReadReply} */
    let reply;
    let openView;
    try {
      const asked = api.runtime.sendMessage({ type: "read", page: captured });
      openView = globalThis.lede.prepareView(kit);
      if (!kit.tells) words.prepare();
      reply = await asked;
    } finally {
      progress.end();
    }
    if (progress.cancelled) return "cancelled";
    if (!("article" in reply && reply.article.found)) return kit.wish === "rule" ? "no_article" : sayWhyNot(reply, kit, captured);
    show(openView, reply, captured, kit.part === "page" ? () => openWhole(kit, captured) : undefined);
    return "opened";
  }

  /**
   * @param {ReadReply} reply one without an article
   * @param {Kit} kit
   * @param {Capture} captured
   */
  function sayWhyNot(reply, kit, captured) {
    if ("failure" in reply) return fail(reply.failure.kind);
    return kit.part === "selection" ? sayTooLittle() : sayNoArticle(reply.article, () => openWhole(kit, captured));
  }

  /**
   * @param {ReturnType<typeof globalThis.lede.prepareView>} openView
   * @param {Extract<ReadReply, { article: Article }>} reply
   * @param {Capture} captured
   * @param {ViewOptions["showAll"]} showAll
   */
  function show(openView, { article, told = words.told(article) }, captured, showAll) {
    let isShown = false;
    const onShown = (/** @type {MissingFonts} */ missingFonts) => {
      isShown = true;
      void tell({ type: "opened", hiddenPage: isUndisplayed(), messages: words.needed(), missingFonts });
    };
    const onClose = async () => {
      state.view = null;
      state.opened = null;
      if (isShown) await tell({ type: "closed" });
    };
    state.opened = { page: captured, article };
    state.hasShown = true;
    state.view = openView({ article, told, showAll, onShown, onClose });
  }

  /**
   * The background may be gone, after an update of the extension; the view must close all the same.
   *
   * @param {import("./messages.js").Message} message
   */
  async function tell(message) {
    await api.runtime.sendMessage(message).catch(console.warn);
  }

  /** Nothing is shown inside what isn't displayed, not even a top layer. */
  function isUndisplayed() {
    return [page.root(), /** @type {Element} */ (page.body())].some((element) => {
      const { display, contentVisibility } = getComputedStyle(element);
      return display === "none" || contentVisibility === "hidden";
    });
  }

  function progressNotice() {
    const progress = { cancelled: false, end };
    const onEscape = () => {
      progress.cancelled = true;
    };
    /** @type {{ close(): void } | undefined} */
    let shown;
    const timer = setTimeout(() => {
      shown = notice({ kind: "progress", title: words.message("progress"), onEscape });
    }, PATIENCE_MS);
    function end() {
      clearTimeout(timer);
      shown?.close();
    }
    return progress;
  }

  /**
   * @param {Article} article
   * @param {() => void} openAll
   * @returns {Outcome}
   */
  function sayNoArticle({ noArticle }, openAll) {
    const { code = "" } = noArticle ?? {};
    const detail = words.message(code === "limit" ? "no_article_limit" : "no_article_detail");
    const offer = JUDGED.has(code) ? { label: words.message("show_whole"), act: openAll } : undefined;
    notice({ kind: "message", title: words.message("no_article"), detail, offer });
    return "no_article";
  }

  /** @returns {Outcome} */
  function sayTooLittle() {
    notice({ kind: "message", title: words.message("no_selection"), detail: words.message("no_selection_detail") });
    return "no_article";
  }

  /**
   * @param {Failure["kind"]} kind
   * @returns {Outcome}
   */
  function fail(kind) {
    notice({ kind: "error", title: words.message("failed"), detail: words.message(`failed_${kind}`) });
    return "failed";
  }
}
