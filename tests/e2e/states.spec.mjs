// Where there is nothing to read, or reading fails: the page stays as it was, and the reader is told. Where no
// script may enter: refused.spec.mjs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, closed, inside, opened, pageState, see, stands, until } from "./reader.mjs";
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

  test("reading that takes a while: a line says so and goes with the view, and Esc calls it off", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    const was = await pageState(page);
    await session.background(dawdleOnce, HEADLINE);
    await session.toggle(page);
    await until("the line", () => stands(page, "lede-notice"));
    // In Firefox whoever could look inside is as busy as the background.
    if (BROWSER === "chromium") await notice(page, /^Finding the article…$/);
    assert.ok(!(await stands(page)));
    await opened(page);
    await until("the line to go", async () => !(await stands(page, "lede-notice")));
    await session.toggle(page);
    await closed(page);

    await session.background(dawdleOnce, HEADLINE);
    await session.toggle(page);
    await until("the line again", () => stands(page, "lede-notice"));
    await page.keyboard.press("Escape");
    await until("the line to go", async () => !(await stands(page, "lede-notice")));
    await until("reading to end", () => session.content(page, () => !globalThis.lede.state.opening));
    assert.ok(!(await stands(page)));
    assert.deepEqual(await pageState(page), was);
    await page.close();
  });

  test("a page that delivered only a part: said below the headline, in the theme's quiet way", async () => {
    const page = await session.newPage(pages.url("/page/wall"));
    await session.toggle(page);
    await opened(page);
    const note = await inside(session, page, (root) => root.querySelector("header .note")?.textContent);
    assert.match(note, /delivered only part/);
    assert.doesNotMatch((await see(session, page)).text, /Subscribe/);
    await page.goto(pages.url("/page/plain"));
    await session.toggle(page);
    await opened(page);
    assert.equal(await inside(session, page, (root) => root.querySelector("header .note")), null);
    await page.close();
  });

  test("the browser's search finds what the view shows, and nothing of the page beneath", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    const finds = (/** @type {string} */ words) => page.evaluate((it) => {
      getSelection()?.removeAllRanges();
      return /** @type {any} */ (window).find(it, false, false, true);
    }, words);
    assert.ok(await finds("Quay Street 1"));
    await session.toggle(page);
    await opened(page);
    assert.ok(await finds("doesn't want to say that the captain was right"));
    assert.ok(await finds("Lede removed"));
    assert.ok(!(await finds("Quay Street 1")));
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
 * Keeps the background busy for a while, once, when a page with these words is copied into the engine's memory: not when the
 * one is that it practises with. Runs there, as text.
 *
 * @param {any} scope the background's global object
 * @param {string} words
 */
function dawdleOnce(scope, words) {
  const { prototype } = scope.Uint8Array;
  const { set } = prototype;
  const [MEMORY, WHILE] = [1 << 20, 1500]; // bytes, milliseconds
  prototype.set = function setLate(/** @type {any[]} */ ...args) {
    set.apply(this, args);
    if (this.buffer.byteLength < MEMORY || args[0].length < 1000) return;
    if (!new TextDecoder().decode(args[0]).includes(words)) return;
    prototype.set = set;
    const end = performance.now() + WHILE;
    while (performance.now() < end);
  };
}

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
