// What a reader of the view would see and do, for the tests. The view's shadow root is closed, to the page
// and to puppeteer. The way in is the one that browsers give extensions: our own content-script world can
// open closed roots. So the product needs no door for tests, and the tests look at what it really shows.
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { open, until } from "../../xtask/browser/driver.mjs";

export { until };

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../../xtask/browser/driver.mjs").Session} Session */

export const BROWSER = /** @type {"chromium" | "firefox"} */ (process.env["LEDE_BROWSER"] ?? "chromium");
/** This tree, unless a folder with another build is named. */
export const EXTENSION = process.env["LEDE_EXTENSION"] ?? fileURLToPath(new URL("../../", import.meta.url));

/** A browser with the extension in it. */
export function openBrowser(extension = EXTENSION) {
  return open({ browser: BROWSER, extension, width: 1280, height: 900 });
}

/**
 * A copy of the extension that speaks one language, whatever the browser's.
 *
 * @param {string} language
 */
export function speaking(language) {
  const copy = mkdtempSync(join(tmpdir(), "lede-speaks-"));
  for (const name of ["manifest.json", "extension"]) cpSync(join(EXTENSION, name), join(copy, name), { recursive: true });
  cpSync(join(EXTENSION, "_locales", language), join(copy, "_locales/en"), { recursive: true });
  return copy;
}

/**
 * The extension as on its first day: no settings, no places.
 *
 * @param {Session} session
 */
export async function forgetStored(session) {
  const extension = await session.extension();
  await extension.evaluate(() => Promise.all([chrome.storage.sync.clear(), chrome.storage.local.clear()]));
}

/**
 * Whether a host of ours stands in the page: seen with the page's own eyes.
 *
 * @param {Page} page
 * @param {"lede-reader" | "lede-notice"} [tag]
 */
export function stands(page, tag = "lede-reader") {
  return page.evaluate((name) => document.querySelector(name) !== null, tag);
}

/** @param {Page} page */
export function opened(page) {
  return until("the reader view to open", () => stands(page));
}

/**
 * What stands around the text comes after it.
 *
 * @param {Session} session
 * @param {Page} page
 */
export async function surrounded(session, page) {
  await opened(page);
  await until("what stands around the text", () => inside(session, page, (root) => root.querySelector(".progress") !== null));
}

/** @param {Page} page */
export function closed(page) {
  return until("the reader view to close", async () => !(await stands(page)));
}

/**
 * Runs a function on our shadow root in the page; it travels as text.
 *
 * @param {Session} session
 * @param {Page} page
 * @param {(root: ShadowRoot, argument: any) => unknown} look
 * @param {unknown} [argument] JSON
 * @param {"lede-reader" | "lede-notice"} [tag]
 */
export async function inside(session, page, look, argument = null, tag = "lede-reader") {
  const run = `async (tag, argument) => {
    const host = document.querySelector(tag);
    if (!host) return { error: tag + " is not in the page" };
    try {
      return { value: await (${look})(globalThis.lede.shadowRootOf(host), argument) };
    } catch (error) {
      return { error: String(error) };
    }
  }`;
  const answer = await session.content(page, /** @type {any} */ (run), tag, argument);
  if (answer?.error || !answer) throw new Error(answer?.error ?? "no answer from the page");
  return answer.value;
}

/**
 * @typedef {object} Seen
 * @property {string} headline
 * @property {string} text of the body, without images
 * @property {string} language
 * @property {string} direction as the browser computes it
 * @property {boolean} onTop whether a press in the middle of the window would reach the view
 * @property {string} focused tag of what has the focus
 * @property {number} images that have loaded
 */

/**
 * @param {Session} session
 * @param {Page} page
 * @returns {Promise<Seen>}
 */
export async function see(session, page) {
  await opened(page);
  return inside(session, page, (root) => {
    const article = /** @type {HTMLElement} */ (root.querySelector("article"));
    const headline = /** @type {HTMLElement} */ (root.querySelector("h1"));
    const body = /** @type {HTMLElement} */ (root.querySelector(".body"));
    return {
      headline: headline.checkVisibility() ? headline.textContent : "",
      text: body.textContent,
      language: article.lang,
      direction: getComputedStyle(body).direction,
      onTop: document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName === "lede-reader",
      focused: root.activeElement?.localName ?? "",
      images: Array.from(body.querySelectorAll("img"), (image) => image.naturalWidth).filter(Boolean).length,
    };
  });
}

/**
 * The page as only the page knows it: what must be the same after closing as before opening.
 *
 * @param {Page} page
 */
export function pageState(page) {
  return page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    title: document.title,
    scroll: [scrollX, scrollY],
    focused: document.activeElement?.localName,
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    address: location.href,
    history: history.length,
  }));
}

/**
 * What the extension has stored.
 *
 * @param {Session} session
 * @param {"sync" | "local"} area
 * @returns {Promise<Record<string, any>>}
 */
export async function stored(session, area) {
  const extension = await session.extension();
  return extension.evaluate((name) => chrome.storage[name].get(null), area);
}

/**
 * What the button shows on the page in front. Moves no focus, since that would close a pop-up.
 *
 * @param {Session} session
 * @returns {Promise<{ title: string, badge: string, popups: number }>}
 */
export async function button(session) {
  const extension = await session.extension();
  return extension.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const tabId = /** @type {number} */ (tab?.id);
    const [title, badge] = await Promise.all([chrome.action.getTitle({ tabId }), chrome.action.getBadgeText({ tabId })]);
    return { title, badge, popups: chrome.extension.getViews({ type: "popup" }).length };
  });
}
