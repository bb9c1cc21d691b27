// In: the page as it stands, shadow roots included. Out: `{ url, html, hints }` for the core.
// Only looks: changes nothing in the page, sends nothing, imports nothing. It takes what the page has
// already delivered and displays; it never fetches.
//
// The n-th byte of `hints` belongs to the n-th start tag of `html`. So the walk below must visit elements
// exactly as the serialiser writes them: a shadow root first, as a <template>, then the light children;
// a <template>'s contents in place of its children; nothing inside the elements whose contents are text.
{
  const HIDDEN = 1;
  const STICKS = 2;
  const COVERS = 4;

  /** Share of the viewport from which a box counts as covering it (bit 2). */
  const COVERING = 0.3;

  /** Their contents are text to a parser, even where scripts have put elements in. */
  const RAW_TEXT = new Set(["script", "style", "noscript", "iframe", "textarea", "title", "xmp", "noembed", "noframes"]);

  /** Drawn by or inside their parents, and never placed by themselves: not worth asking for their style. */
  const INLINE = new Set(["br", "wbr", "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "code", "source", "option", "path"]);

  const HTML = "http://www.w3.org/1999/xhtml";

  const { page } = globalThis.lede;

  /** @returns {Capture} */
  globalThis.lede.capture = () => {
    const root = page.root();
    /** @type {ShadowRoot[]} */
    const shadowRoots = [];
    const hints = walk(root, shadowRoots);
    return { url: location.href, html: new TextEncoder().encode(serialise(root, shadowRoots)), hints, extent: "page" };
  };

  /**
   * @param {Element} root
   * @param {ShadowRoot[]} shadowRoots
   */
  function serialise(root, shadowRoots) {
    const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
    // getHTML gives what is inside an element; the element's own tag comes from an empty copy.
    const shell = document.implementation.createHTMLDocument().createElement("div");
    shell.append(root.cloneNode(false));
    const tags = shell.getHTML();
    const end = tags.lastIndexOf("</");
    return doctype + tags.slice(0, end) + root.getHTML({ shadowRoots }) + tags.slice(end);
  }

  /**
   * @param {Element} root
   * @param {ShadowRoot[]} shadowRoots found on the way are added here
   * @returns {Uint8Array}
   */
  function walk(root, shadowRoots) {
    /** @type {number[]} */
    const hints = [];
    /** @type {{ element: Element, hidden: boolean }[]} a stack, since pages may nest deeper than calls can */
    const ahead = [{ element: root, hidden: false }];
    const push = (/** @type {Element | null} */ element, /** @type {boolean} */ hidden) => {
      if (element) ahead.push({ element, hidden });
    };
    const covering = COVERING * innerWidth * innerHeight;
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const { element } = next;
      const name = page.localName(element);
      const hint = next.hidden ? HIDDEN : hintOf(element, name, covering);
      hints.push(hint);
      if (element !== root) push(page.nextElementSibling(element), next.hidden);
      const { children, inert } = contents(element, name);
      push(children, next.hidden || inert || isGone(hint, element));
      const shadow = shadowRootOf(element, name);
      if (shadow) {
        shadowRoots.push(shadow);
        hints.push(0); // its <template>
        push(shadow.firstElementChild, next.hidden || isGone(hint, element));
      }
    }
    // Where the page as a whole isn't displayed, what is hidden in it tells nothing.
    return page.isVisible(page.body() ?? root) ? Uint8Array.from(hints) : new Uint8Array(hints.length);
  }

  /**
   * @param {Element} element
   * @param {string} name its local name
   * @returns {{ children: Element | null, inert: boolean }} the first child that is written out
   */
  function contents(element, name) {
    if (name === "template" && element instanceof HTMLTemplateElement) return { children: element.content.firstElementChild, inert: true };
    if (RAW_TEXT.has(name) && element.namespaceURI === HTML) return { children: null, inert: false };
    return { children: page.firstElementChild(element), inert: false };
  }

  /**
   * What isn't displayed takes its whole inside with it; what is merely invisible may have visible parts.
   *
   * @param {number} hint
   * @param {Element} element
   */
  function isGone(hint, element) {
    return hint === HIDDEN && getComputedStyle(element).display === "none";
  }

  /**
   * @param {Element} element
   * @param {string} name its local name
   * @param {number} covering square pixels from which a box covers the viewport
   */
  function hintOf(element, name, covering) {
    if (INLINE.has(name)) return 0;
    if (!page.isVisible(element)) return isHidden(element) ? HIDDEN : 0;
    const { position } = getComputedStyle(element);
    if (position === "static" || position === "relative") return 0;
    const sticks = position === "fixed" || position === "sticky" ? STICKS : 0;
    return sticks | (areaInView(element) > covering ? COVERS : 0);
  }

  /**
   * No box, and yet not hidden: `display: contents`, closed <details>, a child that no slot takes.
   *
   * @param {Element} element
   */
  function isHidden(element) {
    const { display, visibility } = getComputedStyle(element);
    return display === "none" || visibility === "hidden" || visibility === "collapse";
  }

  /** @param {Element} element */
  function areaInView(element) {
    const { left, right, top, bottom } = page.box(element);
    const width = Math.min(right, innerWidth) - Math.max(left, 0);
    const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
    return width > 0 && height > 0 ? width * height : 0;
  }

  /**
   * Open or closed: what is on the screen is part of the page.
   *
   * @param {Element} element
   * @param {string} name its local name
   * @returns {ShadowRoot | null}
   */
  function shadowRootOf(element, name) {
    if (name === "form") return null; // it can't have one, only a field of that name
    // Only elements with a hyphen tend to close theirs; asking costs more than looking.
    if (!name.includes("-")) return element.shadowRoot;
    return globalThis.lede.shadowRootOf(element);
  }
}
