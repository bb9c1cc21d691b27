// In: a name, a title, what is to stand in it. Out: a panel above the article, at most one at a time; it closes
// by its button, by Esc, by a press beside it or by the button that opened it, and gives the focus back.
// The article stays in use beneath it: one can look at what a setting does, or scroll on.
{
  const { icons, nodes, state, words } = globalThis.lede;

  globalThis.lede.panel = (reading, { name, title, content, opener, stays }) => {
    const { dialog, toolbar, layers, look, root, signal } = reading;
    const { panel: open } = state;
    const same = open?.name === name && open.root === root && dialog.contains(root.querySelector(".panel"));
    open?.close();
    if (same) return null;

    const before = root.activeElement;
    const heading = nodes.element("h2", { id: "panel-title" }, title);
    const box = nodes.element("section", { class: `panel ${name}`, role: "dialog", "aria-labelledby": "panel-title", tabindex: "-1" });
    box.lang = words.language();
    box.dir = words.direction();
    const leaving = new AbortController();
    const close = (/** @type {"keep" | "return"} */ focus = "return") => {
      if (leaving.signal.aborted) return;
      leaving.abort();
      look.takePlace(); // pages may get room, or lose it
      box.remove();
      state.panel = null;
      opener?.setAttribute("aria-expanded", "false");
      if (focus === "return") (opener ?? /** @type {HTMLElement | null} */ (before) ?? dialog).focus({ preventScroll: true });
    };
    leaving.signal.addEventListener("abort", layers.add({ close }));
    const header = nodes.element("div", { class: "head" }, heading, icons.button("close", () => close(), words.message("dismiss")));
    box.append(header, ...content(close));
    look.takePlace();
    toolbar.bar.after(box);
    opener?.setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: true });
    giveWay(dialog, box, close, leaving.signal);
    if (stays !== "open") closeBeside(dialog, box, toolbar.bar, close, leaving.signal);
    signal.addEventListener("abort", () => close("keep"), { signal: leaving.signal });
    state.panel = { name, close, root };
    return { box, close, signal: leaving.signal };
  };

  /**
   * Nothing that has the focus lies hidden beneath it: where scrolling can't help (cover.js), it closes.
   *
   * @param {HTMLElement} dialog
   * @param {HTMLElement} box
   * @param {(focus: "keep") => void} close
   * @param {AbortSignal} signal
   */
  function giveWay(dialog, box, close, signal) {
    const isHidden = (/** @type {Element} */ element) => {
      const { top, bottom, left, right } = box.getBoundingClientRect();
      const rects = Array.from(element.getClientRects());
      return rects.length > 0 && rects.every((it) => top <= it.top && it.bottom <= bottom && left <= it.left && it.right <= right);
    };
    const onFocus = (/** @type {Event} */ { target }) => {
      if (!(target instanceof Element) || box.contains(target)) return;
      // The browser scrolls after the event.
      requestAnimationFrame(() => target.matches(":focus") && isHidden(target) && close("keep"));
    };
    dialog.addEventListener("focusin", onFocus, { signal });
  }

  /**
   * @param {HTMLElement} dialog
   * @param {HTMLElement} box
   * @param {HTMLElement} bar
   * @param {(focus: "keep") => void} close
   * @param {AbortSignal} signal
   */
  function closeBeside(dialog, box, bar, close, signal) {
    const onPress = (/** @type {Event} */ { target }) => {
      if (target instanceof Node && !box.contains(target) && !bar.contains(target)) close("keep");
    };
    dialog.addEventListener("pointerdown", onPress, { signal });
  }
}
