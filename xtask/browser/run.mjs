// Opens one page in one browser with the extension, reader mode on; for `cargo xtask run`.
// With --screenshot the browser runs unseen and leaves a picture; else it stays until its window is closed
// or Ctrl-C is pressed. What Lede makes of the page is told in one line, and so is why it can't be opened.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { open, until } from "./driver.mjs";

/** @typedef {import("./driver.mjs").Session} Session */
/** @typedef {import("./driver.mjs").Page} Page */

/** What the extension puts into a page: the reader view, or a notice that says why there is none. */
const READER = "lede-reader";
const NOTICE = "lede-notice";

/** Where nothing came into the page for so long, the button is asked: on some pages only it can speak. */
const BUTTON_AFTER_MS = 2_000;

const { values } = parseArgs({
  options: {
    browser: { type: "string", default: "chromium" },
    url: { type: "string", default: "about:blank" },
    screenshot: { type: "string" },
  },
});

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run() {
  const session = await open({
    browser: values.browser === "firefox" ? "firefox" : "chromium",
    extension: fileURLToPath(new URL("../../", import.meta.url)),
    headless: values.screenshot !== undefined,
    width: 1200,
    height: 1400,
  });
  try {
    const page = await opened(session, values.url);
    await session.toggle(page);
    const said = await outcome(session, page);
    await closeOthers(session, page);
    console.log(`run: ${said || "reader mode is on"}`);
    if (values.screenshot) await takePicture(page, values.screenshot, !said);
    else await windowClosed(session);
  } finally {
    await session.close();
  }
}

/**
 * The page in the browser's only tab.
 *
 * @param {Session} session
 * @param {string} url
 */
async function opened(session, url) {
  const page = await session.newPage();
  await closeOthers(session, page);
  try {
    await page.goto(url, { waitUntil: "load" });
  } catch (error) {
    throw new Error(`cannot open ${url}: ${reason(error).replace(` at ${url}`, "")}`, { cause: error });
  }
  return page;
}

/**
 * The browser's words on one line: without the protocol's, and without Firefox's list of its own scripts.
 *
 * @param {unknown} error
 */
function reason(error) {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line.replace(/^Protocol error \(\S+\): /, "").replace(/ \S*@(chrome|resource):.*/, "");
}

/**
 * @param {Session} session
 * @param {Page} page
 */
async function closeOthers({ browser }, page) {
  for (const other of await browser.pages()) if (other !== page) await other.close();
}

/**
 * What Lede says in place of the reader view; nothing where that came.
 *
 * @param {Session} session
 * @param {Page} page
 * @returns {Promise<string>}
 */
async function outcome(session, page) {
  const stands = (/** @type {string} */ tag) =>
    page.evaluate((name) => document.querySelector(name) !== null, tag).catch(() => false);
  const asksButton = performance.now() + BUTTON_AFTER_MS;
  const { said } = await until("the reader view, or a word from Lede", async () => {
    if (await stands(READER)) return { said: "" };
    const hasNotice = await stands(NOTICE);
    if (!hasNotice && performance.now() < asksButton) return null;
    const words = await (hasNotice ? session.content(page, noticeSays, NOTICE) : buttonSays(session));
    return words && { said: words };
  });
  return said;
}

/**
 * The notice's words, unless it only tells of progress. Runs in the extension's world in the page.
 *
 * @param {string} tag
 */
function noticeSays(tag) {
  const host = document.querySelector(tag);
  const box = host && globalThis.lede.shadowRootOf(host)?.querySelector("[popover]:not(.progress)");
  const lines = Array.from(box?.querySelectorAll("p") ?? [], ({ textContent }) => textContent);
  return lines.join(lines[0]?.endsWith(".") ? " " : ". ");
}

/**
 * What the button says where no script may enter the page: its title is another than everywhere else.
 *
 * @param {Session} session
 * @returns {Promise<string>}
 */
function buttonSays(session) {
  return session.background(async ({ chrome: api }) => {
    const usual = await api.action.getTitle({});
    const tabs = await api.tabs.query({});
    const titles = await Promise.all(tabs.map((/** @type {{ id: number }} */ { id: tabId }) => api.action.getTitle({ tabId })));
    return titles.find((title) => title !== usual) ?? "";
  });
}

/**
 * The reader view once its pictures in view have loaded, or it's clear that they won't; a notice at once,
 * since it goes by itself.
 *
 * @param {Page} page
 * @param {string} file
 * @param {boolean} waits
 */
async function takePicture(page, file, waits) {
  if (waits) await page.waitForNetworkIdle({ idleTime: 200, timeout: 5_000 }).catch(() => undefined);
  await page.screenshot({ path: /** @type {`${string}.png`} */ (file) });
  console.log(`run: wrote ${file}`);
}

/** @param {Session} session */
function windowClosed({ browser }) {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
    browser.once("disconnected", resolve);
    browser.on("targetdestroyed", async () => {
      const pages = await browser.pages().catch(() => []);
      if (pages.length === 0) resolve(undefined);
    });
  });
}
