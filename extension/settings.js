// In: what the browser has stored for us. Out: settings in which every value is sound, whatever was stored.
// They travel with the reader's browser account, if there is one, and go nowhere else.
import "./browser.js";

const { api } = globalThis.lede;

/** Percent of the standard size; the view's two buttons go up and down this list. */
export const TEXT_SCALES = [70, 80, 90, 100, 110, 125, 150, 175, 200];

/** @type {Settings} */
const DEFAULTS = { textScale: 100 };

/** @returns {Promise<Settings>} */
export async function loadSettings() {
  return sound(await api.storage.sync.get({ ...DEFAULTS }).catch(() => ({})));
}

/** @param {Partial<Settings>} changed */
export async function saveSettings(changed) {
  await api.storage.sync.set(sound({ ...(await loadSettings()), ...changed }));
}

/**
 * @param {Record<string, unknown>} stored
 * @returns {Settings}
 */
function sound({ textScale }) {
  const known = TEXT_SCALES.find((scale) => scale === textScale);
  return { textScale: known ?? DEFAULTS.textScale };
}
