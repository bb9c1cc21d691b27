// Blocks taken out by hand: by key, by a press in the mode for it; undone, put back from the list; and gone from all that
// goes by the text. What files hold is in save.spec.mjs.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { faults } from "./axe.mjs";
import { BROWSER, forgetStored, inside, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";
import { VOICES, read as readAloud, said, say } from "./voice.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/**
 * @param {string} name
 * @param {{ width: number, height: number }} [size]
 */
async function read(name, size) {
  const page = await session.newPage(pages.url(`/page/${name}`));
  if (size) await page.setViewport(size);
  await session.toggle(page);
  await surrounded(session, page);
  await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" })); // wherever the last one ended
  return page;
}

/** @param {Page} page @returns {Promise<string>} */
const text = (page) => inside(session, page, (root) => root.querySelector(".body")?.textContent);

/** @param {Page} page @param {string} words */
const gone = (page, words) => until(`${words} to go`, async () => !(await text(page)).includes(words));

/** @param {Page} page @param {string} words */
const there = (page, words) => until(`${words} to be there`, async () => (await text(page)).includes(words));

/** @param {Page} page */
const status = (page) => inside(session, page, (root) => root.querySelector(".choosing-bar [role=status], .chips[role=status]")?.textContent ?? "");

/** @param {Page} page */
const marked = (page) => inside(session, page, (root) => root.querySelector(".here")?.textContent?.slice(0, 11) ?? null);

/** @param {Page} page */
async function undoKey(page) {
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
}

/**
 * Presses in the middle of the first of these that bears the words; or so far below its end.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {{ words?: string, below?: number }} [which]
 */
async function press(page, selector, { words = "", below } = {}) {
  const [x, y] = await until(`${selector} ${words}`, () =>
    inside(session, page, (root, it) => {
      const found = Array.from(root.querySelectorAll(it.selector)).find(({ textContent }) => textContent.includes(it.words));
      if (!found) return null;
      found.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = found.getBoundingClientRect();
      return [left + width / 2, it.below === undefined ? top + height / 2 : top + height + it.below];
    }, { selector, words, below }),
  );
  await page.mouse.click(x, y);
}

/** @param {Page} page */
async function choose(page) {
  await page.keyboard.press("x");
  await until("the mode", () => inside(session, page, (root) => root.querySelector(".choosing-bar") !== null && root.querySelector(".unit") !== null));
}

describe(`taken out by hand in ${BROWSER}`, () => {
  test("the marked block goes at a key, the mark goes on, and undoing brings them back one after the other", async () => {
    const page = await read("blocks");
    const whole = await text(page);
    await page.keyboard.press("Delete"); // nothing is marked
    await page.keyboard.press("j");
    await until("the first paragraph to be marked", async () => (await marked(page)) === "For the nin");
    assert.equal(await text(page), whole);
    await page.keyboard.press("Delete");
    await gone(page, "For the ninth time");
    const first = await marked(page);
    assert.notEqual(first, "For the nin");
    assert.match(await status(page), /^Taken out: For the ninth time.*…Undo$/);
    await page.keyboard.press("Backspace");
    await until("the mark to go on", async () => (await marked(page)) !== first);
    assert.ok((await text(page)).length < whole.length - 200);
    await undoKey(page);
    await until("the second to be back", async () => (await marked(page)) === first);
    assert.match(await status(page), /^Back: /);
    await undoKey(page);
    await until("the first to be back", async () => (await text(page)) === whole);
    assert.equal(await marked(page), "For the nin");
    await undoKey(page); // nothing is left to undo
    assert.equal(await text(page), whole);
    await page.close();
  });

  test("what a reader doesn't see or means for something else stays", async () => {
    const page = await read("blocks");
    const whole = await text(page);
    await page.keyboard.press("j");
    await until("the first paragraph to be marked", async () => (await marked(page)) === "For the nin");
    await page.keyboard.press(",");
    await until("the settings", () => inside(session, page, (root) => root.querySelector(".panel.settings") !== null));
    await page.keyboard.press("Delete");
    await page.keyboard.press("Escape");
    await until("the settings to go", () => inside(session, page, (root) => root.querySelector(".panel") === null));
    await inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      dialog.focus({ preventScroll: true });
      dialog.scrollTo({ top: 1500, behavior: "instant" });
    });
    await page.keyboard.press("Delete");
    await page.keyboard.press("o"); // once this is done, the others are
    await until("the outline", () => inside(session, page, (root) => root.querySelector(".panel.outline") !== null));
    assert.equal(await text(page), whole);
    await page.close();
  });

  test("in the mode a press takes any block, small lists and quotations whole; links lead nowhere; Esc ends it", async () => {
    const page = await read("blocks");
    const before = page.url();
    await choose(page);
    await until("the bar to speak", async () => (await status(page)) === "Press what you don’t want");
    for (const [selector, words] of /** @type {const} */ ([
      ["li a", "brass"],
      ["blockquote p", "Nobody waits"],
      ["td", "31"],
      ["pre", "tide --wait"],
      ["h2", "A bell"],
      ["figure img", ""],
    ])) {
      await press(page, selector, { words });
      await until(`${selector} to be taken`, () => inside(session, page, (root, it) => !root.querySelector(it), selector === "h2" ? ".body > h2:nth-of-type(2)" : selector));
    }
    const left = await text(page);
    for (const words of ["A rope", "The tide waits", "Crossings", "tide --wait", "A bell", "at the quay"]) assert.ok(!left.includes(words), words);
    assert.match(await status(page), /^Taken out: The ferry at the quay$/);
    assert.equal(await inside(session, page, (root) => root.querySelectorAll(".body :is(ul, blockquote, .scroller, .code, figure)").length), 0);
    assert.deepEqual([page.url(), await inside(session, page, (root) => root.querySelector(".lightbox") === null)], [before, true]);
    await press(page, ".choosing-bar button", { words: "Undo" });
    await there(page, "at the quay");
    await page.keyboard.press("Escape");
    await until("the mode to end", () => inside(session, page, (root) => !root.querySelector(".choosing-bar, .choosing, .unit")));
    assert.equal(await inside(session, page, (root) => root.querySelector("dialog")?.open), true);
    await press(page, ".body p", { words: "For the ninth" });
    for (let n = 0; n < 5; n += 1) await undoKey(page);
    await there(page, "A rope");
    assert.equal(await inside(session, page, (root) => root.querySelectorAll(".unit").length), 0);
    await page.close();
  });

  test("a finger needn't hit a line: nothing to press is lower than 44 pixels", async () => {
    const page = await read("blocks", { width: 360, height: 740 });
    await choose(page);
    const height = await inside(session, page, (root) => Array.from(root.querySelectorAll("h2")).find(({ textContent }) => textContent === "The log")?.getBoundingClientRect().height ?? 0);
    assert.ok(height > 0 && height < 42, String(height));
    await press(page, "h2", { words: "The log", below: Math.floor((44 - height) / 2) - 1 });
    await gone(page, "The log");
    const sizes = await inside(session, page, (root) => Array.from(root.querySelectorAll(".choosing-bar button"), (it) => Math.min(it.clientWidth, it.clientHeight)));
    assert.ok(sizes.length === 2 && sizes.every((/** @type {number} */ size) => size >= 44), sizes.join());
    await page.close();
  });

  test("the mode by keyboard alone: from block to block, a list whole; done gives the focus back", async () => {
    const page = await read("blocks");
    await choose(page);
    await until("a block to be marked", async () => (await marked(page)) === "For the nin");
    for (const words of ["The captain", "Researchers"]) assert.ok((await text(page)).includes(words), words);
    for (let n = 0; (await marked(page)) !== "A lantern o"; n += 1) {
      assert.ok(n < 12, "no list");
      const was = await marked(page);
      await page.keyboard.press("ArrowDown");
      await until("the mark to move", async () => (await marked(page)) !== was);
    }
    await page.keyboard.press("Enter");
    await gone(page, "A rope");
    assert.equal(await inside(session, page, (root) => root.activeElement?.localName), "p");
    await inside(session, page, (root) => /** @type {HTMLElement | undefined} */ (Array.from(root.querySelectorAll(".choosing-bar button")).at(-1))?.focus());
    await page.keyboard.press("Enter");
    await until("the mode to end", () => inside(session, page, (root) => !root.querySelector(".choosing-bar") && root.activeElement?.localName === "dialog"));
    await page.close();
  });

  test("the list names what was taken out, and puts each back", async () => {
    const page = await read("blocks");
    await inside(session, page, (root) => void (/** @type {HTMLDetailsElement} */ (root.querySelector(".removed")).open = true));
    await press(page, ".removed .offers button", { words: "Take something out" });
    await until("the mode", () => inside(session, page, (root) => root.querySelector(".unit") !== null));
    await press(page, ".body h2", { words: "The log" });
    await gone(page, "The log");
    await press(page, ".body li", { words: "A rope" });
    await gone(page, "A rope");
    const seen = await inside(session, page, (root) => ({
      line: root.querySelector(".removed > summary")?.textContent,
      title: root.querySelector(".by-reader h2")?.textContent,
      rows: Array.from(root.querySelectorAll(".by-reader .excerpt"), (it) => it.textContent),
    }));
    assert.match(seen.line, /^Lede removed \d+ things? · Taken out by you · 2$/);
    assert.deepEqual([seen.title, seen.rows], ["Taken out by you · 2", ["The log", "A lantern of brassA rope that was never cut"]]);
    await press(page, ".by-reader li:first-child button", { words: "Put back" });
    await there(page, "The log");
    assert.equal(await inside(session, page, (root) => root.activeElement?.closest(".by-reader")?.querySelector(".excerpt")?.textContent?.slice(0, 9)), "A lantern");
    await press(page, ".by-reader button");
    await there(page, "A rope");
    assert.match(await inside(session, page, (root) => root.querySelector(".removed > summary")?.textContent), /^Lede removed \d+ things?$/);
    await page.close();
  });

  test("in what was put back a block can be taken out, and it stays so when that goes and comes", async () => {
    const page = await read("blocks");
    await inside(session, page, (root) => void (/** @type {HTMLDetailsElement} */ (root.querySelector(".removed")).open = true));
    const toggle = ".removed section:not(.by-reader) .acts button";
    await press(page, toggle);
    await there(page, "every morning in your inbox");
    await choose(page);
    await press(page, ".put-back .unit", { words: "every morning in your inbox" });
    await gone(page, "every morning in your inbox");
    await press(page, toggle);
    await until("it to be out", () => inside(session, page, (root) => root.querySelector(".put-back") === null));
    await press(page, toggle);
    await until("the rest to be back", () => inside(session, page, (root) => root.querySelector(".put-back") !== null));
    assert.ok(!(await text(page)).includes("every morning in your inbox"));
    await press(page, ".by-reader button");
    await there(page, "every morning in your inbox");
    await page.close();
  });

  test("outline and time left go by what is left", async () => {
    const page = await read("blocks");
    await page.keyboard.press("o");
    const items = () => inside(session, page, (root) => Array.from(root.querySelectorAll(".outline li"), (it) => it.textContent));
    await until("the outline", async () => (await items()).length === 3);
    await inside(session, page, (root) => {
      const heading = /** @type {HTMLElement} */ (root.querySelector(".body h2"));
      heading.tabIndex = -1;
      heading.focus();
    });
    await page.keyboard.press("Delete");
    await until("the heading to leave the outline", async () => (await items()).length === 2);
    assert.ok(!(await items()).includes("The log"));
    await undoKey(page);
    await until("it to be back", async () => (await items()).includes("The log"));
    const left = () => inside(session, page, (root) => Number.parseInt(root.querySelector(".toolbar .left")?.textContent ?? "", 10));
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" }));
    const minutes = await until("the time", left);
    assert.ok(minutes >= 2, String(minutes));
    for (let n = 0; n < 5; n += 1) {
      await inside(session, page, (root) => {
        const longest = Array.from(root.querySelectorAll(".body p")).toSorted((a, b) => b.textContent.length - a.textContent.length)[0];
        const block = /** @type {HTMLElement} */ (longest);
        block.tabIndex = -1;
        block.focus({ preventScroll: true });
      });
      const was = (await text(page)).length;
      await page.keyboard.press("Delete");
      await until("it to go", async () => (await text(page)).length < was);
    }
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" }));
    await until("less time to be left", async () => (await left()) < minutes);
    await page.close();
  });

  test("what is taken out isn't read aloud, even when that has begun", async () => {
    const page = await readAloud("/page/blocks", VOICES);
    await say(page, "sentence"); // the headline is said
    await until("the first paragraph", async () => (await said(page)).at(-1)?.text.startsWith("For the ninth"));
    const [, second, third] = await inside(session, page, (root) => Array.from(root.querySelectorAll(".body > p"), (it) => it.textContent.slice(0, 30)));
    await inside(session, page, (root) => {
      const block = /** @type {HTMLElement} */ (root.querySelectorAll(".body > p")[1]);
      block.tabIndex = -1;
      block.focus({ preventScroll: true });
    });
    await page.keyboard.press("Delete");
    await gone(page, second);
    for (let n = 0; n < 8 && !(await said(page)).some((it) => it.text.startsWith(third)); n += 1) await say(page, "sentence");
    const texts = (await said(page)).map((it) => it.text);
    assert.ok(texts.some((it) => it.startsWith(third)), texts.join("\n"));
    assert.ok(!texts.some((it) => second.startsWith(it.slice(0, 30))), texts.join("\n"));
    await page.close();
  });

  test("the place that is remembered is that of the whole text", async () => {
    const page = await read("blocks", { width: 800, height: 500 });
    const to = (/** @type {string} */ words) => inside(session, page, (root, it) => {
      const block = Array.from(root.querySelectorAll(".body > p")).find(({ textContent }) => textContent.startsWith(it));
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      dialog.scrollTo({ top: dialog.scrollTop + (block?.getBoundingClientRect().top ?? 0) - 90, behavior: "instant" });
    }, words);
    const names = await inside(session, page, (root) => Array.from(root.querySelectorAll(".body > p"), (it) => it.textContent.slice(0, 30)));
    /** @returns {Promise<number | undefined>} */
    const place = async () => (await stored(session, "local"))["positions"]?.at(-1)?.[1];
    await to(names[4]);
    const whole = await until("the place", place);
    assert.ok(whole > 3, String(whole));
    for (let n = 0; n < 2; n += 1) {
      await inside(session, page, (root) => {
        const first = /** @type {HTMLElement} */ (root.querySelector(".body > p"));
        first.tabIndex = -1;
        first.focus({ preventScroll: true });
      });
      const was = (await text(page)).length;
      await page.keyboard.press("Delete");
      await until("it to go", async () => (await text(page)).length < was);
    }
    await to(names[5]);
    await until("another place", async () => (await place()) !== whole);
    await to(names[4]);
    await until(`block ${whole} again`, async () => (await place()) === whole);
    await page.close();
  });

  test("nobody who can't see is left out: names, roles, contrast; nor at 360 pixels", async () => {
    const page = await read("blocks", { width: 360, height: 740 });
    await choose(page);
    await press(page, ".body h2", { words: "The log" });
    await gone(page, "The log");
    await inside(session, page, (root) => void (/** @type {HTMLDetailsElement} */ (root.querySelector(".removed")).open = true));
    await until("the list", () => inside(session, page, (root) => root.querySelector(".removed .furniture, .removed section") !== null));
    assert.deepEqual(await faults(session, page), []);
    const box = await inside(session, page, (root) => {
      const { left, right, bottom } = /** @type {Element} */ (root.querySelector(".choosing-bar")).getBoundingClientRect();
      return left >= 0 && right <= innerWidth && bottom <= innerHeight;
    });
    assert.ok(box);
    await page.close();
  });
});
