// In: what each key does, whether single characters do anything, and what is open above the article. Out: keys that do it. They are taken at the
// window, before anything of the page's below it, and go no further; what the browser itself does with a
// key (scroll, press, move the focus) it does all the same, unless the key was one of ours.
// The same holds for copying and the rest of what a page likes to hear of; so it can't write its own words into
// what is copied here.
// NOTE: a page that listened at the window before us, in the capture phase, is first: it sees the keys and
// may swallow them. The buttons don't depend on keys.
{
  /** Where letters are meant as text, or arrows as a choice. */
  const TAKES_KEYS = "input, select, textarea";

  /** Where clipboard.js itself writes what is copied. */
  const OURS_TO_COPY = ".unseen";

  /** What pages like to forbid or to rewrite, and nothing in the view listens to. */
  const NONE_OF_THE_PAGES = ["copy", "cut", "contextmenu", "selectstart", "dragstart"];

  /**
   * @param {ShadowRoot} root
   * @param {Acts} acts
   * @param {() => boolean} hasLetters
   * @param {AbortSignal} signal
   * @returns {Layers}
   */
  globalThis.lede.keys = (root, acts, hasLetters, signal) => {
    /** @type {Layer[]} the topmost last */
    const layers = [];
    const escape = () => {
      const top = layers.findLast(({ close }) => close);
      if (top) top.close?.();
      else acts["Escape"]?.();
    };
    /**
     * The topmost first: where one has nothing to do, the next is asked.
     *
     * @param {string} key
     * @returns {(() => unknown)[]}
     */
    const actsFor = (key) => {
      if (key === "Escape") return [escape];
      if (root.activeElement?.matches(TAKES_KEYS) || (key.length === 1 && !hasLetters())) return [];
      const above = layers.toReversed();
      const modal = above.findIndex((layer) => layer.modal);
      const asked = modal < 0 ? [...above.map((layer) => layer.acts), acts] : above.slice(0, modal + 1).map((layer) => layer.acts);
      return asked.flatMap((table) => (table && Object.hasOwn(table, key) ? [/** @type {() => unknown} */ (table[key])] : []));
    };
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (!event.isTrusted) return; // a page's script pressed nothing
      event.stopImmediatePropagation();
      if (event.type !== "keydown" || event.isComposing || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && !isUndo(event)) return;
      if (actsFor(nameOf(event)).some((act) => act() !== false)) event.preventDefault();
    };
    for (const type of /** @type {const} */ (["keydown", "keypress", "keyup"])) {
      window.addEventListener(type, onKey, { capture: true, signal });
    }
    const onOther = (/** @type {Event} */ event) => {
      if (root.activeElement?.matches(OURS_TO_COPY)) return;
      event.stopImmediatePropagation();
    };
    for (const type of NONE_OF_THE_PAGES) window.addEventListener(type, onOther, { capture: true, signal });
    return {
      add(layer) {
        layers.push(layer);
        return () => {
          const at = layers.indexOf(layer);
          if (at >= 0) layers.splice(at, 1);
        };
      },
    };
  };

  /**
   * With the control key, and on a Mac with the command key. By the letter, wherever the keyboard has it.
   *
   * @param {KeyboardEvent} event
   */
  function isUndo({ key, code, shiftKey }) {
    return !shiftKey && (key.toLowerCase() === "z" || (key > "\x7f" && code === "KeyZ"));
  }

  /**
   * A letter counts by its place where the keyboard writes no Latin ones. With the shift key an arrow selects text, which is
   * the browser's.
   *
   * @param {KeyboardEvent} event
   */
  function nameOf(event) {
    const { key, code, shiftKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return "Undo";
    if (key === " ") return shiftKey ? "Shift Space" : "Space";
    if (shiftKey && key.startsWith("Arrow")) return `Shift ${key}`;
    const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
    if (letter && key.length === 1 && key > "\x7f") return letter.toLowerCase();
    return key.length === 1 ? key.toLowerCase() : key;
  }
}
