// In: our host, about to stand in the page. Out: a page laid out as wide as the screen while it stands there,
// and then as before. Telephones lay a page that says nothing about its width out for a desk, and shrink it.
{
  const { nodes, page } = globalThis.lede;

  const AS_THE_SCREEN = "width=device-width, initial-scale=1";

  globalThis.lede.screenWidth = (host) => {
    if (!isLaidOutForADesk()) return () => undefined;
    const own = Array.from(page.root().querySelectorAll("meta[name='viewport' i][content]")).at(-1);
    const before = own?.getAttribute("content") ?? `width=${page.root().clientWidth}`;
    const meta = nodes.element("meta", { name: "viewport", content: AS_THE_SCREEN });
    host.append(meta); // it counts wherever it stands, and goes with the host
    return () => {
      // NOTE: Chromium keeps to the last word it heard, even when nobody says it any more.
      meta.setAttribute("content", before);
    };
  };

  /** However far it's zoomed: seen at its own size, it would be wider than the screen. */
  function isLaidOutForADesk() {
    const { width, scale } = /** @type {VisualViewport} */ (window.visualViewport);
    return matchMedia("(pointer: coarse)").matches && width * scale + 1 < page.root().clientWidth;
  }
}
