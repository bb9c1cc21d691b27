// In: the reading. Out: its paragraphs, headings and whatever else is read as one, in their order; which of
// them stands where reading goes on; and the screen moved to one of them. Knows both ways of laying out: one column,
// and pages side by side; which way either runs, flow.js knows.
{
  const { flow } = globalThis.lede;

  /** Read as one, unless another such part holds it. A quotation or list item is one if its text is its own. */
  const PARTS =
    "p, h2, h3, h4, h5, h6, pre, figure, table, dt, dd, summary, li, " +
    "blockquote:not(:has(p, ul, ol, h2, h3, h4, h5, h6, pre, figure, table))";
  const TOP = "h1, header > .dek";
  const HEADINGS = "h1, .body :is(h2, h3, h4, h5, h6)";

  /** Where a part begins to count as the one that is read: share of the screen. */
  const LINE = { column: 0.2, pages: 0.3 };

  /** How far a column goes on at a key: share of the screen, with some of it left in sight; and a few lines. */
  const SCREEN = 0.88;
  const LINES = 3;

  globalThis.lede.blocks = { all, count, withTop, headings, current, place, position, reveal, bring, fits, isInSight, center, settle, turn, scroll, isAtEnd, fraction };

  /**
   * @param {Reading} reading
   * @returns {HTMLElement[]}
   */
  function all({ body }) {
    return parts(body);
  }

  /** @param {HTMLElement} element */
  function count(element) {
    return element.matches(PARTS) ? 1 : parts(element).length;
  }

  /** @param {HTMLElement} within */
  function parts(within) {
    /** @type {HTMLElement[]} */
    const found = [];
    /** @type {Element | undefined} */
    let last;
    for (const element of within.querySelectorAll(PARTS)) {
      if (last?.contains(element) || !isShown(element)) continue;
      last = element;
      found.push(/** @type {HTMLElement} */ (element));
    }
    return found;
  }

  /**
   * @param {Reading} reading
   * @returns {HTMLElement[]} the headline and the dek before them
   */
  function withTop(reading) {
    /** @type {NodeListOf<HTMLElement>} */
    const top = reading.article.querySelectorAll(TOP);
    return [...top, ...all(reading)];
  }

  /**
   * Not inside a closed <details>. What isn't laid out yet, in a long article, counts as shown.
   *
   * @param {Element} element
   */
  function isShown(element) {
    const closed = element.closest("details:not([open])");
    return !closed || (element.localName === "summary" && element.parentElement === closed);
  }

  /**
   * @param {Reading} reading
   * @returns {HTMLElement[]} the headline first
   */
  function headings({ article }) {
    return Array.from(article.querySelectorAll(HEADINGS));
  }

  /**
   * @param {Reading} reading
   * @param {readonly HTMLElement[]} elements in their order
   * @param {number} [line] the one where reading goes on
   * @returns {number} the index of the last one that begins above the line; -1 before the first
   */
  function current(reading, elements, line = lineOf(reading)) {
    let [low, high] = [0, elements.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(reading, /** @type {HTMLElement} */ (elements[middle])) <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * @param {Reading} reading
   * @returns {Position}
   */
  function position(reading) {
    const { block, element, into } = place(reading);
    const taken = element ? (globalThis.lede.hand?.before(reading, element) ?? 0) : 0;
    return { block: block + taken, into };
  }

  /**
   * @param {Reading} reading
   * @returns {Place}
   */
  function place(reading) {
    const blocks = all(reading);
    if (flow.isPaged(reading)) return placeOnPage(reading, blocks);
    const block = Math.max(current(reading, blocks), 0);
    const element = blocks[block];
    if (!element) return { block, into: 0 };
    const { start, length } = extent(reading, element.getBoundingClientRect());
    return { block, element, into: length > 0 ? clamp((lineOf(reading) - start) / length) : 0 };
  }

  /**
   * What the page begins with: the rest of a block, or the first that is whole.
   *
   * @param {Reading} reading
   * @param {readonly HTMLElement[]} blocks
   * @returns {Place}
   */
  function placeOnPage(reading, blocks) {
    const block = current(reading, blocks, 0);
    const boxes = Array.from(blocks[block]?.getClientRects() ?? []);
    const before = boxes.filter((box) => startOfBox(reading, box) < 0);
    if (before.length < boxes.length) return { block, element: blocks[block], into: depthOf(reading, before) / (depthOf(reading, boxes) || 1) };
    const next = Math.max(Math.min(block + 1, blocks.length - 1), 0);
    return { block: next, element: blocks[next], into: 0 };
  }

  /**
   * Moves the screen so that the block is the one that is read.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   * @param {number} [into] how much of it is read already, 0 to 1
   */
  function reveal(reading, element, into = 0) {
    if (flow.isPaged(reading)) {
      turnTo(reading, pageAt(reading, startOfBox(reading, boxAt(reading, element, into))));
      return;
    }
    // NOTE: twice, since a long article lays out what comes into sight only then, and moves by that.
    for (let n = 0; n < 2; n += 1) {
      const { start, length } = extent(reading, element.getBoundingClientRect());
      scroll(reading, start + into * length - lineOf(reading) + 1);
    }
  }

  /**
   * Moves the screen only if what is in the box isn't well in sight.
   *
   * @param {Reading} reading
   * @param {DOMRect} box
   */
  function bring(reading, box) {
    const { start, length } = extent(reading, box);
    const screen = screenOf(reading);
    if (flow.isPaged(reading)) {
      if (start < 0 || screen <= start) turnTo(reading, pageAt(reading, start));
      return;
    }
    const { from, to } = wellInSight(reading);
    if (start < from || to < start + length) scroll(reading, start - Math.max(lineOf(reading), from));
  }

  /**
   * Whether the box would be well in sight as a whole.
   *
   * @param {Reading} reading
   * @param {DOMRect} box
   */
  function fits(reading, box) {
    const { start, length } = extent(reading, box);
    if (flow.isPaged(reading)) return start + length <= (Math.floor(start / screenOf(reading)) + 1) * screenOf(reading);
    const { from, to } = wellInSight(reading);
    return length <= to - Math.max(lineOf(reading), from);
  }

  /**
   * Whether any of the box is on the screen.
   *
   * @param {Reading} reading
   * @param {DOMRect} box
   */
  function isInSight(reading, box) {
    const { start, length } = extent(reading, box);
    return start + length > 0 && start < screenOf(reading);
  }

  /**
   * The part of the screen where the eye reads on, and nothing lies on the text.
   *
   * @param {Reading} reading
   */
  function wellInSight(reading) {
    const screen = screenOf(reading);
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(reading.dialog);
    const [over, under] = flow.of(reading).isSideways ? [0, 0] : [parseFloat(scrollPaddingTop) || 0, parseFloat(scrollPaddingBottom) || 0];
    return { from: Math.max(screen * 0.12, over), to: Math.min(screen * 0.8, screen - under) };
  }

  /** @param {Reading} reading */
  function screenOf(reading) {
    return flow.of(reading).screen(reading.dialog);
  }

  /**
   * Moves the screen so that the element is amid it, or on the page that it begins on.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function center(reading, element) {
    if (flow.isPaged(reading)) reveal(reading, element);
    else element.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /**
   * A whole page on the screen: the nearest, if the element is on it or on none, else the one that it begins on.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function settle(reading, element) {
    const { offset, screen } = flow.of(reading);
    const nearest = Math.round(offset(reading.dialog) / screen(reading.dialog));
    const its = reading.article.contains(element) ? Array.from(element.getClientRects(), (box) => pageAt(reading, startOfBox(reading, box))) : [];
    turnTo(reading, its.includes(nearest) ? nearest : (its[0] ?? nearest));
  }

  /**
   * A page on or back; in a column whose lines run down, which no browser's own keys scroll, a screen or a few lines.
   *
   * @param {Reading} reading
   * @param {number} by
   * @param {"screen" | "lines"} [unit] in a column
   * @returns {boolean} whether it was ours to do
   */
  function turn(reading, by, unit = "screen") {
    const { dialog } = reading;
    const { offset, screen } = flow.of(reading);
    if (flow.isPaged(reading)) turnTo(reading, Math.round(offset(dialog) / screen(dialog)) + by);
    else if (!flow.isVertical(reading)) return false;
    else if (Number.isFinite(by)) scroll(reading, by * (unit === "screen" ? screen(dialog) * SCREEN : lineHeight(reading) * LINES));
    else flow.of(reading).scrollTo(dialog, by < 0 ? 0 : Math.max(dialog.scrollWidth, dialog.scrollHeight));
    return true;
  }

  /**
   * @param {Reading} reading
   * @param {number} by pixels, forward
   */
  function scroll(reading, by) {
    const { offset, scrollTo } = flow.of(reading);
    scrollTo(reading.dialog, offset(reading.dialog) + by);
  }

  /**
   * Whether a column can't be scrolled any further.
   *
   * @param {Reading} reading
   */
  function isAtEnd(reading) {
    const { dialog } = reading;
    const { offset, screen, isSideways } = flow.of(reading);
    if (flow.isPaged(reading) || offset(dialog) < 1) return false;
    return (isSideways ? dialog.scrollWidth : dialog.scrollHeight) - offset(dialog) - screen(dialog) < 1;
  }

  /** @param {Reading} reading */
  function lineHeight({ body }) {
    return parseFloat(getComputedStyle(body).lineHeight) || 30;
  }

  /**
   * @param {Reading} reading
   * @param {number} start of what is on that page, from the edge of the screen
   */
  function pageAt(reading, start) {
    const { offset, screen } = flow.of(reading);
    return Math.floor((start + offset(reading.dialog)) / screen(reading.dialog));
  }

  /**
   * @param {Reading} reading
   * @param {number} page
   */
  function turnTo(reading, page) {
    const { screen, scrollTo } = flow.of(reading);
    scrollTo(reading.dialog, Math.min(Math.max(page, 0), countPages(reading) - 1) * screen(reading.dialog));
  }

  /**
   * Also makes room for the last page to be a whole one, where its columns don't fill it.
   *
   * @param {Reading} reading
   */
  function countPages(reading) {
    const { dialog, article, body } = reading;
    const { start, end, screen } = flow.of(reading);
    const last = Array.from(body.getClientRects()).at(-1);
    const length = last ? end(dialog, last) - start(dialog, article.getBoundingClientRect()) : 0;
    const pages = Math.max(Math.ceil((length - 1) / screen(dialog)), 1);
    article.style.setProperty("--lede-pages", String(pages));
    return pages;
  }

  /**
   * How much of the text has been on the screen.
   *
   * @param {Reading} reading
   */
  function fraction(reading) {
    const { dialog, body } = reading;
    const way = flow.of(reading);
    const [screen, offset] = [way.screen(dialog), way.offset(dialog)];
    if (flow.isPaged(reading)) {
      const whole = (countPages(reading) - 1) * screen;
      return whole > 0 ? clamp(offset / whole) : 1;
    }
    const { start, length } = extent(reading, body.getBoundingClientRect());
    const before = screen - (start + offset); // on the screen before any scrolling
    if (length <= before) return 1;
    return clamp((screen - start - Math.max(before, 0)) / (length - Math.max(before, 0)));
  }

  /** @param {Reading} reading */
  function lineOf(reading) {
    return flow.of(reading).screen(reading.dialog) * (flow.isPaged(reading) ? LINE.pages : LINE.column);
  }

  /**
   * @param {Reading} reading
   * @param {DOMRect} box
   * @returns {{ start: number, length: number }} pixels along the way the text runs
   */
  function extent(reading, box) {
    const { start, end } = flow.of(reading);
    const from = start(reading.dialog, box);
    return { start: from, length: end(reading.dialog, box) - from };
  }

  /**
   * Pixels from the edge of the screen to where an element begins.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function startOf(reading, element) {
    // In pages an element may lie in several columns: its first box is where it begins.
    return startOfBox(reading, (flow.isPaged(reading) && element.getClientRects()[0]) || element.getBoundingClientRect());
  }

  /**
   * @param {Reading} reading
   * @param {DOMRect} box
   */
  function startOfBox(reading, box) {
    return flow.of(reading).start(reading.dialog, box);
  }

  /**
   * Of the boxes that an element has in several columns, the one that so much of it stands before.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   * @param {number} into
   */
  function boxAt(reading, element, into) {
    const boxes = Array.from(element.getClientRects());
    let before = into * depthOf(reading, boxes) + 1; // whole pixels: a share has lost some
    return boxes.find((box) => (before -= depthOf(reading, [box])) < 0) ?? boxes.at(-1) ?? element.getBoundingClientRect();
  }

  /**
   * Together, across their lines.
   *
   * @param {Reading} reading
   * @param {readonly DOMRect[]} boxes
   */
  function depthOf(reading, boxes) {
    return boxes.reduce((sum, { width, height }) => sum + (flow.isVertical(reading) ? width : height), 0);
  }

  /** @param {number} share */
  function clamp(share) {
    return Math.min(Math.max(share, 0), 1);
  }
}
