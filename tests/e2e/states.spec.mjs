// Where there is nothing to read, or reading fails: the page stays as it was, and the reader is told. Where no
// script may enter: refused.spec.mjs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, inside, pageState, see, stands, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/**
 * Waits for these words: on a slow machine the progress line stands there first.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {RegExp} words
 */
function notice(page, words) {
  const read = (/** @type {ShadowRoot} */ root) => root.querySelector("[role]")?.textContent;
  return until(`a notice that says ${words}`, async () => words.test(await inside(session, page, read, null, "lede-notice")));
}

describe(`states in ${BROWSER}`, () => {
  test("no article: a message, and the page untouched", async () => {
    const page = await session.newPage(pages.url("/page/no-article"));
    const was = await pageState(page);
    await session.toggle(page);
    await notice(page, /No article found/);
    assert.ok(!(await stands(page)));
    await page.keyboard.press("Escape");
    await until("the notice to go", async () => !(await stands(page, "lede-notice")));
    assert.deepEqual(await pageState(page), was);
    await page.close();
  });

  test("after a trap the page is untouched, and the next toggle works", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    const was = await pageState(page);
    await session.background(trapOnce, HEADLINE);
    await session.toggle(page);
    await notice(page, /crashed/);
    assert.ok(!(await stands(page)));
    await page.keyboard.press("Escape");
    await until("the notice to go", async () => !(await stands(page, "lede-notice")));
    assert.deepEqual(await pageState(page), was);

    await session.toggle(page);
    assert.equal((await see(session, page)).headline, HEADLINE);
    await page.close();
  });
});

/**
 * Makes the real engine trap, once, and with no hook in the product: right after the page with these words has been
 * copied into the engine's memory, all of that memory is filled with ones. What the core then does is its own affair;
 * that it fails is as sure as can be. Other pages are left alone: the extension may still be practising. Runs in the
 * background, as text.
 *
 * @param {any} scope the background's global object
 * @param {string} words
 */
function trapOnce(scope, words) {
  const { prototype } = scope.Uint8Array;
  const { set } = prototype;
  const MEMORY = 1 << 20; // bytes; no other array in the background is as large
  prototype.set = function setAndSpoil(/** @type {any[]} */ ...args) {
    set.apply(this, args);
    if (this.buffer.byteLength < MEMORY || !new scope.TextDecoder().decode(args[0]).includes(words)) return;
    prototype.set = set;
    this.fill(255);
  };
}
