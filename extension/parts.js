// In: the name of a part of the view that isn't needed to read the first lines. Out: that part in the page.
// Opening a page stays quick, since what few readers open at all (settings, lightbox, voice) comes when it
// is asked for. Each list is in the order in which a file needs the ones before it.
import "./browser.js";

const { api } = globalThis.lede;

/** What every opening needs, in one file: the browser takes time for each. `cargo xtask build` makes it of those in page.json. */
const PAGE_SCRIPT = "/extension/pkg/page.js";

/** @type {Record<string, { scripts: string[], style: string }>} */
const PARTS = {
  reading: { scripts: ["chip.js", "progress.js", "moves.js", "cover.js", "clipboard.js", "code.js", "wide.js", "pictures.js", "videos.js", "wheel.js", "whole-pages.js", "follow.js", "begin.js"], style: "reading.css" },
  settings: { scripts: ["panel.js", "fields.js", "setting-fields.js", "settings.js"], style: "panel.css" },
  outline: { scripts: ["panel.js", "outline.js"], style: "panel.css" },
  help: { scripts: ["panel.js", "help.js"], style: "panel.css" },
  lightbox: { scripts: ["lightbox.js"], style: "lightbox.css" },
  notes: { scripts: ["panel.js", "notes.js"], style: "panel.css" },
  hand: { scripts: ["hand.js"], style: "hand.css" },
  save: { scripts: ["panel.js", "clipboard.js", "save.js", "save-menu.js"], style: "panel.css" },
  focus: { scripts: ["focus.js"], style: "focus.css" },
  listen: { scripts: ["speech.js", "tables.js", "spoken.js", "marks.js", "listen.js"], style: "listen.css" },
};

/** Chromium at times refuses the first script after a click; a moment later it obeys. */
const SECOND_TRY_MS = 50;

/** @param {number} tabId */
export async function addPageScript(tabId) {
  await insist(() => addScripts(tabId, [PAGE_SCRIPT]));
}

/**
 * @template T
 * @param {() => Promise<T>} act in a page, right after a click
 * @returns {Promise<T>}
 */
export async function insist(act) {
  try {
    return await act();
  } catch {
    await new Promise((resolve) => void setTimeout(resolve, SECOND_TRY_MS));
    return act();
  }
}

/**
 * @param {number} tabId
 * @param {string} name
 * @returns {Promise<{ css: string } | null>} null where there is no such part
 */
export async function addPart(tabId, name) {
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (!part) return null;
  const [css] = await Promise.all([
    viewText(part.style),
    addScripts(tabId, part.scripts.map((file) => `/extension/view/${file}`)),
  ]);
  return { css };
}

/**
 * @param {number} tabId
 * @param {string[]} files
 */
async function addScripts(tabId, files) {
  await api.scripting.executeScript({ target: { tabId }, files });
}

/**
 * A file of the view as text.
 *
 * @param {string} file
 */
async function viewText(file) {
  return (await fetch(new URL(`view/${file}`, import.meta.url))).text();
}
