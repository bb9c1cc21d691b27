// In: what the browser has stored for us. Out: settings in which every value is sound, whatever was stored:
// those for everywhere, with those for one site, if there are any, laid over them.
// They travel with the reader's browser account, if there is one, and go nowhere else; where the browser has no storage
// that does, or it fails, they stay on this machine.
import "./browser.js";

const { api } = globalThis.lede;

/** What may be chosen, for each setting that is a choice; numbers in ascending order, as the view steps through them. */
export const CHOICES = {
  theme: ["auto", "light", "dark", "sepia", "contrast", "custom"],
  font: ["serif", "sans", "mono", "legible", "dyslexic", "installed"],
  /** Percent of the standard size. */
  textScale: [70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300],
  /** Width of the column, in letters a line: each is taken as half the text's size. */
  columnWidth: [36, 42, 48, 54, 60, 66, 74, 84, 96, 120],
  /** Percent of the text's size. */
  lineHeight: [120, 135, 145, 158, 170, 185, 200, 225, 250],
  /** Hundredths of the text's size. */
  letterSpacing: [-2, 0, 2, 4, 6, 9, 12, 16, 20],
  wordSpacing: [0, 4, 8, 12, 16, 24, 32, 40],
  weight: [300, 350, 400, 450, 500, 600, 700],
  align: ["start", "justify"],
  hyphens: ["auto", "on", "off"],
  layout: ["column", "pages"],
  /** Which way lines run, where the language has both; "auto": as in the page. */
  writing: ["auto", "horizontal", "vertical"],
  pictures: ["shown", "hidden"],
  /** Lines that stay bright while the others are dimmed; 0: none are. */
  focusLines: [0, 1, 3, 5],
  /** Whether a letter, digit or sign alone does something: who dictates, or shakes, may not want that. */
  letterKeys: ["on", "off"],
  /** Speed of the voice that reads aloud, in percent. */
  rate: [50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300],
};

/** @type {Settings} */
export const DEFAULTS = {
  theme: "auto",
  paper: "#fdf6e3",
  ink: "#3b3a36",
  link: "#1f5f99",
  font: "serif",
  fontName: "",
  textScale: 100,
  columnWidth: 66,
  lineHeight: 158,
  letterSpacing: 0,
  wordSpacing: 0,
  weight: 400,
  align: "start",
  hyphens: "auto",
  layout: "column",
  writing: "auto",
  pictures: "shown",
  focusLines: 0,
  letterKeys: "on",
  rate: 100,
  voices: {},
};

/** Before a site's name in the storage. */
const SITE = "site:";

const COLOUR = /^#[0-9a-f]{6}$/;
/** A name that can stand in a style sheet's string as it is. */
const FONT_NAME = /^[^"'\\<>{};\p{Cc}]{0,80}$/u;
/** A primary language, such as "de". */
const LANGUAGE = /^[a-z]{2,8}$/;
const VOICE_LENGTH = 200; // characters
const VOICES = 60; // languages for which a voice is remembered

/** @type {Record<string, (value: unknown) => boolean>} the settings that aren't a choice from a list */
const FREE = {
  paper: isColour,
  ink: isColour,
  link: isColour,
  fontName: (value) => typeof value === "string" && FONT_NAME.test(value),
  voices: isVoices,
};

/**
 * @param {string | null} site a host's name; null where a page has none
 * @returns {Promise<SettingsHere>}
 */
export async function loadSettings(site) {
  const stored = await withStorage((area) => area.get(null)).catch(() => ({}));
  const own = site === null ? undefined : /** @type {Record<string, unknown>} */ (stored)[SITE + site];
  return { settings: { ...DEFAULTS, ...sound(stored), ...sound(own) }, siteOnly: own !== undefined };
}

/**
 * @param {string | null} site null: for everywhere
 * @param {unknown} changed
 */
export async function saveSettings(site, changed) {
  await withStorage(async (area) => {
    if (site === null) return area.set(sound(changed));
    const key = SITE + site;
    const stored = await area.get(key);
    return area.set({ [key]: { ...sound(stored[key]), ...sound(changed) } });
  });
}

/**
 * Back to what Lede came with; for a site, back to what holds everywhere.
 *
 * @param {string | null} site null: for everywhere
 */
export async function resetSettings(site) {
  await withStorage((area) => area.remove(site === null ? Object.keys(DEFAULTS) : SITE + site));
}

/**
 * @template T
 * @param {(area: chrome.storage.StorageArea) => Promise<T>} act
 * @returns {Promise<T>}
 */
async function withStorage(act) {
  const { sync, local } = /** @type {{ sync?: chrome.storage.StorageArea, local: chrome.storage.StorageArea }} */ (api.storage);
  if (!sync) return act(local);
  try {
    return await act(sync);
  } catch (error) {
    console.warn(error);
    return act(local);
  }
}

/**
 * Only what is known, and of that only what may be.
 *
 * @param {unknown} stored
 * @returns {Partial<Settings>}
 */
function sound(stored) {
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter(([name, value]) => isSound(name, value)));
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function isSound(name, value) {
  if (Object.hasOwn(CHOICES, name)) {
    /** @type {readonly unknown[]} */
    const choices = CHOICES[/** @type {keyof typeof CHOICES} */ (name)];
    return choices.includes(value);
  }
  return Object.hasOwn(FREE, name) && FREE[name]?.(value) === true;
}

/** @param {unknown} value */
function isColour(value) {
  return typeof value === "string" && COLOUR.test(value);
}

/** @param {unknown} value */
function isVoices(value) {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= VOICES &&
    entries.every(([language, voice]) => LANGUAGE.test(language) && typeof voice === "string" && voice.length <= VOICE_LENGTH)
  );
}
