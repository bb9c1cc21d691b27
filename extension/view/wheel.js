// In: the reading. Out: pages that lie side by side turn by the wheel or by two fingers on a touch pad, one a
// gesture. A column scrolls by itself, and so does what is wider than it.
{
  const { blocks } = globalThis.lede;

  /** A gesture is over when the wheel has said nothing for so long: a touch pad runs on by itself. */
  const RESTS_MS = 200;

  globalThis.lede.wheel = (reading) => {
    const { dialog, article, signal } = reading;
    let last = { by: 0, time: -Infinity };
    const onWheel = (/** @type {WheelEvent} */ event) => {
      const by = direction(event, article.dir === "rtl");
      if (by === 0 || event.ctrlKey || !dialog.classList.contains("paged") || scrollsItself(event)) return;
      event.preventDefault();
      const isNew = by !== last.by || RESTS_MS < event.timeStamp - last.time;
      last = { by, time: event.timeStamp };
      if (isNew) blocks.turn(reading, by);
    };
    article.addEventListener("wheel", onWheel, { passive: false, signal });
  };

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
