// In: the reading. Out: pages that lie side by side turn by the wheel or by two fingers on a touch pad, one a
// gesture; a column whose lines run down goes on by as much as another would. That one scrolls by itself, and so does
// what is wider than it.
{
  const { blocks, flow } = globalThis.lede;

  /** A gesture is over when the wheel has said nothing for so long: a touch pad runs on by itself. */
  const RESTS_MS = 200;

  /** CSS pixels: as much as browsers take for a line of a wheel. */
  const LINE = 40;

  globalThis.lede.wheel = (reading) => {
    const { article, signal } = reading;
    let last = { by: 0, time: -Infinity };
    const onWheel = (/** @type {WheelEvent} */ event) => {
      const by = direction(event, flow.isVertical(reading) || article.dir === "rtl");
      if (by === 0 || event.ctrlKey || scrollsItself(event)) return;
      if (!flow.isPaged(reading)) {
        if (flow.isVertical(reading)) scrollOn(reading, event);
        return;
      }
      event.preventDefault();
      const isNew = by !== last.by || RESTS_MS < event.timeStamp - last.time;
      last = { by, time: event.timeStamp };
      if (isNew) blocks.turn(reading, by);
    };
    article.addEventListener("wheel", onWheel, { passive: false, signal });
  };

  /**
   * Sideways the browser does it.
   *
   * @param {Reading} reading
   * @param {WheelEvent} event
   */
  function scrollOn(reading, event) {
    const { deltaX, deltaY, deltaMode, shiftKey } = event;
    if (shiftKey || Math.abs(deltaY) <= Math.abs(deltaX)) return;
    event.preventDefault();
    const unit = { [WheelEvent.DOM_DELTA_LINE]: LINE, [WheelEvent.DOM_DELTA_PAGE]: reading.dialog.clientWidth }[deltaMode] ?? 1;
    blocks.scroll(reading, deltaY * unit);
  }

  /**
   * @param {WheelEvent} event
   * @param {boolean} isRightToLeft
   */
  function direction({ deltaX, deltaY }, isRightToLeft) {
    if (Math.abs(deltaX) <= Math.abs(deltaY)) return Math.sign(deltaY);
    return isRightToLeft ? -Math.sign(deltaX) : Math.sign(deltaX);
  }

  /** @param {WheelEvent} event */
  function scrollsItself({ target, deltaX, deltaY, shiftKey }) {
    const box = target instanceof Element ? target.closest(".scroller, pre") : null;
    const isSideways = shiftKey || Math.abs(deltaY) < Math.abs(deltaX);
    return box !== null && isSideways && box.clientWidth < box.scrollWidth;
  }
}
