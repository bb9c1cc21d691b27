// In: the name of a part of the view. Out: that part, brought by the background, with its style sheet in the
// view's root. Which files a part has is the background's business (extension/parts.js).
{
  const { api } = globalThis.lede;

  /** @type {Map<string, Promise<string>>} style sheets of the parts that are in this page */
  const brought = new Map();

  /**
   * @param {ShadowRoot} root
   * @param {CSSStyleSheet[]} sheets from the start
   * @returns {(name: string) => Promise<void>}
   */
  globalThis.lede.parts = (root, sheets) => {
    const worn = [...sheets];
    /** @type {Set<string>} */
    const texts = new Set();
    const dress = () => {
      // NOTE: set as a whole, since Firefox lets no extension add to the list.
      root.adoptedStyleSheets = worn;
    };
    dress();
    return async (name) => {
      const style = await bring(name);
      if (texts.has(style)) return;
      texts.add(style);
      worn.push(sheet(style));
      dress();
    };
  };

  globalThis.lede.sheet = sheet;

  /** @param {string} name */
  function bring(name) {
    const known = brought.get(name);
    if (known) return known;
    const coming = api.runtime.sendMessage({ type: "part", name }).then((/** @type {{ css?: string } | null} */ answer) => {
      if (typeof answer?.css !== "string") throw new Error(`no part ${name}`);
      return answer.css;
    });
    brought.set(name, coming);
    coming.catch(() => brought.delete(name)); // the next try may do better
    return coming;
  }

  /** @param {string} css */
  function sheet(css) {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    return made;
  }
}
