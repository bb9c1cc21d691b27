// In: the reading. Out: how much of the screen's top and bottom lies under something of ours: the bar of buttons, the
// voice's bar, a sheet from below, the line at the foot. With it the browser keeps what gets the focus clear of them
// (reading.css), and blocks.js what is read aloud.
{
  const { flow } = globalThis.lede;

  const COVERS = ":scope > :is(.toolbar, .listen, .panel, .chips, .choosing-bar)";

  globalThis.lede.cover = (reading) => {
    const { dialog, look, signal } = reading;
    const measure = () => {
      const measured = heights(dialog);
      const isOther = (/** @type {string} */ name) => dialog.style.getPropertyValue(name) !== measured[name];
      const moves = isOther("--lede-bar") && (flow.isPaged(reading) || flow.isVertical(reading));
      if (moves) look.takePlace(); // pages, and lines that run down, end above the voice's bar
      for (const [name, value] of Object.entries(measured)) if (isOther(name)) dialog.style.setProperty(name, value);
      if (!moves) return;
      look.arrange();
      look.restorePlace();
    };
    const sizes = new ResizeObserver(measure);
    const watchAll = () => {
      sizes.disconnect();
      for (const box of [dialog, ...dialog.querySelectorAll(COVERS)]) sizes.observe(box);
    };
    const children = new MutationObserver(watchAll);
    children.observe(dialog, { childList: true });
    watchAll();
    signal.addEventListener("abort", () => {
      children.disconnect();
      sizes.disconnect();
    });
  };

  /**
   * @param {HTMLElement} dialog
   * @returns {Record<string, string>} by custom property
   */
  function heights(dialog) {
    const boxes = Array.from(dialog.querySelectorAll(COVERS), (it) => ({ it, box: it.getBoundingClientRect() })).filter(({ box }) => box.height > 0);
    const sheet = boxes.find(({ it, box }) => it.matches(".panel") && isSheet(box));
    let [over, under, bar] = [0, innerHeight, 0];
    if (sheet) under = sheet.box.top;
    const floor = under;
    for (const { it, box } of boxes) {
      if (it.matches(".panel")) continue; // the others stand beside the text, or go when the focus goes under them
      if (box.top < floor - box.bottom) over = Math.max(over, box.bottom);
      else under = Math.min(under, box.top);
      if (it.matches(".listen") && box.top >= floor - box.bottom) bar = innerHeight - box.top;
    }
    return { "--lede-over": pixels(over), "--lede-under": pixels(innerHeight - under), "--lede-bar": pixels(bar) };
  }

  /** @param {DOMRect} box */
  function isSheet({ left, right, bottom }) {
    return left <= 0 && right >= innerWidth - 1 && bottom >= innerHeight - 1;
  }

  /** @param {number} value */
  function pixels(value) {
    return `${Math.ceil(value)}px`;
  }
}
