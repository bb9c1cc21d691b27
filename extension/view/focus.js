// In: how many lines are to stay bright. Out: a band of so many over the text, and shade around it. It follows
// the pointer, goes a line on with the arrow keys, and stands where lines stand, not between them: in pages within
// one of their columns, and upright where the lines run down.
{
  const { blocks, flow, nodes } = globalThis.lede;

  /** Share of the screen beyond which the next line of a column is scrolled to instead of gone to. */
  const LOW = 0.7;
  const HIGH = 0.15;

  /** Share of the screen where the first line is looked for. */
  const FIRST = 0.35;

  const SPACE = 4; // CSS pixels around the lines

  /**
   * A line on the screen: which column it is in, and where it begins and ends, downwards, or to the left where lines
   * run down.
   *
   * @typedef {{ column: number, start: number, end: number }} Line
   * @typedef {{ column: number, at: number }} Spot
   */

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
    let spot = firstSpot(reading);
    const isOn = () => look.settings.focusLines > 0;
    const later = frameOnce(() => put(reading, box, spot));
    const go = (/** @type {number} */ by, /** @type {boolean} */ ofVertical) => () => {
      if (!isOn() || flow.isVertical(reading) !== ofVertical) return false;
      spot = next(reading, spot, by);
      later();
      return true;
    };
    layers.add({ acts: { ArrowDown: go(1, false), ArrowUp: go(-1, false), ArrowLeft: go(1, true), ArrowRight: go(-1, true) } });
    const onPointer = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const [at, across] = flow.isVertical(reading) ? [innerWidth - clientX, clientY] : [clientY, clientX];
      spot = { at, column: columnAt(reading, across) };
      if (isOn()) later();
    };
    dialog.addEventListener("pointermove", onPointer, { passive: true, signal });
    dialog.addEventListener("scroll", () => isOn() && later(), { passive: true, signal });
    const watch = new ResizeObserver(() => isOn() && later());
    watch.observe(dialog);
    signal.addEventListener("abort", () => watch.disconnect());
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

  /** @param {Reading} reading */
  function firstSpot(reading) {
    return { column: 0, at: (flow.isVertical(reading) ? innerWidth : innerHeight) * FIRST };
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} box
   * @param {Spot} spot
   */
  function put(reading, box, spot) {
    const lines = linesOnScreen(reading);
    const middle = lines[indexAt(lines, spot)];
    if (!middle) return;
    const column = lines.filter(({ column: it }) => it === middle.column);
    const around = (reading.look.settings.focusLines - 1) / 2;
    const at = column.indexOf(middle);
    const { start } = /** @type {Line} */ (column[Math.max(at - around, 0)]);
    const { end } = /** @type {Line} */ (column[Math.min(at + around, column.length - 1)]);
    const [from, width] = columnBox(reading, middle.column);
    const along = [start - SPACE, end - start + 2 * SPACE];
    const place = flow.isVertical(reading)
      ? { left: innerWidth - end - SPACE, top: from, width: along[1], height: width }
      : { left: from, top: along[0], width, height: along[1] };
    for (const [name, value] of Object.entries(place)) box.style.setProperty(`--lede-${name}`, `${Number(value).toFixed(1)}px`);
  }

  /**
   * @param {Reading} reading
   * @param {Spot} spot
   * @param {number} by
   * @returns {Spot}
   */
  function next(reading, spot, by) {
    const lines = linesOnScreen(reading);
    const line = lines[indexAt(lines, spot) + by];
    if (flow.isPaged(reading)) return line ? spotOf(line) : onNextPage(reading, spot, by);
    const { screen, offset } = flow.of(reading);
    const whole = screen(reading.dialog);
    const before = offset(reading.dialog);
    if (!line) {
      blocks.scroll(reading, by * whole * 0.5);
      return spot;
    }
    const { at, column } = spotOf(line);
    const isFar = by > 0 ? whole * LOW < at : at < whole * HIGH;
    if (!isFar) return { at, column };
    blocks.scroll(reading, at - spot.at);
    return { column, at: at - (offset(reading.dialog) - before) };
  }

  /**
   * @param {Reading} reading
   * @param {Spot} spot
   * @param {number} by
   * @returns {Spot} the line that comes next, if there is another page
   */
  function onNextPage(reading, spot, by) {
    const { offset } = flow.of(reading);
    const before = offset(reading.dialog);
    blocks.turn(reading, by);
    const line = linesOnScreen(reading).at(by > 0 ? 0 : -1);
    return line && offset(reading.dialog) !== before ? spotOf(line) : spot;
  }

  /**
   * @param {Line} line
   * @returns {Spot}
   */
  function spotOf({ column, start, end }) {
    return { column, at: (start + end) / 2 };
  }

  /**
   * @param {Line[]} lines
   * @param {Spot} spot
   */
  function indexAt(lines, { column, at }) {
    const FAR = 1e6; // another column is further than anything in this one
    const distances = lines.map(({ column: its, start, end }) => Math.abs(its - column) * FAR + Math.abs((start + end) / 2 - at));
    return distances.indexOf(Math.min(...distances));
  }

  /**
   * @param {Reading} reading
   * @returns {Line[]} as they are read; boxes side by side are one line
   */
  function linesOnScreen(reading) {
    const isVertical = flow.isVertical(reading);
    const whole = isVertical ? innerWidth : reading.dialog.clientHeight;
    const boxes = textBoxes(reading).map(({ top, bottom, left, right }) => {
      const [start, end, across] = isVertical ? [innerWidth - right, innerWidth - left, top] : [top, bottom, left];
      return { column: columnAt(reading, across), start, end };
    });
    const inSight = boxes.filter(({ column, start, end }) => column >= 0 && column < columnsOf(reading) && end - start > 2 && end > 0 && start < whole);
    inSight.sort((a, b) => a.column - b.column || a.start - b.start);
    /** @type {Line[]} */
    const lines = [];
    for (const { column, start, end } of inSight) {
      const last = lines.at(-1);
      if (last?.column === column && start < (last.start + last.end) / 2) last.end = Math.max(last.end, end);
      else lines.push({ column, start, end });
    }
    return lines;
  }

  /**
   * Of the blocks on the screen.
   *
   * @param {Reading} reading
   */
  function textBoxes(reading) {
    const { start, screen } = flow.of(reading);
    const all = blocks.withTop(reading);
    const range = document.createRange();
    /** @type {DOMRect[]} */
    const boxes = [];
    for (const element of all.slice(Math.max(blocks.current(reading, all, 0), 0))) {
      range.selectNodeContents(element);
      const own = Array.from(range.getClientRects());
      if (own[0] && screen(reading.dialog) < start(reading.dialog, own[0])) break;
      boxes.push(...own);
    }
    return boxes;
  }

  /** @param {Reading} reading */
  function columnsOf(reading) {
    return flow.isPaged(reading) ? Number(getComputedStyle(reading.article).columnCount) || 1 : 1;
  }

  /**
   * @param {Reading} reading
   * @param {number} across CSS pixels from the top or the left
   * @returns {number} from 0 in the order in which they are read; beyond, on another page
   */
  function columnAt(reading, across) {
    if (!flow.isPaged(reading)) return 0;
    const { from, length, count, isBackwards } = columnsAcross(reading);
    const column = Math.floor(((across - from) / length) * count + 0.001); // a box may begin a hair before its column
    return isBackwards ? count - 1 - column : column;
  }

  /**
   * @param {Reading} reading
   * @param {number} column
   * @returns {[from: number, length: number]} CSS pixels
   */
  function columnBox(reading, column) {
    const { from, length, count, isBackwards } = columnsAcross(reading);
    return [from + ((isBackwards ? count - 1 - column : column) * length) / count, length / count];
  }

  /** @param {Reading} reading */
  function columnsAcross(reading) {
    const { top, left } = reading.dialog.getBoundingClientRect();
    const { clientWidth, clientHeight, clientLeft } = reading.dialog;
    const isVertical = flow.isVertical(reading);
    const [from, length] = isVertical ? [top, clientHeight] : [left + clientLeft, clientWidth];
    return { from, length, count: columnsOf(reading), isBackwards: !isVertical && reading.article.dir === "rtl" };
  }
}
