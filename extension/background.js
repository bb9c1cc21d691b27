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
import { CHOICES, DEFAULTS, loadSettings, resetSettings, saveSettings, setOpens } from "./settings.js";
import { ask, isLetIn, keepWatch, siteAt } from "./sites.js";

const { api, words } = globalThis.lede;

const OPTIONS = "/extension/options/options.html";

/** The command's name in the manifest, and the menu entry's id. */
const TOGGLE = "toggle-reader";

/** The id of the entry that stands in its place where text is selected. */
const READ_SELECTION = "read-selection";

/** The id of the entry that links have besides. */
const READ_LINK = "read-link";

/** Of the dot that marks an article. */
const BADGE_COLOUR = "#1b4f91";

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

// The reader may let us into a site, or out of it, in the browser's own pages, too.
for (const event of [api.runtime.onStartup, api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(() => void keepWatch());

api.runtime.onInstalled.addListener(() => {
  void keepWatch();
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
  try {
    const outcome = await send(tab.id, tab, { part, wish: "reader" });
    // NOTE: on its own pages Firefox runs nothing and reports no error either: there is just no result.
    if (!outcome) await refuse(tab, new Error("no script ran"));
    else if (outcome === "unreadable") await refuse(tab);
  } catch (error) {
    await refuse(tab, error);
  }
}

/**
 * @param {number} tabId
 * @param {chrome.tabs.Tab} tab
 * @param {Pick<Kit, "part" | "wish">} wished
 * @returns {Promise<Outcome | undefined>}
 */
async function send(tabId, tab, wished) {
  prepare();
  const [[done]] = await Promise.all([handKit(tabId, tab, wished), addPageScript(tabId)]);
  return done?.result;
}

/**
 * The kit doesn't wait for the files to be in the page, nor the files for the kit: that would be one more way there and back.
 *
 * @param {number} tabId
 * @param {chrome.tabs.Tab} tab
 * @param {Pick<Kit, "part" | "wish">} wished
 */
async function handKit(tabId, tab, wished) {
  const kit = await makeKit(tab, wished);
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
 * @param {Pick<Kit, "part" | "wish">} wished
 * @returns {Promise<Kit>}
 */
async function makeKit({ url = "", incognito }, wished) {
  const [here, position] = await Promise.all([
    settingsAt(url),
    incognito || wished.part === "selection" ? null : loadPosition(url).catch(() => null),
  ]);
  return { ...here, choices: CHOICES, defaults: DEFAULTS, site: siteOf(url), position, tells, messages: told, missingFonts, ...wished };
}

/**
 * Nothing opens by itself where the browser no longer lets us in.
 *
 * @param {string} url
 * @returns {Promise<SettingsHere>}
 */
async function settingsAt(url) {
  const here = await loadSettings(siteOf(url));
  return { ...here, opens: here.opens && (await isLetIn(url)) };
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
  closed: (_, { tabId, url }) => lift(tabId, url, [AROUND_CSS, HIDDEN_PAGE_CSS]),
  arrived: ({ page }, { tabId, url }) => receive(page, tabId, url),
  left: (_, { tabId }) => showState(tabId, "closed"),
  opens: ({ on }, { tabId, url }) => openByItself(on, tabId, url),
  part: ({ name }, { tabId }) => addPart(tabId, name),
  font: ({ name }) => loadFont(name),
  position: async ({ position }, { url, incognito }) => (incognito ? null : savePosition(url, position)),
  save: (message, { url }) => saveSettings(scoped(message, url), message.settings),
  reset: async (message, { url }) => {
    await resetSettings(scoped(message, url));
    return settingsAt(url);
  },
  settings: (_, { url }) => settingsAt(url),
  options: () => api.runtime.openOptionsPage(),
};

/**
 * A page of a site that we may enter has come.
 *
 * @param {Capture} page
 * @param {number} tabId
 * @param {string} url
 */
async function receive(page, tabId, url) {
  const [reply, { opens }] = await Promise.all([read(page), settingsAt(url)]);
  const isArticle = "article" in reply && reply.article.found && reply.article.readerable;
  const tab = await api.tabs.get(tabId);
  if (addressOf(tab.url) !== addressOf(page.url)) return true; // the reader has gone on
  const isOpen = isArticle && opens && (await send(tabId, tab, { part: "page", wish: "rule" })) === "opened";
  if (!isOpen) await showState(tabId, isArticle ? "article" : "none");
  return isArticle;
}

/**
 * Where the browser takes no press in a page for a wish, a page of our own asks, and keeps what she says.
 *
 * @param {boolean} on
 * @param {number} tabId
 * @param {string} url
 */
async function openByItself(on, tabId, url) {
  const [host, site] = [siteOf(url), siteAt(url)];
  if (host === null || site === null) return settingsAt(url);
  if (!on) await setOpens(host, null);
  else {
    const said = await ask(site);
    if (said === "yes") await setOpens(host, new URL(url).protocol);
    if (said === "unasked") await askInOptions(site, tabId);
  }
  return settingsAt(url);
}

/**
 * @param {{ origins: string[] }} site
 * @param {number} tabId beside which it's opened
 */
async function askInOptions({ origins }, tabId) {
  const { index, windowId } = await api.tabs.get(tabId);
  await api.tabs.create({ url: `${api.runtime.getURL(OPTIONS)}#${origins[0]}`, index: index + 1, windowId });
}

/**
 * Without the place in the page.
 *
 * @param {string} [url]
 */
function addressOf(url) {
  return url?.split("#")[0];
}

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
 * @param {string} url
 * @param {string[]} files
 */
async function lift(tabId, url, files) {
  const shown = isLetIn(url).then((known) => showState(tabId, known ? "article" : "closed"));
  await Promise.all([shown, api.scripting.removeCSS({ target: { tabId }, files, origin: "USER" })]);
  return null;
}

/** What the button says: what it will do next, and, where Lede may look by itself, whether there's an article. */
const TITLES = { open: "action_title_open", closed: "action_title", article: "action_title_article", none: "no_article" };

/**
 * The browser forgets this by itself when the tab goes elsewhere.
 *
 * @param {number} tabId
 * @param {keyof typeof TITLES} state
 */
async function showState(tabId, state) {
  const icon = state === "open" ? "lede-open" : "lede";
  await api.action.setTitle({ tabId, title: api.i18n.getMessage(TITLES[state]) });
  await api.action.setBadgeBackgroundColor?.({ tabId, color: BADGE_COLOUR });
  await api.action.setBadgeText?.({ tabId, text: state === "article" ? "•" : "" });
  await api.action.setIcon?.({ tabId, path: { 16: `/extension/icons/${icon}-16.png`, 32: `/extension/icons/${icon}-32.png` } });
}
