// In: the reader's wish, by toolbar button, shortcut or menu. Out: our scripts in the page, where toggle.js
// takes the wish further; and answers to what those scripts ask. Keeps no state, since the browser may
// stop it at any moment: whether a reader view is open is known in the page alone.
import "./browser.js";
import { exportFile, read } from "./engine.js";
import { isMessage } from "./messages.js";
import { refuse } from "./refused/refuse.js";
import { loadSettings, saveSettings, TEXT_SCALES } from "./settings.js";

const { api } = globalThis.lede;

/** The command's name in the manifest, and the menu entry's id. */
const TOGGLE = "toggle-reader";

/** In the order in which each needs the ones before it. */
const PAGE_SCRIPTS = [
  "/extension/browser.js",
  "/extension/past-clobbering.js",
  "/extension/capture.js",
  "/extension/view/allowlist.js",
  "/extension/view/nodes.js",
  "/extension/view/words.js",
  "/extension/view/masthead.js",
  "/extension/view/toolbar.js",
  "/extension/view/removed.js",
  "/extension/view/notice.js",
  "/extension/view/save.js",
  "/extension/view/reader.js",
  "/extension/toggle.js",
];

/** Chromium at times refuses the first script after a click; a moment later it obeys. */
const SECOND_TRY_MS = 50;

/** Style sheets that only the browser, not a script in the page, can lay over everything a page says. */
const AROUND_CSS = "/extension/view/around.css";
const HIDDEN_PAGE_CSS = "/extension/view/hidden-page.css";

api.action.onClicked.addListener((tab) => void toggle(tab));

// Firefox for Android has neither commands nor context menus.
api.commands?.onCommand.addListener((name, tab) => {
  if (name === TOGGLE) void toggle(tab);
});
api.contextMenus?.onClicked.addListener((info, tab) => {
  if (info.menuItemId === TOGGLE) void toggle(tab);
});

api.runtime.onInstalled.addListener(() => {
  api.contextMenus?.removeAll(() => {
    api.contextMenus.create({
      id: TOGGLE,
      title: api.i18n.getMessage("menu_toggle"),
      contexts: ["page", "selection", "link", "image", "video", "audio"],
    });
  });
});

api.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== api.runtime.id || !sender.tab || !isMessage(message)) return false;
  answer(message, sender.tab).then(reply, (error) => {
    console.error(error);
    reply({ failure: { kind: "error", message: String(error) } });
  });
  return true; // the answer comes later
});

/** @param {chrome.tabs.Tab | undefined} given */
async function toggle(given) {
  const tab = given ?? (await api.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  if (tab?.id === undefined) return;
  try {
    const kit = await makeKit();
    await addScripts(tab.id);
    const [done] = await api.scripting.executeScript({
      target: { tabId: tab.id },
      func: (handed) => globalThis.lede.toggle(handed),
      args: [kit],
    });
    // NOTE: on its own pages Firefox runs nothing and reports no error either: there is just no result.
    if (!done?.result) await refuse(tab, new Error("no script ran"));
    else if (done.result === "unreadable") await refuse(tab);
  } catch (error) {
    await refuse(tab, error);
  }
}

/** @param {number} tabId */
async function addScripts(tabId) {
  const injection = { target: { tabId }, files: PAGE_SCRIPTS };
  try {
    await api.scripting.executeScript(injection);
  } catch {
    await new Promise((resolve) => void setTimeout(resolve, SECOND_TRY_MS));
    await api.scripting.executeScript(injection);
  }
}

/** @type {Promise<[string, string]> | null} */
let styles = null;

/** @returns {Promise<Kit>} */
async function makeKit() {
  styles ??= Promise.all([text("view/reader.css"), text("view/notice.css")]);
  const [[readerCss, noticeCss], settings] = await Promise.all([styles, loadSettings()]);
  return { readerCss, noticeCss, settings, textScales: TEXT_SCALES };
}

/** @param {string} path */
async function text(path) {
  return (await fetch(new URL(path, import.meta.url))).text();
}

/**
 * @param {import("./messages.js").Message} message
 * @param {chrome.tabs.Tab} tab
 */
async function answer(message, tab) {
  const tabId = /** @type {number} */ (tab.id);
  switch (message.type) {
    case "read":
      return read(message.page);
    case "export":
      return exportFile(message);
    case "opened": {
      const files = message.hiddenPage ? [AROUND_CSS, HIDDEN_PAGE_CSS] : [AROUND_CSS];
      await Promise.all([showState(tabId, "open"), api.scripting.insertCSS({ target: { tabId }, files, origin: "USER" })]);
      return null;
    }
    case "closed": {
      const files = [AROUND_CSS, HIDDEN_PAGE_CSS];
      await Promise.all([showState(tabId, "closed"), api.scripting.removeCSS({ target: { tabId }, files, origin: "USER" })]);
      return null;
    }
    default:
      await saveSettings(message.settings);
      return null;
  }
}

/**
 * The button says what it will do next. The browser forgets this by itself when the tab goes elsewhere.
 *
 * @param {number} tabId
 * @param {"open" | "closed"} state
 */
async function showState(tabId, state) {
  const icon = state === "open" ? "lede-open" : "lede";
  await api.action.setTitle({ tabId, title: api.i18n.getMessage(state === "open" ? "action_title_open" : "action_title") });
  await api.action.setIcon({ tabId, path: { 16: `/extension/icons/${icon}-16.png`, 32: `/extension/icons/${icon}-32.png` } });
}
