// In: an article, and the page it is from. Out: whether its lines may run down, from right to left, as they do in
// Japanese, Chinese and Korean books; whether they do in the page; and what such lines need: short numbers upright, pictures that know
// their size.
// Only looks at the page: a few of its texts, and only where the language has both ways.
{
  const { page } = globalThis.lede;

  /** Primary languages that are written both ways. */
  const BOTH_WAYS = new Set(["ja", "zh", "ko", "yue"]);

  /** So much of the page's text is looked at: pieces of at least so many letters, and so many nodes on the way to them. */
  const LETTERS = 20;
  const PIECES = 100;
  const NODES = 5000;

  /** Digits that neither belong to a Latin word nor to a larger number or a date: two share a square, four stand upright. */
  const NUMBER = /(?<![A-Za-z0-9.,:/%+-])(?:[0-9]{1,4}|[!?]{2})(?![A-Za-z0-9.,:/%+-])/g;
  const IN_ONE_SQUARE = 2;

  /** Set from left to right among lines that run down, or none of the article's text. */
  const LEFT_AS_IT_IS = "pre, code, kbd, samp, table, .removed";

  /** @type {WeakSet<Element>} */
  const done = new WeakSet();

  globalThis.lede.writing = { isBothWays, isVerticalInPage, prepare };

  /** @param {Article} article */
  function isBothWays({ language }) {
    return BOTH_WAYS.has(language?.toLowerCase().split("-")[0] ?? "");
  }

  function isVerticalInPage() {
    const walker = document.createTreeWalker(page.body() ?? page.root(), NodeFilter.SHOW_TEXT);
    let [pieces, vertical, all] = [0, 0, 0];
    for (let n = 0; n < NODES && pieces < PIECES && walker.nextNode(); n += 1) {
      const text = /** @type {Text} */ (walker.currentNode);
      const { length } = text.data.trim();
      const around = text.parentElement;
      if (length < LETTERS || !around || !page.isVisible(around)) continue;
      pieces += 1;
      all += length;
      if (getComputedStyle(around).writingMode.startsWith("vertical")) vertical += length;
    }
    return all < 2 * vertical;
  }

  /** @param {HTMLElement} article changed once; where its lines run as usual, that isn't seen */
  function prepare(article) {
    if (done.has(article)) return;
    done.add(article);
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Element && node.matches(LEFT_AS_IT_IS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) {
      if (walker.currentNode instanceof Text && /[0-9!?]/.test(walker.currentNode.data)) texts.push(walker.currentNode);
    }
    for (const text of texts) wrapNumbers(text);
    for (const image of article.querySelectorAll("img")) tellSize(image);
  }

  /**
   * How wide a picture will be decides how far the text after it goes on, and the browser gives it only its height.
   *
   * @param {HTMLImageElement} image
   */
  function tellSize(image) {
    const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
    if (!(width > 0 && height > 0)) return;
    image.style.setProperty("--lede-width", String(width));
    image.style.setProperty("--lede-ratio", String(width / height));
  }

  /** @param {Text} text */
  function wrapNumbers(text) {
    // From the end, so that what is before stays where it is.
    for (const { 0: found, index } of Array.from(text.data.matchAll(NUMBER)).reverse()) {
      const number = text.splitText(index);
      number.splitText(found.length);
      const span = document.createElement("span");
      span.className = found.length <= IN_ONE_SQUARE ? "combined" : "upright";
      number.replaceWith(span);
      span.append(number);
    }
  }
}
