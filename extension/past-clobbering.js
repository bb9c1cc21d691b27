// In: a node of the page. Out: its standard properties, read past "clobbering": `<form name="body">` takes
// the place of `document.body`, `<input name="localName">` that of its form's property, in our world as in
// the page's. Readers taken from the prototypes give the real ones. Changes nothing.
{
  /**
   * @param {object} prototype
   * @param {string} name
   * @returns {(node: Node) => any}
   */
  const reader = (prototype, name) => {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
    return (node) => get?.call(node) ?? null;
  };
  const root = reader(Document.prototype, "documentElement");
  const body = reader(Document.prototype, "body");
  const { checkVisibility, getBoundingClientRect } = Element.prototype;
  const { getElementById, querySelector } = Document.prototype;

  globalThis.lede.page = {
    root: () => root(document),
    body: () => body(document),
    fonts: () => reader(Document.prototype, "fonts")(document),
    contentType: () => reader(Document.prototype, "contentType")(document),
    localName: reader(Element.prototype, "localName"),
    firstElementChild: reader(Element.prototype, "firstElementChild"),
    nextElementSibling: reader(Element.prototype, "nextElementSibling"),
    isVisible: (element) => checkVisibility.call(element, { visibilityProperty: true }),
    box: (element) => getBoundingClientRect.call(element),
    named: (name) => getElementById.call(document, name) ?? querySelector.call(document, `a[name="${CSS.escape(name)}"]`),
  };
}
