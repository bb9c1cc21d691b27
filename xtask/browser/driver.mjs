// Drives a stock Chromium or a stock Firefox with the unpacked extension in it, for the end-to-end tests
// and for `cargo xtask run`. In: which browser, which folder. Out: a session that can do what a reader
// does: open a page, press the button, the shortcut, the menu entry. Knows nothing of Lede's own pages.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { openChromium } from "./chromium.mjs";
import { executable, placeOfProfiles } from "./executables.mjs";
import { openFirefox } from "./firefox.mjs";
import { writePageScript } from "./page-script.mjs";
import { within } from "./until.mjs";

export { until } from "./until.mjs";

const REPOSITORY = resolve(import.meta.dirname, "../..");

/** @typedef {import("puppeteer-core").Browser} Browser */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./executables.mjs").BrowserName} BrowserName */

/**
 * @typedef {object} Options
 * @property {BrowserName} browser
 * @property {string} extension folder with manifest.json
 * @property {boolean} [headless] true unless said otherwise
 * @property {number} [width] of the page, in CSS pixels
 * @property {number} [height]
 * @property {Record<string, unknown>} [prefs] Firefox preferences
 * @property {string[]} [args] further command-line arguments
 */

/**
 * What chromium.mjs and firefox.mjs get: every option settled, and a profile folder to use.
 *
 * @typedef {Required<Options> & { manifest: any, profile: string }} Launch
 */

/**
 * What chromium.mjs and firefox.mjs give: the acts that differ between browsers.
 *
 * @typedef {object} Driven
 * @property {Browser} browser
 * @property {string} base address of the extension's root folder, with the last slash
 * @property {(page: Page) => Promise<void>} toggle
 * @property {(page: Page, name: string) => Promise<void>} command
 * @property {(page: Page, itemId: string) => Promise<void>} menu
 * @property {(page: Page, url: string) => Promise<unknown>} openExtensionPage
 * @property {(expression: string, extensionPage: () => Promise<Page>) => Promise<any>} background
 */

/**
 * Opens a browser with a new, empty profile and the extension loaded.
 *
 * @param {Options} options
 * @returns {Promise<Session>}
 */
export async function open(options) {
  const extension = resolve(options.extension);
  if (extension === REPOSITORY) writePageScript();
  const launch = {
    headless: true,
    width: 1280,
    height: 900,
    prefs: {},
    args: [],
    ...options,
    extension,
    manifest: JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8")),
    profile: newProfile(options.browser),
  };
  // Also when the tests are interrupted, which ends this program without a close().
  process.once("exit", () => removeProfile(launch.profile));
  try {
    const driven = await (options.browser === "firefox" ? openFirefox(launch) : openChromium(launch));
    return new Session(launch, driven);
  } catch (error) {
    removeProfile(launch.profile);
    throw error;
  }
}

/** One running browser with the extension in it. */
export class Session {
  #launch;
  #driven;
  /** @type {Map<string, Page>} extension pages that are open, by address */
  #extensionPages = new Map();

  /**
   * @param {Launch} launch
   * @param {Driven} driven
   */
  constructor(launch, driven) {
    this.#launch = launch;
    this.#driven = driven;
  }

  /** @returns {BrowserName} */
  get name() {
    return this.#launch.browser;
  }

  /** Puppeteer's own browser object, for what this class doesn't offer. */
  get browser() {
    return this.#driven.browser;
  }

  /** The folder with what the browser keeps. */
  get profile() {
    return this.#launch.profile;
  }

  /** Address of the extension's root folder, with the last slash. */
  get base() {
    return this.#driven.base;
  }

  /**
   * Opens a tab; with an address, waits until that page is loaded.
   *
   * @param {string} [url]
   * @returns {Promise<Page>}
   */
  async newPage(url) {
    const page = await this.browser.newPage();
    if (url) await page.goto(url, { waitUntil: "load" });
    return page;
  }

  /**
   * Presses the toolbar button on a page. As with a reader's click, the browser grants `activeTab`.
   *
   * @param {Page} page
   */
  async toggle(page) {
    await page.bringToFront();
    await this.#driven.toggle(page);
  }

  /**
   * Sends a keyboard command to a page. Firefox gets real key events for the manifest's suggested key.
   * In Chromium, whose shortcuts no debugging protocol reaches, the event is dispatched in the worker;
   * that grants nothing, so press the button on the same page once before.
   *
   * @param {Page} page
   * @param {string} name as in the manifest's `commands`
   */
  async command(page, name) {
    await page.bringToFront();
    await this.#driven.command(page, name);
  }

  /**
   * Chooses the extension's entry in a page's context menu: in Firefox the real menu, in Chromium as `command`.
   *
   * @param {Page} page
   * @param {string} itemId as given to contextMenus.create
   */
  async menu(page, itemId) {
    await page.bringToFront();
    await this.#driven.menu(page, itemId);
  }

  /**
   * A tab on a page of the extension: `evaluate` there has the extension's APIs as `chrome`.
   * Opened on first use and kept.
   *
   * @param {string} [path] from the extension's root; the options page unless given
   * @returns {Promise<Page>}
   */
  async extension(path = optionsPage(this.#launch.manifest)) {
    const url = new URL(path, this.base).href;
    const known = this.#extensionPages.get(url);
    if (known && !known.isClosed()) return known;
    const page = await this.browser.newPage();
    await this.#driven.openExtensionPage(page, url);
    this.#extensionPages.set(url, page);
    return page;
  }

  /**
   * Runs a function in the background; its first argument is the background's global object.
   * The function travels as text: it can't see variables around it.
   *
   * @param {(scope: any, ...args: any[]) => unknown} run
   * @param {...unknown} args JSON values
   * @returns {Promise<any>}
   */
  background(run, ...args) {
    const call = `((scope) => (${run})(scope, ...${JSON.stringify(args)}))`;
    return this.#driven.background(call, () => this.extension());
  }

  /**
   * Runs a function in the extension's own world in a page, where closed shadow roots can be seen
   * (Chromium: `chrome.dom.openOrClosedShadowRoot(host)`, Firefox: `host.openOrClosedShadowRoot`).
   * The page must have been toggled, for the permission.
   *
   * @param {Page} page
   * @param {(...args: any[]) => unknown} run travels as text
   * @param {...unknown} args JSON values
   * @returns {Promise<any>}
   */
  async content(page, run, ...args) {
    const extension = await this.extension();
    await page.bringToFront();
    return extension.evaluate(`(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const [{ result }] = await chrome.scripting.executeScript({
        target: { tabId: tab.id }, func: ${run}, args: ${JSON.stringify(args)},
      });
      return result;
    })()`);
  }

  /** Ends the browser and removes its profile. */
  async close() {
    const program = this.browser.process();
    await within(this.browser.close().catch(() => undefined), 5_000);
    if (program && program.exitCode === null && program.signalCode === null) program.kill("SIGKILL");
    removeProfile(this.#launch.profile);
  }
}

/** @param {BrowserName} browser */
function newProfile(browser) {
  const place = placeOfProfiles(executable(browser));
  mkdirSync(place, { recursive: true });
  return mkdtempSync(join(place, "lede-profile-"));
}

/** @param {any} manifest */
function optionsPage(manifest) {
  return manifest.options_ui?.page ?? manifest.options_page ?? "manifest.json";
}

/**
 * A browser may still write while it ends, so this tries more than once and never fails a test.
 *
 * @param {string} profile
 */
function removeProfile(profile) {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    process.emitWarning(`could not remove ${profile}: ${error}`);
  }
}
