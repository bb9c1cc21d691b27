// In: how many lines are to stay bright. Out: a band of so many over the text, and shade around it. It follows
// the pointer, goes a line on with the arrow keys, and stands where lines stand, not between them.
{
  const { blocks, nodes } = globalThis.lede;

  /** Share of the screen's height beyond which the next line is scrolled to instead of gone to. */
  const LOW = 0.7;
  const HIGH = 0.15;

  /** Paragraphs looked at around the one that is read: more than a screen holds. */
  const AHEAD = 60;

  /** @typedef {{ top: number, bottom: number }} Line */

  /** @type {WeakMap<Reading, { refresh(): void }>} */
  const bands = new WeakMap();

  globalThis.lede.feature("focus", (reading) => {
    const band = bands.get(reading) ?? make(reading);
    bands.set(reading, band);
    band.refresh();
  });

  /** @param {Reading} reading */
  function make(reading) {
    const { dialog, look, layers, signal } = reading;
    const box = nodes.element("div", { class: "band", "aria-hidden": "true" });
    let at = dialog.clientHeight * 0.35; // pixels from the top
    const place = () => put(box, linesOnScreen(reading), at, look.settings.focusLines);
    const later = frameOnce(place);
    const isOn = () => look.settings.focusLines > 0;
    const go = (/** @type {number} */ by) => () => {
      if (!isOn() || dialog.classList.contains("paged")) return false;
      at = nextLine(reading, at, by);
      later();
      return true;
    };
    layers.add({ acts: { ArrowDown: go(1), ArrowUp: go(-1) } });
    const onPointer = (/** @type {PointerEvent} */ { clientY }) => {
      at = clientY;
      if (isOn()) later();
    };
    dialog.addEventListener("pointermove", onPointer, { passive: true, signal });
    dialog.addEventListener("scroll", () => isOn() && later(), { passive: true, signal });
    const refresh = () => {
      if (!isOn()) box.remove();
      else {
        dialog.append(box);
        later();
      }
    };
    look.onChange(refresh);
    return { refresh };
  }

  /** @param {() => void} act */
  function frameOnce(act) {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        act();
      });
    };
  }

  /**
   * @param {HTMLElement} box
   * @param {Line[]} lines
   * @param {number} at
   * @param {number} count
   */
  function put(box, lines, at, count) {
    if (lines.length === 0) return;
    const middle = indexAt(lines, at);
    const around = (count - 1) / 2;
    const first = /** @type {Line} */ (lines[Math.max(middle - around, 0)]);
    const last = /** @type {Line} */ (lines[Math.min(middle + around, lines.length - 1)]);
    box.style.setProperty("--top", `${first.top.toFixed(1)}px`);
    box.style.setProperty("--height", `${(last.bottom - first.top).toFixed(1)}px`);
  }

  /**
   * @param {Reading} reading
   * @param {number} at
   * @param {number} by
   */
  function nextLine(reading, at, by) {
    const { dialog } = reading;
    const lines = linesOnScreen(reading);
    const next = lines[indexAt(lines, at) + by];
    if (!next) {
      dialog.scrollBy({ top: by * dialog.clientHeight * 0.5, behavior: "instant" });
      return at;
    }
    const middle = (next.top + next.bottom) / 2;
    const isFar = by > 0 ? dialog.clientHeight * LOW < middle : middle < dialog.clientHeight * HIGH;
    if (!isFar) return middle;
    const before = dialog.scrollTop;
    dialog.scrollBy({ top: middle - at, behavior: "instant" });
    return middle - (dialog.scrollTop - before);
  }

  /**
   * @param {Line[]} lines
   * @param {number} at
   */
  function indexAt(lines, at) {
    const distances = lines.map(({ top, bottom }) => Math.abs((top + bottom) / 2 - at));
    return distances.indexOf(Math.min(...distances));
  }

  /**
   * @param {Reading} reading
   * @returns {Line[]} from top to bottom; boxes on one height are one line
   */
  function linesOnScreen(reading) {
    const all = [...blocks.headings(reading).slice(0, 1), ...blocks.all(reading)];
    const from = Math.max(blocks.current(reading, all) - 3, 0);
    const boxes = all.slice(from, from + AHEAD).flatMap(lineBoxes);
    const inSight = boxes.filter(({ top, bottom, height }) => height > 2 && bottom > 0 && top < reading.dialog.clientHeight);
    inSight.sort((a, b) => a.top - b.top);
    /** @type {Line[]} */
    const lines = [];
    for (const { top, bottom } of inSight) {
      const last = lines.at(-1);
      if (last && top < (last.top + last.bottom) / 2) last.bottom = Math.max(last.bottom, bottom);
      else lines.push({ top, bottom });
    }
    return lines;
  }

  /** @param {HTMLElement} element */
  function lineBoxes(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Array.from(range.getClientRects());
  }
}
