// What several specs do with the view: open a page in it, read a text, press a button.
import { inside, surrounded } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * Opens a page of ours in the reader.
 *
 * @param {string} path
 */
export async function read(path) {
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await surrounded(session, page);
  return page;
}

/**
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<string | null>} null where there is no such element
 */
export function textOf(page, selector) {
  return inside(session, page, (root, it) => root.querySelector(it)?.textContent ?? null, selector);
}

/**
 * @param {Page} page
 * @param {string} selector
 */
export function click(page, selector) {
  return inside(
    session,
    page,
    (root, it) => {
      const found = root.querySelector(it);
      if (!found) throw new Error(`no ${it}`);
      /** @type {HTMLElement} */ (found).click();
    },
    selector,
  );
}
