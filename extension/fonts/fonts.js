// In: the name of a font that Lede brings. Out: its files, read from the extension itself, and how the page is
// to declare each. Pages can't fetch them and their policies can't refuse them: the bytes travel as a message.

const SETS = {
  latin:
    "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+304,U+308,U+329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193," +
    "U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+100-2BA,U+2BD-2C5,U+2C7-2CC,U+2CE-2D7,U+2DD-2FF,U+304,U+308,U+329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020," +
    "U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
  all: "U+0-10FFFF",
};

/** @typedef {{ file: string, set: keyof typeof SETS, weight: string, style: string }} Face */

/** @type {Record<string, Face[]>} by the name that the setting `font` has for it */
const FONTS = {
  legible: ["latin", "latin-ext"].flatMap((set) =>
    ["400", "700"].flatMap((weight) =>
      ["normal", "italic"].map((style) => ({
        file: `atkinson-hyperlegible-${set}-${weight}-${style}`, set: /** @type {Face["set"]} */ (set), weight, style,
      })),
    ),
  ),
  dyslexic: [
    { file: "opendyslexic-latin-400-normal", set: "all", weight: "400", style: "normal" },
    { file: "opendyslexic-latin-400-italic", set: "all", weight: "400", style: "italic" },
    { file: "opendyslexic-latin-700-normal", set: "all", weight: "700", style: "normal" },
  ],
};

/**
 * @param {string} name
 * @returns {Promise<FontFile[]>} none where the name isn't one of ours
 */
export async function loadFont(name) {
  const faces = Object.hasOwn(FONTS, name) ? FONTS[name] ?? [] : [];
  return Promise.all(
    faces.map(async ({ file, set, weight, style }) => {
      const response = await fetch(new URL(`${file}.woff2`, import.meta.url));
      return { bytes: new Uint8Array(await response.arrayBuffer()), weight, style, unicodeRange: SETS[set] };
    }),
  );
}
