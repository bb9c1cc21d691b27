// In: the article's flat tree (ops). Out: a fragment of new nodes, with a comment as marker wherever
// something was taken out. The only file that turns a page's text into elements, by createElement and
// nothing else: markup that is parsed can run handlers even when it is cleaned afterwards.
// Never fails: an op that isn't allowed is left out, its inside kept.
{
  const { allowlist } = globalThis.lede;

  /** Deeper elements join their ancestor at this depth; the core stops at half of it. */
  const MAX_DEPTH = 256;

  /** The op that opened an element: its index. @type {WeakMap<Element, number>} */
  const steps = new WeakMap();

  globalThis.lede.nodes = { build, closeRanks, element, ours, step: (made) => steps.get(made) };

  /**
   * @param {readonly Op[]} ops
   * @returns {{ fragment: DocumentFragment, markers: Markers }}
   */
  function build(ops) {
    const fragment = document.createDocumentFragment();
    /** @type {Markers} */
    const markers = new Map();
    /** @type {Node[]} */
    const open = [fragment];
    let at = -1;
    for (const op of ops) {
      at += 1;
      const parent = /** @type {Node} */ (open.at(-1));
      if (typeof op === "string") {
        parent.appendChild(document.createTextNode(op));
      } else if (op === null) {
        if (open.length > 1) open.pop();
      } else if (typeof op === "number") {
        const marker = document.createComment("");
        parent.appendChild(marker);
        markers.set(op, marker);
      } else {
        const made = openElement(parent, op, open.length);
        if (made instanceof Element && made !== parent) steps.set(made, at);
        open.push(made);
      }
    }
    return { fragment, markers };
  }

  /**
   * @param {Node} parent
   * @param {[string, Record<string, string>]} op
   * @param {number} depth
   * @returns {Node} where the element's inside goes
   */
  function openElement(parent, [tag, attributes], depth) {
    if (!allowlist.isTag(tag) || depth > MAX_DEPTH) return parent;
    const made = document.createElement(tag);
    if (tag === "img") prepareImage(/** @type {HTMLImageElement} */ (made));
    for (const [name, value] of Object.entries(attributes)) {
      const allowed = allowlist.attribute(tag, name, value);
      if (allowed !== null) made.setAttribute(name, allowed);
    }
    if (tag === "a") made.setAttribute("rel", "noopener noreferrer");
    parent.appendChild(tag === "table" ? inScroller(made) : made);
    return made;
  }

  /**
   * Before it has its address, so that the first request already obeys.
   *
   * @param {HTMLImageElement} image
   */
  function prepareImage(image) {
    image.referrerPolicy = "no-referrer";
    image.loading = "lazy";
    image.decoding = "async";
    image.addEventListener("error", () => image.classList.add("missing"), { once: true });
  }

  /**
   * A table wider than the column scrolls in a box of its own.
   *
   * @param {Element} table
   */
  function inScroller(table) {
    return element("div", { class: "scroller" }, table);
  }

  /**
   * Headings that follow each other without a level left out, which those who hear them would look for: below the
   * headline, the first ones are of the second level.
   *
   * @param {DocumentFragment} fragment
   */
  function closeRanks(fragment) {
    /** @type {number[]} the page's levels that are open */
    const open = [];
    for (const heading of fragment.querySelectorAll("h2, h3, h4, h5, h6")) {
      const level = Number(heading.localName.slice(1));
      while ((open.at(-1) ?? 0) >= level) open.pop();
      open.push(level);
      if (level === open.length + 1) continue;
      const other = document.createElement(`h${open.length + 1}`);
      for (const { name, value } of heading.attributes) other.setAttribute(name, value);
      other.append(...heading.childNodes);
      steps.set(other, /** @type {number} */ (steps.get(heading)));
      heading.replaceWith(other);
    }
  }

  /**
   * Our words among the page's: theirs may be another language and run the other way.
   *
   * @param {string} text
   */
  function ours(text) {
    const { words } = globalThis.lede;
    return element("bdi", { lang: words.language(), dir: words.direction() }, text);
  }

  /**
   * An element of our own, for the view's furniture. Strings become text.
   *
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {Record<string, string>} [attributes]
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
}
