// In: the reader's wish, by toolbar button, shortcut or menu. Out: our scripts in the page, where toggle.js
// takes the wish further; and answers to what those scripts ask. Keeps nothing that must last, since the
// browser may stop it at any moment: whether a reader view is open is known in the page alone.
import "./browser.js";
import "./view/words.js";
import { exportFile, prepare, read, warmUp } from "./engine.js";
import { loadFont } from "./fonts/fonts.js";
import { openLink } from "./link.js";
import { isMessage } from "./messages.js";
import { addPageScript, addPart, insist } from "./parts.js";
import { loadPosition, savePosition } from "./positions.js";
import { practise } from "./practice.js";
import { refuse } from "./refused/refuse.js";
import { CHOICES, DEFAULTS, loadSettings, resetSettings, saveSettings } from "./settings.js";

const { api, words } = globalThis.lede;

/** The command's name in the manifest, and the menu entry's id. */
const TOGGLE = "toggle-reader";

/** The id of the entry that stands in its place where text is selected. */
const READ_SELECTION = "read-selection";

/** The id of the entry that links have besides. */
const READ_LINK = "read-link";

/** Style sheets that only the browser, not a script in the page, can lay over everything a page says. */
const AROUND_CSS = "/extension/view/around.css";
const HIDDEN_PAGE_CSS = "/extension/view/hidden-page.css";

api.action.onClicked.addListener((tab) => void toggle(tab));

// Firefox for Android has neither commands nor context menus, nor another icon for the button.
api.commands?.onCommand.addListener((name, tab) => {
  if (name === TOGGLE) void toggle(tab);
});
api.contextMenus?.onClicked.addListener((info, tab) => {
  if (info.menuItemId === TOGGLE) void toggle(tab);
  if (info.menuItemId === READ_SELECTION) void toggle(tab, "selection");
  if (info.menuItemId === READ_LINK && info.linkUrl) openLink(info.linkUrl, tab, toggle).catch(console.error);
});

api.runtime.onInstalled.addListener(() => {
  practise().catch(console.error);
  api.contextMenus?.removeAll(() => {
    api.contextMenus.create({
      id: TOGGLE,
      title: api.i18n.getMessage("menu_toggle"),
      contexts: ["page", "link", "image", "video", "audio"],
    });
    api.contextMenus.create({ id: READ_SELECTION, title: api.i18n.getMessage("menu_selection"), contexts: ["selection"] });
    api.contextMenus.create({
      id: READ_LINK,
      title: api.i18n.getMessage("menu_link"),
      contexts: ["link"],
      targetUrlPatterns: ["http://*/*", "https://*/*"],
    });
  });
});

api.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== api.runtime.id || !sender.tab || !isMessage(message)) return false;
  answer(message, sender).then(reply, (error) => {
    console.error(error);
    reply({ failure: { kind: "error", message: String(error) } });
  });
  return true; // the answer comes later
});

/**
 * @param {chrome.tabs.Tab | undefined} given
 * @param {Kit["part"]} [part]
 */
async function toggle(given, part = "page") {
  const tab = given ?? (await api.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  if (tab?.id === undefined) return;
  prepare();
  try {
    const [[done]] = await Promise.all([handKit(tab.id, tab, part), addPageScript(tab.id)]);
    // NOTE: on its own pages Firefox runs nothing and reports no error either: there is just no result.
    if (!done?.result) await refuse(tab, new Error("no script ran"));
    else if (done.result === "unreadable") await refuse(tab);
  } catch (error) {
    await refuse(tab, error);
  }
}

/**
 * The kit doesn't wait for the files to be in the page, nor the files for the kit: that would be one more way there and back.
 *
 * @param {number} tabId
 * @param {chrome.tabs.Tab} tab
 * @param {Kit["part"]} part
 */
async function handKit(tabId, tab, part) {
  const kit = await makeKit(tab, part);
  const handed = insist(() => api.scripting.executeScript({ target: { tabId }, func: hand, args: [kit] }));
  void warmUp();
  return handed;
}

/**
 * Runs in the page, and knows nothing of this file.
 *
 * @param {Kit} kit
 * @returns {Promise<Outcome>}
 */
function hand(kit) {
  const scope = globalThis;
  return new Promise((settle, reject) => {
    const go = () => void scope.lede.toggle(kit).then(settle, reject);
    // NOTE: hasOwn, since elements of the page make globals by their ids.
    if (Object.hasOwn(scope, "lede") && scope.lede.state.ahead > 0) {
      scope.lede.state.ahead -= 1;
      go();
    } else if (Object.hasOwn(scope, "ledeToggles")) scope.ledeToggles?.push(go);
    else scope.ledeToggles = [go];
  });
}

/** Whether dates and numbers have been put into words here: the first take as long as a page takes the core. */
let tells = false;

/** What the last view had to say, by name. @type {Record<string, string>} */
let told = {};

/** What the last view knew of this machine's fonts: for each that is looked for in vain a page waits for the browser. @type {MissingFonts} */
let missingFonts = {};

/**
 * @param {chrome.tabs.Tab} tab
 * @param {Kit["part"]} part
 * @returns {Promise<Kit>}
 */
async function makeKit({ url = "", incognito }, part) {
  const [here, position] = await Promise.all([
    loadSettings(siteOf(url)),
    incognito || part === "selection" ? null : loadPosition(url).catch(() => null),
  ]);
  return { ...here, choices: CHOICES, defaults: DEFAULTS, site: siteOf(url), position, tells, messages: told, missingFonts, part };
}

/**
 * @param {string} url
 * @returns {string | null} null where settings for "this site" would have no name
 */
function siteOf(url) {
  return URL.parse(url)?.hostname || null;
}

/** @typedef {{ tabId: number, url: string, incognito: boolean }} From where a message comes from */
/** @typedef {import("./messages.js").Message} Message */

/** @type {{ [Type in Message["type"]]: (message: Extract<Message, { type: Type }>, from: From) => Promise<unknown> }} */
const ANSWERS = {
  read: ({ page }) => readAndTell(page),
  export: (message) => exportFile(message),
  opened: async ({ hiddenPage, messages, missingFonts: missing }, { tabId }) => {
    await lay(tabId, hiddenPage ? [AROUND_CSS, HIDDEN_PAGE_CSS] : [AROUND_CSS]);
    missingFonts = missing;
    told = Object.fromEntries(messages.map((name) => [name, words.message(name)]));
    if (!tells) words.prepare(); // nobody waits now
    tells = true;
    return null;
  },
  closed: (_, { tabId }) => lift(tabId, [AROUND_CSS, HIDDEN_PAGE_CSS]),
  part: ({ name }, { tabId }) => addPart(tabId, name),
  font: ({ name }) => loadFont(name),
  position: async ({ position }, { url, incognito }) => (incognito ? null : savePosition(url, position)),
  save: (message, { url }) => saveSettings(scoped(message, url), message.settings),
  reset: async (message, { url }) => {
    await resetSettings(scoped(message, url));
    return loadSettings(siteOf(url));
  },
  settings: (_, { url }) => loadSettings(siteOf(url)),
};

/**
 * @param {Capture} page
 * @returns {Promise<ReadReply>}
 */
async function readAndTell(page) {
  const reply = await read(page);
  return tells && "article" in reply ? { ...reply, told: words.told(reply.article) } : reply;
}

/**
 * @param {Message} message
 * @param {chrome.runtime.MessageSender} sender
 */
async function answer(message, { tab, url: senderUrl = "" }) {
  const { id: tabId, url = senderUrl, incognito } = /** @type {chrome.tabs.Tab & { id: number }} */ (tab);
  const give = /** @type {(message: Message, from: From) => Promise<unknown>} */ (ANSWERS[message.type]);
  return give(message, { tabId, url, incognito });
}

/**
 * @param {{ scope: Scope }} message
 * @param {string} url
 */
function scoped({ scope }, url) {
  return scope === "site" ? siteOf(url) : null;
}

/**
 * @param {number} tabId
 * @param {string[]} files
 */
async function lay(tabId, files) {
  await Promise.all([showState(tabId, "open"), api.scripting.insertCSS({ target: { tabId }, files, origin: "USER" })]);
  return null;
}

/**
 * @param {number} tabId
 * @param {string[]} files
 */
async function lift(tabId, files) {
  await Promise.all([showState(tabId, "closed"), api.scripting.removeCSS({ target: { tabId }, files, origin: "USER" })]);
  return null;
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
  await api.action.setIcon?.({ tabId, path: { 16: `/extension/icons/${icon}-16.png`, 32: `/extension/icons/${icon}-32.png` } });
}
