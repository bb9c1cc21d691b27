// Pages that no one wrote for a reader: each gives an article or says that there's none, stays as it was, and the
// next page opens as ever. What a trap of the core does is in states.spec.mjs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_PAGES, HEADLINE } from "./pages.mjs";
import { BROWSER, closed, inside, see, stands, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** Some take the browser itself, or the core, a few seconds. */
const PATIENCE_MS = 60_000;

describe(`bad inputs in ${BROWSER}`, () => {
  for (const [name, { holds, only = BROWSER }] of Object.entries(BAD_PAGES)) {
    if (only !== BROWSER) continue;
    test(`${name}: ${holds === null ? "a clear word that there's no article" : "an article"}, and the page as it was`, async () => {
      const page = await session.newPage(pages.url(`/bad/${name}`));
      await remember(page);
      await session.toggle(page);
      const text = await outcome(page);
      if (holds === null) assert.equal(text, null);
      else assert.ok(text?.includes(holds), `the article holds ${text?.slice(0, 200)}`);
      if (text === null) await page.keyboard.press("Escape");
      else await session.toggle(page);
      await until("what Lede put there to go", async () => !(await stands(page)) && !(await stands(page, "lede-notice")));
      assert.ok(await isAsItWas(page), "the page isn't as it was");

      await page.goto(pages.url("/page/plain"));
      await session.toggle(page);
      assert.equal((await see(session, page)).headline, HEADLINE);
      await session.toggle(page);
      await closed(page);
      await page.close();
    });
  }
});

/**
 * The text that the reader gets, or null where she's told that there's no article. A notice counts when it says
 * what there is to say, not while it tells of progress.
 *
 * @param {Page} page
 * @returns {Promise<string | null>}
 */
async function outcome(page) {
  const read = (/** @type {ShadowRoot} */ root) => root.querySelector("[popover]:not(.progress)")?.textContent;
  const look = async () => {
    if (await stands(page)) return { text: (await see(session, page)).text };
    const said = (await stands(page, "lede-notice")) && (await inside(session, page, read, null, "lede-notice"));
    if (said) assert.match(said, /No article found here/);
    return said ? { text: null } : null;
  };
  const { text } = await until("the view, or a word from Lede", look, PATIENCE_MS);
  if (text !== null) assert.notEqual(text.trim(), "");
  return text;
}

/**
 * The page keeps its own copy of itself: some are megabytes.
 *
 * @param {Page} page
 */
function remember(page) {
  return page.evaluate(() => {
    Object.assign(globalThis, { was: [document.documentElement.outerHTML, document.title, scrollX, scrollY] });
  });
}

/** @param {Page} page */
function isAsItWas(page) {
  return page.evaluate(() => {
    const is = [document.documentElement.outerHTML, document.title, scrollX, scrollY];
    const { was } = /** @type {{ was: unknown[] }} */ (/** @type {unknown} */ (globalThis));
    return is.every((it, at) => it === was[at]);
  });
}
