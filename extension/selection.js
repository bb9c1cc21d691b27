// In: what is selected in the page. Out: `{ url, html, hints }` for the core: a page that holds just that, under the
// name, the base and the declarations of the one it is from; null where nothing is selected. What isn't displayed
// stays out, since nobody selected it. Only looks, as capture.js does; the copies are made in a document of
// their own, where no element of the page's wakes.
{
  const { page } = globalThis.lede;

  /** Elements that give what is inside them its sense: an item its list, a line of code its block. */
  const FRAMES = "pre, blockquote, ul, ol, dl, table, figure";

  /** Names of `<meta>`. */
  const GIVES_TITLE = /(^|[:._-])title$/i;

  // NOTE: `void`, see toggle.js on a file's last value.
  void (globalThis.lede.captureSelection = captureSelection);

  /** @returns {Capture | null} */
  function captureSelection() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return null;
    const made = document.implementation.createHTMLDocument();
    const article = made.createElement("article");
    made.body.append(article);
    declare(made);
    for (let at = 0; at < selection.rangeCount; at += 1) copyRange(selection.getRangeAt(at), article);
    const shell = made.createElement("div"); // getHTML gives what is inside an element
    shell.append(made.documentElement);
    return { url: location.href, html: new TextEncoder().encode(`<!doctype html>${shell.getHTML()}`), hints: new Uint8Array(0), extent: "selection" };
  }

  /**
   * No script of the page's goes along: the text of the whole article may stand in one. Where the page's headline tells
   * what of its title is the site's name, nothing else that gives a title does either.
   *
   * @param {Document} made
   */
  function declare(made) {
    const root = page.root();
    const headline = headlineOf(root, document.title);
    made.title = headline ?? document.title;
    for (const name of ["lang", "dir"]) {
      const value = root.getAttribute(name);
      if (value) made.documentElement.setAttribute(name, value);
    }
    for (const found of root.querySelectorAll(":scope > head > :is(base, meta, link[rel=canonical])")) {
      const name = found.getAttribute("property") ?? found.getAttribute("name");
      if (headline === null || !name || !GIVES_TITLE.test(name)) made.head.append(made.importNode(found, false));
    }
  }

  /**
   * The heading that the title begins or ends with. It may not be selected, and then the core doesn't see it.
   *
   * @param {Element} root
   * @param {string} title
   */
  function headlineOf(root, title) {
    const whole = squeezed(title);
    const texts = Array.from(root.querySelectorAll("h1"), (heading) => squeezed(heading.textContent));
    return texts.find((text) => text !== "" && (whole.startsWith(text) || whole.endsWith(text))) ?? null;
  }

  /** @param {string} text */
  function squeezed(text) {
    return text.replaceAll(/\s+/g, " ").trim();
  }

  /**
   * @param {Range} range
   * @param {Element} article of another document
   */
  function copyRange(range, article) {
    const top = frameOf(range.commonAncestorContainer);
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      range.intersectsNode(node) && isDisplayed(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
    );
    const isWholePage = top.contains(page.body());
    /** @type {Map<Node, Node>} */
    const copies = new Map([[top, isWholePage ? article : article.appendChild(article.ownerDocument.importNode(top, false))]]);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const copy = node === page.body() ? article : article.ownerDocument.importNode(node, false);
      if (node instanceof Text) copy.nodeValue = selectedOf(node, range);
      if (copy !== article) copies.get(/** @type {Node} */ (walker.currentNode.parentNode))?.appendChild(copy);
      copies.set(node, copy);
    }
  }

  /**
   * @param {Node} node
   * @returns {Element}
   */
  function frameOf(node) {
    const element = node instanceof Element ? node : /** @type {Element} */ (node.parentElement);
    return element.closest(FRAMES) ?? element;
  }

  /** @param {Node} node */
  function isDisplayed(node) {
    return !(node instanceof Element) || getComputedStyle(node).display !== "none";
  }

  /**
   * @param {Text} text
   * @param {Range} range
   */
  function selectedOf(text, range) {
    const from = text === range.startContainer ? range.startOffset : 0;
    const to = text === range.endContainer ? range.endOffset : text.data.length;
    return text.data.slice(from, to);
  }
}
