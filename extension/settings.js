// In: what the browser has stored for us. Out: settings in which every value is sound, whatever was stored:
// those for everywhere, with those for one site, if there are any, laid over them; and which sites' articles open by themselves.
// They travel with the reader's browser account, if there is one, and go nowhere else; where the browser has no storage
// that does, or it takes no more, they stay on this machine until it does.
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

/** Before a site's name in the storage: the site's own settings, and that its articles open by themselves. */
const SITE = "site:";
const OPENS = "opens:";

/** What is stored for the latter: what its pages' addresses begin with, which the browser wants to know with the name. */
const PROTOCOLS = ["https:", "http:"];

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

/** @typedef {Record<string, unknown>} Stored by a setting's name, or a site's; null: nothing, though the storage that travels still has it */

/**
 * @param {string | null} site a host's name; null where a page has none
 * @returns {Promise<SettingsHere>} `opens`: as the reader wished it; whether the browser lets us is another matter
 */
export async function loadSettings(site) {
  const stored = await loadStored(site);
  const own = site === null ? undefined : (stored[SITE + site] ?? undefined);
  return { settings: { ...DEFAULTS, ...sound(stored), ...sound(own) }, siteOnly: own !== undefined, opens: protocolIn(stored[OPENS + site]) !== null };
}

/**
 * @param {string} site
 * @param {string | null} protocol null: no longer
 */
export function setOpens(site, protocol) {
  return store({ [OPENS + site]: protocol });
}

/**
 * @param {string | null} site null: for everywhere
 * @param {unknown} changed
 */
export async function saveSettings(site, changed) {
  if (site === null) return store(sound(changed));
  const key = SITE + site;
  const stored = await loadStored(site);
  return store({ [key]: { ...sound(stored[key]), ...sound(changed) } });
}

/**
 * @typedef {object} SiteRules what is stored for one site
 * @property {string} site
 * @property {string | null} protocol of its pages, if its articles open by themselves
 * @property {Partial<Settings> | null} own settings
 */

/**
 * All sites that something is stored for.
 *
 * @returns {Promise<SiteRules[]>}
 */
export async function loadRules() {
  const stored = await storedUnder(null);
  const kept = Object.keys(stored).filter((key) => stored[key] !== null);
  const sites = kept.flatMap((key) => [SITE, OPENS].filter((it) => key.startsWith(it)).map((it) => key.slice(it.length)));
  return [...new Set(sites)].map((site) => ({
    site,
    protocol: protocolIn(stored[OPENS + site]),
    own: kept.includes(SITE + site) ? sound(stored[SITE + site]) : null,
  }));
}

/** @param {string} site */
export function forgetRules(site) {
  return store({ [SITE + site]: null, [OPENS + site]: null });
}

/** @param {SiteRules} rules as they were */
export async function bringBackRules({ site, protocol, own }) {
  if (own !== null) await saveSettings(site, own);
  if (protocol !== null) await setOpens(site, protocol);
}

/**
 * Back to what Lede came with; for a site, back to what holds everywhere.
 *
 * @param {string | null} site null: for everywhere
 */
export async function resetSettings(site) {
  await store(Object.fromEntries((site === null ? Object.keys(DEFAULTS) : [SITE + site]).map((key) => [key, null])));
}

/**
 * What the storage that travels would not take counts before what it holds.
 *
 * @param {string | null} site
 * @returns {Promise<Stored>}
 */
function loadStored(site) {
  return storedUnder(site === null ? Object.keys(DEFAULTS) : [...Object.keys(DEFAULTS), SITE + site, OPENS + site]);
}

/**
 * @param {string[] | null} names null: all
 * @returns {Promise<Stored>}
 */
async function storedUnder(names) {
  const { sync, local } = areas();
  const got = [sync?.get(names), local.get(names)].map((it) => Promise.resolve(it).catch(() => ({})));
  const [travelling, here] = await Promise.all(got);
  return { ...travelling, ...here };
}

/**
 * Into the storage that travels, with all that it would not take before: it may be full, or written to too often. If it takes
 * nothing now either, then into this machine's.
 *
 * @param {Stored} changed
 */
async function store(changed) {
  const { sync, local } = areas();
  if (!sync) return put(local, changed);
  try {
    const all = { ...(await keptHere()), ...changed };
    await put(sync, all);
    return await local.remove(Object.keys(all));
  } catch (error) {
    console.warn(error);
    const there = await sync.get(Object.keys(changed)).catch(() => ({}));
    const kept = Object.entries(changed).filter(([key, value]) => value !== null || Object.hasOwn(there, key));
    await local.remove(Object.keys(changed));
    return local.set(Object.fromEntries(kept));
  }
}

/** Of everywhere and of all sites. */
async function keptHere() {
  const all = await areas().local.get(null);
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(SITE) || key.startsWith(OPENS) || Object.hasOwn(DEFAULTS, key)));
}

/**
 * @param {chrome.storage.StorageArea} area
 * @param {Stored} changed
 */
async function put(area, changed) {
  const entries = Object.entries(changed);
  const gone = entries.filter(([, value]) => value === null).map(([key]) => key);
  const set = entries.filter(([, value]) => value !== null);
  if (set.length > 0) await area.set(Object.fromEntries(set));
  if (gone.length > 0) await area.remove(gone);
}

function areas() {
  return /** @type {{ sync?: chrome.storage.StorageArea, local: chrome.storage.StorageArea }} */ (api.storage);
}

/** @param {unknown} stored */
function protocolIn(stored) {
  return PROTOCOLS.find((it) => it === stored) ?? null;
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
