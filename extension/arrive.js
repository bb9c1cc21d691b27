// In: a page of a site that the reader has let Lede into, when the browser has put this there. Out: the page, captured, on
// its way to the background, which knows whether it's an article, marks the button, and opens the reader view where she
// wished that for the site. Changes nothing in the page.
// Some pages come in parts, or bring their text by scripts: so while there's no article in it, it's looked at again, but not
// when she has begun to do something in it: no view is to open beneath her hands.
{
  const { api, capture, page, state } = globalThis.lede;

  /** What scripts bring has mostly come so long after everything else. */
  const LATER_MS = 1500;

  const WEB_PAGE = new Set(["text/html", "application/xhtml+xml"]);

  if (WEB_PAGE.has(page.contentType())) {
    void arrive().catch(console.warn); // the background may be gone, after an update
    // Gone back to, a page is the same one still; the button has forgotten it.
    globalThis.addEventListener("pageshow", ({ persisted }) => {
      if (persisted && !state.view) void tell().catch(console.warn);
    });
    // Some pages become others in place: what was told of the one doesn't hold for the next.
    let { pathname } = location;
    /** @type {any} not every browser's */ (globalThis).navigation?.addEventListener("currententrychange", () => {
      if (location.pathname === pathname) return;
      pathname = location.pathname;
      void api.runtime.sendMessage({ type: "left" }).catch(console.warn);
    });
  }

  async function arrive() {
    if (/** @type {any} */ (document).prerendering) await happened(document, "prerenderingchange");
    if (await isArticle()) return;
    if (document.readyState !== "complete") {
      await happened(globalThis, "load");
      if (await isArticle()) return;
    }
    await new Promise((resolve) => void setTimeout(resolve, LATER_MS));
    await isArticle();
  }

  /** Or there is no more to find out. */
  async function isArticle() {
    if (state.view || state.opening || state.hasShown || !page.body()) return true;
    if (navigator.userActivation?.hasBeenActive) return true;
    return tell();
  }

  function tell() {
    return api.runtime.sendMessage({ type: "arrived", page: capture() });
  }

  /**
   * @param {EventTarget} target
   * @param {string} name
   */
  function happened(target, name) {
    return new Promise((resolve) => void target.addEventListener(name, resolve, { once: true }));
  }
}
