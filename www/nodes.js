// In: the article's flat tree (ops). Out: new nodes, made by createElement and nothing else, with a marker
// wherever something was taken out. The core writes only allowed elements; this list is the second lock on
// the same door. Never fails: what isn't allowed is left out, its inside kept.

/** @typedef {import("../extension/pkg/lede.js").Op} Op */

const TAGS = new Set(
  (
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption pre code kbd samp var table caption thead " +
    "tbody tfoot tr th td em strong i b u s del ins sub sup small mark abbr cite q dfn time br hr a img details " +
    "summary ruby rt rp bdi bdo wbr"
  ).split(" "),
);

/** Attribute → the elements that may have it; none named means any. @type {Record<string, readonly string[]>} */
const ATTRIBUTES = {
  href: ["a"], title: ["a", "abbr", "dfn"], src: ["img"], alt: ["img"], width: ["img"], height: ["img"],
  colspan: ["th", "td"], rowspan: ["th", "td"], scope: ["th"], start: ["ol"], reversed: ["ol"], type: ["ol"],
  value: ["li"], datetime: ["time"], cite: ["blockquote", "q"], lang: [], dir: [],
};

/** Attributes whose value is an address. */
const ADDRESSES = new Set(["href", "src", "cite"]);

const RASTER_DATA = /^data:image\/(png|jpeg|gif|webp|avif|bmp)[;,]/i;

/** Deeper elements join their ancestor at this depth. */
const MAX_DEPTH = 256;

/**
 * @param {readonly Op[]} ops
 * @param {(index: number) => Node} marker makes what stands where a removal was
 * @returns {DocumentFragment}
 */
export function build(ops, marker) {
  const fragment = document.createDocumentFragment();
  /** @type {Node[]} */
  const open = [fragment];
  for (const op of ops) {
    const parent = /** @type {Node} */ (open.at(-1));
    if (typeof op === "string") parent.appendChild(document.createTextNode(op));
    else if (typeof op === "number") parent.appendChild(marker(op));
    else if (op !== null) open.push(openElement(parent, op, open.length));
    else if (open.length > 1) open.pop();
  }
  return fragment;
}

/**
 * An element of the page's own furniture. Strings become text.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {Node} parent
 * @param {[string, Record<string, string>]} op
 * @param {number} depth
 * @returns {Node} where the element's inside goes
 */
function openElement(parent, [tag, attributes], depth) {
  if (!TAGS.has(tag) || depth > MAX_DEPTH) return parent;
  const made = document.createElement(tag);
  if (made instanceof HTMLImageElement) {
    made.referrerPolicy = "no-referrer"; // before the address, so that the first request already obeys
    made.loading = "lazy";
    made.addEventListener("error", () => made.classList.add("missing"), { once: true });
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (isAllowed(tag, name, value)) made.setAttribute(name, value);
  }
  if (tag === "a") made.setAttribute("rel", "noopener noreferrer");
  parent.appendChild(tag === "table" ? element("div", { class: "scroller" }, made) : made);
  return made;
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {string} value
 */
function isAllowed(tag, name, value) {
  const tags = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (!tags || (tags.length > 0 && !tags.includes(tag))) return false;
  return ADDRESSES.has(name) ? isAllowedAddress(tag, value) : true;
}

/**
 * @param {string} tag
 * @param {string} address
 */
function isAllowedAddress(tag, address) {
  if (tag === "img" && RASTER_DATA.test(address)) return true;
  const protocol = URL.parse(address)?.protocol ?? "";
  return protocol === "https:" || protocol === "http:" || (tag === "a" && protocol === "mailto:");
}
