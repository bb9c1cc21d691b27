// In: the name of the font that is chosen. Out: that font in the document while the view is open, where it is
// one that Lede brings. Its bytes come from the background, so no policy of the page can refuse them.
// And fonts found before a text is set in them; and those of the machine under names of our own, where the page calls fonts of
// its own as they are called: its fonts reach into our tree, and a style sheet there may declare none.
// The document's list of fonts is the page's too; ours have names no page uses, and go with the view.
{
  const { api, page } = globalThis.lede;

  /** The names that reader.css calls them by. */
  const FAMILIES = /** @type {Record<string, string>} */ ({ legible: "Lede Legible", dyslexic: "Lede Dyslexic" });

  /** CSS pixels of the text at 100 percent. */
  const STANDARD = 20;

  /** A text that no two fonts set to the same width, and its size in CSS pixels. */
  const SAMPLE = "mmmmWWMil1|,.@QgsRae";
  const SAMPLE_PX = 72;

  /** Every browser has them, and they differ. */
  const GENERIC = ["monospace", "serif"];

  /** Names that are the browser's: no page may give them to a font. */
  const BROWSERS = new Set(["serif", "sans-serif", "monospace", "system-ui"]);

  /** How a font's single faces tend to be called, after its name; the plain one stands in for each that is missing. */
  const PLAIN = ["", " Regular", "-Regular", " Roman", " Book"];
  /** @type {[weight: string, style: string, endings: string[]][]} */
  const CUTS = [
    ["400", "normal", PLAIN],
    ["700", "normal", [" Bold", "-Bold", ...PLAIN]],
    ["400", "italic", [" Italic", "-Italic", " Oblique", "-Oblique", ...PLAIN]],
    ["700", "italic", [" Bold Italic", "-BoldItalic", " Bold Oblique", "-BoldOblique", ...PLAIN]],
  ];

  /** @type {Map<string, Promise<FontFace[]>>} those asked for since this view was opened */
  const loading = new Map();

  /** @type {Set<string>} names of the machine's fonts that have one of ours in this view */
  const renamed = new Set();

  globalThis.lede.faces = {
    /**
     * For the first text in a font the browser looks for one name of a list after the other, and asks the system about
     * each size. On a canvas, which stands nowhere in the page, it does so before there is an article.
     */
    prepare({ serif, sans, mono }, { font, fontName, weight, textScale }) {
      const canvas = scratch();
      if (!canvas) return;
      const text = { serif, mono, installed: `"${fontName}", ${serif}` }[font] ?? sans;
      const size = (/** @type {number} */ ems) => `${(ems * STANDARD * textScale) / 100}px`;
      // As reader.css sets paragraphs, headings, the headline and the lines around it.
      for (const used of [`${weight} ${size(1)} ${text}`, `700 ${size(1.38)} ${text}`, `700 ${size(2.15)} ${text}`, `400 ${size(0.76)} ${sans}`]) {
        canvas.font = used;
        canvas.measureText("a");
      }
    },

    isInstalled(name) {
      const canvas = scratch();
      if (!name || !canvas || takenNames().has(bare(name))) return true;
      return isThere(canvas, `"${name}"`);
    },

    lists(sheet, missing) {
      const rest = (/** @type {keyof MissingFonts} */ name) => {
        const names = listed(sheet, name).split(",");
        return names.slice(Math.min(missing[name] ?? 0, names.length - 1)).join(",");
      };
      return { serif: rest("serif"), sans: listed(sheet, "sans"), mono: rest("mono"), naskh: listed(sheet, "naskh") };
    },

    name(dialog, lists, { fontName }, signal) {
      const taken = takenNames();
      const meant = (/** @type {string} */ name) => (taken.has(bare(name)) && !BROWSERS.has(name.trim()) ? ours(name, signal) : name);
      for (const [name, list] of Object.entries(lists)) dialog.style.setProperty(`--lede-${name}`, list.split(",").map(meant).join(","));
      dialog.style.setProperty("--lede-installed", meant(`"${fontName}"`));
    },

    missing(lists, { settings: { font }, missingFonts }) {
      const canvas = scratch();
      if (!canvas || (font !== "serif" && font !== "mono")) return missingFonts;
      const taken = takenNames();
      if (lists[font].split(",").some((name) => taken.has(bare(name)))) return missingFonts; // there, but not in the machine
      const more = Math.max(0, lists[font].split(",").findIndex((name) => isThere(canvas, name)));
      return { ...missingFonts, [font]: (missingFonts[font] ?? 0) + more };
    },

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
        void faces.then(takeOut);
      });
      await faces;
    },
  };

  /** What the page calls fonts of its own. */
  function takenNames() {
    return new Set(Array.from(page.fonts(), ({ family }) => bare(family)));
  }

  /** @param {string} name as it stands in a list */
  function bare(name) {
    return name.trim().replace(/^(["'])(.*)\1$/, "$2").toLowerCase();
  }

  /**
   * @param {string} name as it stands in a list
   * @param {AbortSignal} signal
   */
  function ours(name, signal) {
    const machines = name.trim().replaceAll('"', "");
    const family = `Lede ${machines}`;
    if (!renamed.has(machines)) {
      renamed.add(machines);
      const made = CUTS.map(([weight, style, endings]) => {
        const sources = endings.map((ending) => `local("${machines}${ending}")`);
        return new FontFace(family, sources.join(), { weight, style });
      });
      for (const face of made) page.fonts().add(face);
      signal.addEventListener("abort", () => {
        renamed.delete(machines);
        takeOut(made);
      });
    }
    return `"${family}"`;
  }

  /** @param {FontFace[]} made */
  function takeOut(made) {
    for (const face of made) page.fonts().delete(face);
  }

  /**
   * What is missing leaves the text in the next font, whichever that is.
   *
   * @param {OffscreenCanvasRenderingContext2D} canvas
   * @param {string} name as it stands in a list
   */
  function isThere(canvas, name) {
    const width = (/** @type {string} */ list) => {
      canvas.font = `${SAMPLE_PX}px ${list}`;
      return canvas.measureText(SAMPLE).width;
    };
    return GENERIC.some((other) => width(`${name}, ${other}`) !== width(other));
  }

  /** A canvas that stands nowhere. */
  function scratch() {
    return new OffscreenCanvas(1, 1).getContext("2d");
  }

  /**
   * @param {CSSStyleSheet} sheet reader.css
   * @param {string} name of a list of fonts there
   */
  function listed({ cssRules }, name) {
    // NOTE: one rule after the other, since each that is looked at becomes an object.
    for (const rule of cssRules) {
      const list = rule instanceof CSSStyleRule && rule.style.getPropertyValue(`--lede-${name}`);
      if (list) return list;
    }
    return "";
  }

  /**
   * @param {string} font
   * @param {string} family
   */
  async function load(font, family) {
    /** @type {FontFile[]} */
    const files = await api.runtime.sendMessage({ type: "font", name: font });
    const made = files.map(({ bytes, weight, style, unicodeRange }) => new FontFace(family, bytes, { weight, style, unicodeRange }));
    for (const face of made) page.fonts().add(face);
    await Promise.all(made.map((face) => face.load()));
    return made;
  }
}
