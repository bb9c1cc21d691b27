// In: the reading, and how far to go. Out: the screen at another paragraph or heading, which gets a mark in the
// margin and is where Tab and a screen reader go on. Doesn't glide: the eye finds a mark faster.
{
  const { blocks, flow } = globalThis.lede;

  const MARK = "here";

  /** @type {WeakMap<Reading, { element: HTMLElement, offset: number }>} where a key or a press led last */
  const landings = new WeakMap();

  globalThis.lede.moves = {
    paragraph: (reading, by) => go(reading, blocks.all(reading), by),
    heading: (reading, by) => go(reading, blocks.headings(reading), by),
    among: go,
    to: land,
    landed,
    isOnScreen,
  };

  /**
   * @param {Reading} reading
   * @param {HTMLElement[]} elements
   * @param {number} by
   */
  function go(reading, elements, by) {
    const marked = elements.findIndex((element) => element.classList.contains(MARK));
    // The last ones can't come up to the line: there the mark says where we are, if it's still on the screen.
    const at = marked >= 0 && isOnScreen(reading, elements[marked]) ? marked : standing(reading, elements, by);
    const next = elements[Math.min(Math.max(at + by, 0), elements.length - 1)];
    if (!next) return;
    if (by < 0 && next === elements[0] && at <= 0) reading.dialog.scrollTo({ top: 0, left: 0, behavior: "instant" });
    else blocks.reveal(reading, next);
    land(reading, next);
  }

  /**
   * What is read now. In pages it's between the last that begins before the page and the first on it.
   *
   * @param {Reading} reading
   * @param {HTMLElement[]} elements
   * @param {number} by
   */
  function standing(reading, elements, by) {
    if (!flow.isPaged(reading)) return blocks.current(reading, elements);
    const before = blocks.current(reading, elements, 0);
    const isTop = before < 0 && elements[0]?.localName === "h1";
    return by < 0 || isTop ? before + 1 : before;
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function land(reading, element) {
    landings.set(reading, { element, offset: offset(reading) });
    for (const before of reading.article.querySelectorAll(`.${MARK}`)) before.classList.remove(MARK);
    element.classList.add(MARK);
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  /**
   * @param {Reading} reading
   * @returns {HTMLElement | null} null as soon as the screen has moved
   */
  function landed(reading) {
    const last = landings.get(reading);
    return last && Math.abs(last.offset - offset(reading)) < 1 ? last.element : null;
  }

  /** @param {Reading} reading */
  function offset(reading) {
    return flow.of(reading).offset(reading.dialog);
  }

  /**
   * @param {Reading} reading
   * @param {Element | undefined} element
   */
  function isOnScreen({ dialog }, element) {
    const box = element?.getBoundingClientRect();
    return !!box && box.bottom > 0 && box.top < dialog.clientHeight && box.right > 0 && box.left < dialog.clientWidth;
  }
}
