// In: the name of the font that is chosen. Out: that font in the document while the view is open, where it is
// one that Lede brings. Its bytes come from the background, so no policy of the page can refuse them.
// The document's list of fonts is the page's too; ours have names no page uses, and go with the view.
{
  const { api } = globalThis.lede;

  /** The names that reader.css calls them by. */
  const FAMILIES = /** @type {Record<string, string>} */ ({ legible: "Lede Legible", dyslexic: "Lede Dyslexic" });

  /** @type {Map<string, Promise<FontFace[]>>} those asked for since this view was opened */
  const loading = new Map();

  globalThis.lede.faces = {
    async use(font, signal) {
      const family = Object.hasOwn(FAMILIES, font) ? FAMILIES[font] : undefined;
      if (family === undefined || loading.has(font)) return;
      const faces = load(font, family).catch((error) => {
        console.warn(error);
        return [];
      });
      loading.set(font, faces);
      signal.addEventListener("abort", () => {
        loading.delete(font);
        void faces.then((made) => made.forEach((face) => document.fonts.delete(face)));
      });
      await faces;
    },
  };

  /**
   * @param {string} font
   * @param {string} family
   */
  async function load(font, family) {
    /** @type {FontFile[]} */
    const files = await api.runtime.sendMessage({ type: "font", name: font });
    const made = files.map(({ bytes, weight, style, unicodeRange }) => new FontFace(family, bytes, { weight, style, unicodeRange }));
    for (const face of made) document.fonts.add(face);
    await Promise.all(made.map((face) => face.load()));
    return made;
  }
}
