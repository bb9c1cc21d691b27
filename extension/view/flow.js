// In: the reading. Out: the way its text runs over the screen, as numbers: where a box begins and ends on it, how far it
// is scrolled, how long a screen is. A column runs down, pages run with the lines; where the lines themselves run
// down, it's the other way round: such a column runs to the left, and such pages down. So nobody else need ask.
{
  /** @type {Record<"down" | "right" | "left", Flow>} */
  const FLOWS = {
    down: {
      isSideways: false,
      screen: ({ clientHeight }) => clientHeight,
      offset: ({ scrollTop }) => scrollTop,
      scrollTo: (dialog, top) => dialog.scrollTo({ top, left: 0, behavior: "instant" }),
      start: (_, { top }) => top,
      end: (_, { bottom }) => bottom,
    },
    right: {
      isSideways: true,
      screen: ({ clientWidth }) => clientWidth,
      offset: ({ scrollLeft }) => scrollLeft,
      scrollTo: (dialog, left) => dialog.scrollTo({ top: 0, left, behavior: "instant" }),
      start: (dialog, { left }) => left - edge(dialog),
      end: (dialog, { right }) => right - edge(dialog),
    },
    left: {
      isSideways: true,
      screen: ({ clientWidth }) => clientWidth,
      offset: ({ scrollLeft }) => -scrollLeft,
      scrollTo: (dialog, left) => dialog.scrollTo({ top: 0, left: -left, behavior: "instant" }),
      start: (dialog, { right }) => edge(dialog) + dialog.clientWidth - right,
      end: (dialog, { left }) => edge(dialog) + dialog.clientWidth - left,
    },
  };

  globalThis.lede.flow = { of, isPaged, isVertical };

  /**
   * @param {Reading} reading
   * @returns {Flow}
   */
  function of(reading) {
    if (isPaged(reading) === isVertical(reading)) return FLOWS.down;
    return isVertical(reading) || reading.article.dir === "rtl" ? FLOWS.left : FLOWS.right;
  }

  /**
   * Where the dialog's inside begins at the left: a panel or a scrollbar may stand there.
   *
   * @param {HTMLElement} dialog
   */
  function edge(dialog) {
    return dialog.getBoundingClientRect().left + dialog.clientLeft;
  }

  /** @param {Reading} reading */
  function isPaged({ dialog }) {
    return dialog.classList.contains("paged");
  }

  /** @param {Reading} reading */
  function isVertical({ dialog }) {
    return dialog.classList.contains("vertical");
  }
}
