// Firefox's side of the driver, over WebDriver BiDi. Button, shortcut and menu are worked in the browser's
// own window, as a reader's hand would; `--remote-allow-system-access` opens that window to us.
import puppeteer from "puppeteer-core";
import { executable } from "./executables.mjs";
import { until } from "./until.mjs";

/** @typedef {import("./driver.mjs").Launch} Launch */
/** @typedef {import("./driver.mjs").Driven} Driven */
/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("puppeteer-core").Page} Page */

/** Firefox gives every install a random address; this pins ours, so that its pages can be opened. */
const UUID = "11111111-2222-4333-8444-555555555555";

/** Quiet start, and no traffic of the browser's own. */
const PREFS = {
  "app.update.auto": false,
  "browser.safebrowsing.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

/**
 * @param {Launch} launch
 * @returns {Promise<Driven>}
 */
export async function openFirefox(launch) {
  const geckoId = launch.manifest.browser_specific_settings.gecko.id;
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: executable("firefox"),
    headless: launch.headless,
    userDataDir: launch.profile,
    defaultViewport: launch.headless ? { width: launch.width, height: launch.height } : null,
    args: ["--remote-allow-system-access", `--width=${launch.width}`, `--height=${launch.height}`, ...launch.args],
    extraPrefsFirefox: {
      ...PREFS,
      "extensions.webextensions.uuids": JSON.stringify({ [geckoId]: UUID }),
      ...launch.prefs,
    },
  });
  const id = await browser.installExtension(launch.extension);
  const chromeWindow = await ChromeWindow.find(browser);
  await until("the extension's background to run", () => chromeWindow.run(isRunning, id));
  return drive(browser, chromeWindow, { id, commands: launch.manifest.commands ?? {} });
}

/**
 * @param {Browser} browser
 * @param {ChromeWindow} chromeWindow
 * @param {{ id: string, commands: Record<string, { suggested_key?: { default?: string } }> }} extension
 * @returns {Driven}
 */
function drive(browser, chromeWindow, { id, commands }) {
  const base = `moz-extension://${UUID}/`;
  return {
    browser,
    base,
    toggle: () => chromeWindow.run(pressAction, id),
    command: (_page, name) => {
      const keys = commands[name]?.suggested_key?.default;
      if (!keys) throw new Error(`the manifest suggests no key for the command ${name}`);
      return chromeWindow.run(pressKeys, keyEvents(keys));
    },
    menu: (page, itemId) => chooseInMenu(page, chromeWindow, `${widgetId(id)}-menuitem-_${itemId}`),
    openExtensionPage: (page, url) => chromeWindow.navigate(page, url),
    background: async (call, extensionPage) => {
      const page = await extensionPage();
      return page.evaluate(`(async () => await ${call}(await browser.runtime.getBackgroundPage()))()`);
    },
  };
}

/** The browser's own window, with toolbar and menus, and the raw protocol behind puppeteer. */
class ChromeWindow {
  /** @type {any} */ #connection;
  /** @type {string} */ #context;

  /**
   * @param {any} connection
   * @param {string} context
   */
  constructor(connection, context) {
    this.#connection = connection;
    this.#context = context;
  }

  /** @param {Browser} browser */
  static async find(browser) {
    const { connection } = /** @type {any} */ (browser);
    return until("the Firefox window", async () => {
      const { result } = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
      const found = result.contexts.find((/** @type {{ url: string }} */ { url }) => url.endsWith("/browser.xhtml"));
      return found && new ChromeWindow(connection, found.context);
    });
  }

  /**
   * Runs a function in the window; it travels as text, its argument as JSON.
   *
   * @param {(argument: any) => unknown} run
   * @param {unknown} argument
   * @returns {Promise<any>}
   */
  async run(run, argument) {
    const { result } = await this.#connection.send("script.callFunction", {
      functionDeclaration: `async (json) => await (${run})(JSON.parse(json))`,
      awaitPromise: true,
      target: { context: this.#context },
      arguments: [{ type: "string", value: JSON.stringify(argument) }],
    });
    if (result.type === "exception") throw new Error(result.exceptionDetails.text);
    return result.result.value;
  }

  /**
   * Opens an address that `page.goto` refuses, such as a page of the extension.
   *
   * @param {Page} page
   * @param {string} url
   */
  navigate(page, url) {
    const context = /** @type {any} */ (page.mainFrame())._id;
    return this.#connection.send("browsingContext.navigate", { context, url, wait: "complete" });
  }
}

// ---- Run inside the Firefox window, where these names exist.
/* global WebExtensionPolicy, Cc, Ci */

/**
 * The first press is lost if it comes before the background's script has run.
 *
 * @param {string} id
 */
function isRunning(id) {
  // @ts-expect-error privileged global
  return WebExtensionPolicy.getByID(id)?.extension.backgroundState === "running";
}

/** @param {string} id */
function pressAction(id) {
  // @ts-expect-error privileged global
  const { extension } = WebExtensionPolicy.getByID(id);
  extension.apiManager.global.browserActionFor(extension).triggerAction(window);
}

/** @param {KeyboardEventInit[]} keys */
function pressKeys(keys) {
  // @ts-expect-error privileged globals
  const input = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
  input.beginInputTransactionForTests(window);
  const events = keys.map((key) => new KeyboardEvent("", key));
  for (const event of events) input.keydown(event);
  for (const event of events.reverse()) input.keyup(event);
}

/** @param {string} itemId */
function activateMenuItem(itemId) {
  const menu = /** @type {any} */ (document.getElementById("contentAreaContextMenu"));
  const item = menu.querySelector(`[id="${itemId}"]`);
  if (menu.state !== "open" || !item || item.hidden) return false;
  const popup = item.parentNode;
  if (popup !== menu && popup.state !== "open") {
    // An extension with more than one entry has a menu of its own.
    popup.parentNode.openMenu(true);
    return false;
  }
  popup.activateItem(item);
  return true;
}

// ---- And on this side.

/**
 * @param {Page} page
 * @param {ChromeWindow} chromeWindow
 * @param {string} itemId
 */
async function chooseInMenu(page, chromeWindow, itemId) {
  const size = page.viewport() ?? { width: 400, height: 400 };
  await page.mouse.click(size.width / 2, size.height / 2, { button: "right" });
  await until(`the menu entry ${itemId}`, () => chromeWindow.run(activateMenuItem, itemId));
}

/**
 * How Firefox makes an element's id from an extension's.
 *
 * @param {string} id
 */
function widgetId(id) {
  return id.toLowerCase().replace(/[^a-z0-9_-]/g, "_");
}

/** What a manifest calls a modifier → what the key event needs. */
const MODIFIERS = {
  Alt: { key: "Alt", code: "AltLeft", keyCode: 18 },
  Ctrl: { key: "Control", code: "ControlLeft", keyCode: 17 },
  MacCtrl: { key: "Control", code: "ControlLeft", keyCode: 17 },
  Command: { key: "Meta", code: "MetaLeft", keyCode: 91 },
  Shift: { key: "Shift", code: "ShiftLeft", keyCode: 16 },
};

/**
 * "Alt+Shift+L" → the keys to press, in order. Letters and digits only.
 *
 * @param {string} keys
 * @returns {KeyboardEventInit[]}
 */
function keyEvents(keys) {
  return keys.split("+").map((name) => {
    const modifier = MODIFIERS[/** @type {keyof typeof MODIFIERS} */ (name)];
    if (modifier) return modifier;
    const code = /\d/.test(name) ? `Digit${name}` : `Key${name}`;
    return { key: name, code, keyCode: name.charCodeAt(0) };
  });
}
