// In: the reading. Out: a thin bar that fills, the time left, and the place remembered for next time.
// Looks at the screen once a frame at most, and only while it moves.
{
  const { api, blocks, nodes, words } = globalThis.lede;

  /** Nearer to an end than this, there is no place to come back to. */
  const AT_START = 0.03;
  const AT_END = 0.97;

  const SAVE_AFTER_MS = 600;

  globalThis.lede.progress = (reading) => {
    const { dialog, signal, toolbar, kit } = reading;
    const label = words.message("progress_label");
    const bar = nodes.element("div", { class: "progress", role: "progressbar", "aria-label": label, "aria-valuemin": "0", "aria-valuemax": "100" });
    dialog.append(bar);
    let share = 1;
    const length = () => reading.body.textContent.length;
    const whole = length() || 1;
    const show = () => {
      const read = blocks.fraction(reading);
      bar.style.setProperty("--lede-read", read.toFixed(4));
      bar.setAttribute("aria-valuenow", String(Math.round(read * 100)));
      toolbar.left.textContent = timeLeft(reading, read * share + 1 - share);
    };
    show();
    if (kit.position && blocks.fraction(reading) > AT_START) offerStart(reading);

    const keep = kit.part === "page" ? placeKeeper(reading) : () => undefined;
    onceAFrame(dialog, signal, () => {
      show();
      keep();
    });
    reading.look.onChange(() => requestAnimationFrame(show));
    const onTaken = () => {
      share = length() / whole;
      show();
    };
    reading.body.addEventListener("taken", onTaken, { signal });
    new ResizeObserver(show).observe(reading.body);
  };

  /**
   * @param {Reading} reading
   * @param {number} read
   */
  function timeLeft({ data }, read) {
    const minutes = Math.ceil(data.readingMinutes * (1 - read));
    return minutes > 0 ? words.timeLeft(minutes) : "";
  }

  /** @param {Reading} reading */
  function offerStart(reading) {
    globalThis.lede.say(reading, words.message("resumed"), {
      label: words.message("start_over"),
      act() {
        reading.dialog.scrollTo({ top: 0, left: 0, behavior: "instant" });
        reading.dialog.focus({ preventScroll: true });
      },
    });
  }

  /** @param {Reading} reading */
  function placeKeeper(reading) {
    const { dialog } = reading;
    const offset = () => `${dialog.scrollLeft} ${dialog.scrollTop}`;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    // NOTE: compared, not told by scroll events: whoever leaves in the frame of her last scroll gets none.
    let kept = offset();
    const save = () => {
      clearTimeout(timer);
      if (!reading.body.isConnected || offset() === kept) return;
      kept = offset();
      const read = blocks.fraction(reading);
      const position = AT_START < read && read < AT_END ? blocks.position(reading) : null;
      void api.runtime.sendMessage({ type: "position", position }).catch(console.warn);
    };
    reading.signal.addEventListener("abort", save);
    window.addEventListener("pagehide", save, { signal: reading.signal });
    return () => {
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER_MS);
    };
  }

  /**
   * @param {HTMLElement} scroller
   * @param {AbortSignal} signal
   * @param {() => void} act
   */
  function onceAFrame(scroller, signal, act) {
    let asked = false;
    const onScroll = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        if (!signal.aborted) act();
      });
    };
    scroller.addEventListener("scroll", onScroll, { passive: true, signal });
  }
}
