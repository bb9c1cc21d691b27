// Opens one page in one browser with the extension, reader mode on; for `cargo xtask run`.
// With --screenshot the browser runs unseen and leaves a picture; else it stays until its window is closed
// or Ctrl-C is pressed.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { open, until } from "./driver.mjs";

/** @typedef {import("./driver.mjs").Session} Session */
/** @typedef {import("./driver.mjs").Page} Page */

/** What the extension puts into a page: the reader view, or a notice that says why there is none. */
const READER = "lede-reader";
const NOTICE = "lede-notice";

const { values } = parseArgs({
  options: {
    browser: { type: "string", default: "chromium" },
    url: { type: "string", default: "about:blank" },
    screenshot: { type: "string" },
  },
});
const session = await open({
  browser: values.browser === "firefox" ? "firefox" : "chromium",
  extension: fileURLToPath(new URL("../../", import.meta.url)),
  headless: values.screenshot !== undefined,
  width: 1200,
  height: 1400,
});
try {
  const page = await onlyPage(session, values.url);
  await session.toggle(page);
  const shown = await reader(page);
  console.log(shown ? "run: reader mode is on" : "run: Lede finds no article in this page, and says so there");
  if (values.screenshot) await takePicture(page, values.screenshot);
  else await windowClosed(session);
} finally {
  await session.close();
}

/**
 * The page in the browser's only tab.
 *
 * @param {Session} browser
 * @param {string} url
 */
async function onlyPage(browser, url) {
  const blank = await browser.browser.pages();
  const page = await browser.newPage(url);
  for (const other of blank) await other.close();
  return page;
}

/**
 * Whether the reader view came, or a notice in its place. A notice may also tell of progress and go away.
 *
 * @param {Page} page
 */
async function reader(page) {
  const stands = (/** @type {string} */ tag) => page.evaluate((name) => document.querySelector(name) !== null, tag);
  try {
    await until("the reader view", () => stands(READER));
    return true;
  } catch (error) {
    if (await stands(NOTICE)) return false;
    throw error;
  }
}

/**
 * Once the pictures in view have loaded, or it's clear that they won't.
 *
 * @param {Page} page
 * @param {string} file
 */
async function takePicture(page, file) {
  await page.waitForNetworkIdle({ idleTime: 200, timeout: 5_000 }).catch(() => undefined);
  await page.screenshot({ path: /** @type {`${string}.png`} */ (file) });
  console.log(`run: wrote ${file}`);
}

/** @param {Session} browser */
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
