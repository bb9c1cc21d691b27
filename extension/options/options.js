// In: what is stored. Out: a page with all of it: the settings that hold on every site, with the view's own controls, and
// the sites (site-list.js). It follows what is changed elsewhere, in an open view or on another machine.
import "../browser.js";
import "../view/allowlist.js";
import "../view/nodes.js";
import "../view/words.js";
import "../view/fields.js";
import "../view/setting-fields.js";
import { CHOICES, loadSettings, resetSettings, saveSettings } from "../settings.js";
import { done } from "./done.js";
import { showSites } from "./site-list.js";

const { api, nodes, settingFields, words } = globalThis.lede;

/** Changes come in quick succession while a slider is drawn: the storage takes them together. */
const SAVE_AFTER_MS = 300;

document.documentElement.lang = words.language();
document.documentElement.dir = words.direction();
document.title = `Lede · ${words.message("settings")}`;
for (const [id, name] of /** @type {const} */ ([["title", "settings"], ["sites", "sites"], ["explained", "sites_explained"], ["everywhere", "every_site"]])) {
  place(id).textContent = words.message(name);
}

let { settings } = await loadSettings(null);

/** Changes that aren't stored yet. @type {Partial<Settings>} */
let unsaved = {};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

const look = {
  get settings() {
    return settings;
  },
  set,
};

const controls = settingFields({ look, choices: CHOICES, isInstalled: () => true, isBothWays: true });
const reset = nodes.element("button", { type: "button" }, words.message("reset"));
reset.addEventListener("click", () => void resetAll());
place("settings").append(...controls.map(({ box }) => box), reset);
refresh();

await showSites({ list: place("list"), wish: place("wish") });

api.storage.onChanged.addListener(() => void follow());
globalThis.addEventListener("pagehide", () => void save());

/** @param {Partial<Settings>} changed */
function set(changed) {
  settings = { ...settings, ...changed };
  unsaved = { ...unsaved, ...changed };
  refresh();
  clearTimeout(timer);
  timer = setTimeout(() => void save(), SAVE_AFTER_MS);
}

async function save() {
  const now = unsaved;
  unsaved = {};
  if (Object.keys(now).length > 0) await saveSettings(null, now);
}

async function follow() {
  const here = await loadSettings(null);
  settings = { ...here.settings, ...unsaved };
  refresh();
}

function refresh() {
  for (const control of controls) control.refresh();
}

async function resetAll() {
  await save();
  const { settings: was } = await loadSettings(null);
  await resetSettings(null);
  await follow();
  done(words.message("was_reset"), () => saveSettings(null, was), reset);
}

/** @param {string} id of an element of options.html */
function place(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
