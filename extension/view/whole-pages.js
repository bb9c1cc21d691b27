// In: the reading. Out: pages that lie side by side stand whole on the screen after the browser has scrolled them by
// itself: to what Tab reaches, to what was searched, by a finger.
{
  const { blocks, flow } = globalThis.lede;

  globalThis.lede.wholePages = (reading) => {
    const { dialog, article, signal } = reading;
    const settle = (/** @type {HTMLElement} */ element) => flow.isPaged(reading) && blocks.settle(reading, element);
    const onFocus = (/** @type {Event} */ { target }) => {
      // When the browser, too, has scrolled to it.
      if (target instanceof HTMLElement && article.contains(target)) requestAnimationFrame(() => settle(target));
    };
    dialog.addEventListener("focusin", onFocus, { signal });
    dialog.addEventListener("scrollend", () => settle(dialog), { signal });
  };
}
