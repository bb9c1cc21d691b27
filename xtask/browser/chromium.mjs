// Chromium's side of the driver: the extension is loaded over the debugging pipe, the toolbar button is
// pressed by `Extensions.triggerAction`. Shortcuts and menus lie outside what the protocol reaches, so
// their events are dispatched in the extension's worker.
import process from "node:process";
import puppeteer from "puppeteer-core";
import { executable } from "./executables.mjs";
import { until } from "./until.mjs";

/** @typedef {import("./driver.mjs").Launch} Launch */
/** @typedef {import("./driver.mjs").Driven} Driven */
/** @typedef {import("puppeteer-core").Browser} Browser */

/** Quiet start, and no traffic of the browser's own. */
const ARGUMENTS = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
];

/**
 * @param {Launch} launch
 * @returns {Promise<Driven>}
 */
export async function openChromium(launch) {
  const browser = await puppeteer.launch({
    browser: "chrome",
    executablePath: executable("chromium"),
    headless: launch.headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: launch.profile,
    defaultViewport: launch.headless ? { width: launch.width, height: launch.height } : null,
    args: [
      ...ARGUMENTS,
      ...rootArguments(),
      ...(launch.headless ? ["--disable-gpu"] : []),
      `--window-size=${launch.width},${launch.height}`,
      ...launch.args,
    ],
  });
  const id = await browser.installExtension(launch.extension);
  await workerListens(browser, id);
  return drive(browser, id);
}

/**
 * @param {Browser} browser
 * @param {string} id
 * @returns {Driven}
 */
function drive(browser, id) {
  const base = `chrome-extension://${id}/`;
  /** @param {string} event */
  const dispatch = async (event) => {
    const worker = await findWorker(browser, base);
    await worker.evaluate(`(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      ${event};
    })()`);
  };
  return {
    browser,
    base,
    toggle: async (page) => {
      const extension = (await browser.extensions()).get(id);
      if (!extension) throw new Error("the extension is no longer loaded");
      await extension.triggerAction(page);
    },
    command: (_page, name) => dispatch(`chrome.commands.onCommand.dispatch(${JSON.stringify(name)}, tab)`),
    menu: async (page, itemId) => {
      const linkUrl = await page.evaluate(linkInTheMiddle);
      const click = JSON.stringify({ menuItemId: itemId, editable: false, ...(linkUrl && { linkUrl }) });
      return dispatch(`chrome.contextMenus.onClicked.dispatch({ ...${click}, pageUrl: tab.url }, tab)`);
    },
    openExtensionPage: (page, url) => page.goto(url),
    background: async (call) => (await findWorker(browser, base)).evaluate(`${call}(globalThis)`),
  };
}

/** What a press of the other mouse button in the middle of the page would be on. Runs in the page. */
function linkInTheMiddle() {
  return document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("a")?.href;
}

/**
 * @param {Browser} browser
 * @param {string} base
 */
function findWorker(browser, base) {
  return until("the extension's worker", async () => {
    const isWorker = (/** @type {import("puppeteer-core").Target} */ target) =>
      target.type() === "service_worker" && target.url().startsWith(base);
    return browser.targets().find(isWorker)?.worker();
  });
}

/**
 * The first press is lost if it comes before the worker's script has run.
 *
 * @param {Browser} browser
 * @param {string} id
 */
async function workerListens(browser, id) {
  const worker = await findWorker(browser, `chrome-extension://${id}/`);
  await until("the extension's worker to listen", () => worker.evaluate("chrome.action.onClicked.hasListeners()"));
}

/** Chromium refuses to start as root with its sandbox on. */
function rootArguments() {
  return process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : [];
}
