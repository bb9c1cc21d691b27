// In: the reading. Out: the place in the text that is read, kept through whatever makes the text lie otherwise: the
// look, the window, a panel beside it. Taken when scrolling rests, since afterwards it can't be told any more.
{
  const { blocks, flow } = globalThis.lede;

  const RESTS_AFTER_MS = 100;

  globalThis.lede.place = (reading) => {
    const { dialog, signal } = reading;
    const offset = () => `${dialog.scrollLeft} ${dialog.scrollTop}`;
    const start = "0 0";
    /** @type {Place | null} null at the very start, which stays the start */
    let place = null;
    let at = start;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const take = () => {
      clearTimeout(timer);
      if (offset() === at) return; // where we put it ourselves: what was meant is known better
      at = offset();
      place = at === start ? null : blocks.place(reading);
    };
    const restore = () => {
      clearTimeout(timer);
      if (!place?.element?.isConnected) return;
      blocks.reveal(reading, place.element, place.into);
      at = offset();
    };
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(take, RESTS_AFTER_MS);
    };
    take();
    dialog.addEventListener("scroll", onScroll, { passive: true, signal });
    signal.addEventListener("abort", () => clearTimeout(timer));
    onOtherSize(reading, restore);
    return { take, restore };
  };

  /**
   * A column only gets longer when pictures come; then nothing in sight moves.
   *
   * @param {Reading} reading
   * @param {() => void} act
   */
  function onOtherSize(reading, act) {
    const { dialog, article, signal } = reading;
    let size = "";
    const watch = new ResizeObserver(() => {
      const isFixed = flow.isPaged(reading);
      const width = isFixed || !flow.isVertical(reading) ? article.clientWidth : dialog.clientWidth;
      const height = isFixed || flow.isVertical(reading) ? article.clientHeight : "any";
      const now = `${width} ${height}`;
      if (size !== "" && size !== now) act();
      size = now;
    });
    watch.observe(article);
    watch.observe(dialog);
    signal.addEventListener("abort", () => watch.disconnect());
  }
}
