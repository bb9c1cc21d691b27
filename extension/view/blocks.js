// In: the reading. Out: its paragraphs, headings and whatever else is read as one, in their order; which of
// them stands at the top of the screen; and the screen moved to one of them. Knows both ways of laying out:
// one column that scrolls down, and pages that scroll sideways.
{
  /** Read as one, unless another such part holds it. A quotation or list item is one if its text is its own. */
  const PARTS =
    "p, h2, h3, h4, h5, h6, pre, figure, table, dt, dd, summary, li, " +
    "blockquote:not(:has(p, ul, ol, h2, h3, h4, h5, h6, pre, figure, table))";
  const HEADINGS = "h1, .body :is(h2, h3, h4, h5, h6)";

  /** Where a part begins to count as the one that is read: share of the screen's height, or of its width in pages. */
  const LINE = { down: 0.2, sideways: 0.3 };

  globalThis.lede.blocks = { all, headings, current, place, position, reveal, bring, turn, fraction };

  /**
   * @param {Reading} reading
   * @returns {HTMLElement[]}
   */
  function all({ body }) {
    /** @type {HTMLElement[]} */
    const found = [];
    /** @type {Element | undefined} */
    let last;
    for (const element of body.querySelectorAll(PARTS)) {
      if (last?.contains(element) || !isShown(element)) continue;
      last = element;
      found.push(/** @type {HTMLElement} */ (element));
    }
    return found;
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
    const { block, into } = place(reading);
    return { block, into };
  }

  /**
   * @param {Reading} reading
   * @returns {Place}
   */
  function place(reading) {
    const blocks = all(reading);
    if (isPaged(reading)) return placeOnPage(reading, blocks);
    const block = Math.max(current(reading, blocks), 0);
    const element = blocks[block];
    if (!element) return { block, into: 0 };
    const { top, height } = element.getBoundingClientRect();
    return { block, element, into: height > 0 ? clamp((lineOf(reading) - top) / height) : 0 };
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
    if (before.length < boxes.length) return { block, element: blocks[block], into: heightOf(before) / (heightOf(boxes) || 1) };
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
    const { dialog } = reading;
    if (isPaged(reading)) {
      const start = startOfBox(reading, boxAt(element, into));
      turnTo(reading, Math.floor((start + Math.abs(dialog.scrollLeft)) / dialog.clientWidth));
      return;
    }
    // NOTE: twice, since a long article lays out what comes into sight only then, and moves by that.
    for (let n = 0; n < 2; n += 1) {
      const { top, height } = element.getBoundingClientRect();
      dialog.scrollBy({ top: top + into * height - lineOf(reading) + 1, behavior: "instant" });
    }
  }

  /**
   * Moves the screen only if the element isn't well in sight.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   * @param {DOMRect} [box] of the part of it that matters
   */
  function bring(reading, element, box = element.getBoundingClientRect()) {
    const { dialog } = reading;
    if (isPaged(reading)) {
      const start = startOfBox(reading, box);
      if (start < 0 || dialog.clientWidth <= start) {
        turnTo(reading, Math.floor((start + Math.abs(dialog.scrollLeft)) / dialog.clientWidth));
      }
      return;
    }
    const [above, below] = [dialog.clientHeight * 0.12, dialog.clientHeight * 0.8];
    if (box.top < above || below < box.bottom) dialog.scrollBy({ top: box.top - lineOf(reading), behavior: "instant" });
  }

  /**
   * @param {Reading} reading
   * @param {number} by pages
   * @returns {boolean} whether there are pages to turn
   */
  function turn(reading, by) {
    if (!isPaged(reading)) return false;
    turnTo(reading, Math.round(Math.abs(reading.dialog.scrollLeft) / reading.dialog.clientWidth) + by);
    return true;
  }

  /**
   * @param {Reading} reading
   * @param {number} page
   */
  function turnTo(reading, page) {
    const { dialog } = reading;
    const left = Math.min(Math.max(page, 0), countPages(reading) - 1) * dialog.clientWidth;
    dialog.scrollTo({ left: isRightToLeft(reading) ? -left : left, behavior: "instant" });
  }

  /**
   * Also makes room for the last page to be a whole one, where its columns don't fill it.
   *
   * @param {Reading} reading
   */
  function countPages(reading) {
    const { dialog, article, body } = reading;
    const last = Array.from(body.getClientRects()).at(-1);
    const start = article.getBoundingClientRect();
    const width = !last ? 0 : isRightToLeft(reading) ? start.right - last.left : last.right - start.left;
    const pages = Math.max(Math.ceil((width - 1) / dialog.clientWidth), 1);
    article.style.setProperty("--pages", String(pages));
    return pages;
  }

  /**
   * How much of the text has been on the screen.
   *
   * @param {Reading} reading
   */
  function fraction(reading) {
    const { dialog, body } = reading;
    if (isPaged(reading)) {
      const way = (countPages(reading) - 1) * dialog.clientWidth;
      return way > 0 ? clamp(Math.abs(dialog.scrollLeft) / way) : 1;
    }
    const { top, height } = body.getBoundingClientRect();
    const seen = dialog.clientHeight - top;
    if (height <= dialog.clientHeight - (top + dialog.scrollTop)) return 1;
    const before = dialog.clientHeight - (top + dialog.scrollTop); // on the screen before any scrolling
    return clamp((seen - Math.max(before, 0)) / (height - Math.max(before, 0)));
  }

  /** @param {Reading} reading */
  function isPaged({ dialog }) {
    return dialog.classList.contains("paged");
  }

  /** @param {Reading} reading */
  function isRightToLeft({ article }) {
    return article.dir === "rtl";
  }

  /** @param {Reading} reading */
  function lineOf(reading) {
    const { dialog } = reading;
    return isPaged(reading) ? dialog.clientWidth * LINE.sideways : dialog.clientHeight * LINE.down;
  }

  /**
   * Pixels from the edge of the screen to where an element begins.
   *
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function startOf(reading, element) {
    // In pages an element may lie in several columns: its first box is where it begins.
    return startOfBox(reading, (isPaged(reading) && element.getClientRects()[0]) || element.getBoundingClientRect());
  }

  /**
   * @param {Reading} reading
   * @param {DOMRect} box
   */
  function startOfBox(reading, box) {
    if (!isPaged(reading)) return box.top;
    return isRightToLeft(reading) ? reading.dialog.clientWidth - box.right : box.left;
  }

  /**
   * Of the boxes that an element has in several columns, the one that so much of it stands before.
   *
   * @param {HTMLElement} element
   * @param {number} into
   */
  function boxAt(element, into) {
    const boxes = Array.from(element.getClientRects());
    let before = into * heightOf(boxes) + 1; // whole pixels: a share has lost some
    return boxes.find(({ height }) => (before -= height) < 0) ?? boxes.at(-1) ?? element.getBoundingClientRect();
  }

  /** @param {readonly DOMRect[]} boxes */
  function heightOf(boxes) {
    return boxes.reduce((sum, { height }) => sum + height, 0);
  }

  /** @param {number} share */
  function clamp(share) {
    return Math.min(Math.max(share, 0), 1);
  }
}
