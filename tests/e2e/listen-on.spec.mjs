// Reading aloud as it goes on: in sight, paused, from the end, by its keys, by its bar.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, forgetStored, inside, opened, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";
import { VOICES, bringSynthesiser, isSpeaking, last, marks, pressPlay, read, said, say } from "./voice.mjs";

beforeEach(() => forgetStored(session));

describe(`reading on in ${BROWSER}`, () => {
  test("keeps what is said in sight", async () => {
    const page = await read("/page/long", VOICES);
    for (let n = 0; n < 30; n += 1) await say(page, "sentence");
    const seen = await inside(session, page, (root) => {
      const box = root.querySelector(".mark.sentence > div")?.getBoundingClientRect();
      return box && box.top > 0 && box.bottom < innerHeight;
    });
    assert.ok(seen);
    assert.ok((await inside(session, page, (root) => root.querySelector("dialog")?.scrollTop)) > 500);
    await page.close();
  });

  test("pauses and goes on at the word, back and on by paragraph", async () => {
    const page = await read("/page/newsletter", VOICES);
    await say(page, "sentence");
    for (let n = 0; n < 4; n += 1) await say(page, "word");
    assert.equal((await marks(page)).word, "time");
    await pressPlay(page);
    assert.equal(await isSpeaking(page), false);
    await pressPlay(page);
    assert.match((await last(page)).text, /^time this autumn/);
    await say(page, "word");
    await say(page, "word");
    assert.equal((await marks(page)).word, "this", "places are those of the whole sentence");
    await page.keyboard.press("ArrowRight");
    await until("the next paragraph", async () => /^The captain/.test((await last(page)).text));
    await page.keyboard.press("ArrowLeft");
    await until("the paragraph before", async () => /^For the ninth/.test((await last(page)).text));
    await page.keyboard.press("Escape");
    await until("silence", async () => !(await isSpeaking(page)));
    assert.equal(await inside(session, page, (root) => root.querySelector(".mark")), null);
    assert.equal(await inside(session, page, (root) => root.querySelector(".listen") === null && root.querySelector("article") !== null), true);
    await page.close();
  });

  test("of a sentence longer than the screen the word stays in sight, unless its reader scrolls away", async () => {
    const extension = await session.extension();
    await extension.evaluate(() => chrome.storage.sync.set({ textScale: 200 }));
    const page = await read("/page/long-sentence", VOICES, { width: 360, height: 640 });
    while (!(await last(page)).text.startsWith("The captain")) await say(page, "sentence");
    const place = () => inside(session, page, (root) => {
      const word = root.querySelector(".mark.word > div")?.getBoundingClientRect();
      const sentence = Array.from(root.querySelectorAll(".mark.sentence > div"), (it) => it.getBoundingClientRect());
      const bar = /** @type {Element} */ (root.querySelector(".listen")).getBoundingClientRect();
      return { top: word?.top ?? 0, bottom: word?.bottom ?? 0, bar: bar.top, length: (sentence.at(-1)?.bottom ?? 0) - (sentence[0]?.top ?? 0) };
    });
    for (let n = 0; n < 40; n += 1) {
      await say(page, "word");
      const { top, bottom, bar, length } = await place();
      assert.ok(length > 1200, `${length} px`);
      assert.ok(52 <= top && bottom <= bar, `word ${n} from ${top} to ${bottom}, the bar at ${bar}`);
    }
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" }));
    await say(page, "word");
    assert.equal(await inside(session, page, (root) => root.querySelector("dialog")?.scrollTop), 0, "left where she scrolled to");
    await say(page, "sentence");
    assert.ok((await inside(session, page, (root) => root.querySelector("dialog")?.scrollTop)) > 1000, "and fetched by the next sentence");
    await page.close();
  });

  test("in pages the page is turned where a sentence goes on overleaf", async () => {
    const extension = await session.extension();
    await extension.evaluate(() => chrome.storage.sync.set({ textScale: 300, layout: "pages" }));
    const page = await read("/page/long-sentence", VOICES);
    while (!(await last(page)).text.startsWith("The captain")) await say(page, "sentence");
    for (let n = 0; n < 90; n += 1) {
      await say(page, "word");
      const [left, right] = await inside(session, page, (root) => {
        const box = /** @type {Element} */ (root.querySelector(".mark.word > div")).getBoundingClientRect();
        return [box.left, box.right];
      });
      assert.ok(0 <= left && right <= 1280, `word ${n} from ${left} to ${right}`);
    }
    await page.close();
  });

  for (const [path, settings] of /** @type {const} */ ([
    ["/page/long", { layout: "pages" }],
    ["/page/japanese-vertical", {}],
    ["/page/japanese-vertical", { layout: "pages" }],
  ])) {
    test(`where nothing scrolls up and down the text ends above the bar: ${path} with ${JSON.stringify(settings)}`, async () => {
      const extension = await session.extension();
      await extension.evaluate((it) => chrome.storage.sync.set(it), settings);
      const page = await read(path, VOICES);
      const beneath = () => inside(session, page, (root) => {
        const bar = /** @type {Element} */ (root.querySelector(".listen")).getBoundingClientRect();
        const texts = Array.from(root.querySelectorAll(".body > p"), (it) => {
          const range = document.createRange();
          range.selectNodeContents(it);
          return Array.from(range.getClientRects());
        });
        return texts.flat().filter(({ left, right, top, bottom }) => top < bar.bottom && bar.top < bottom && left < bar.right && bar.left < right).length;
      });
      for (const height of [600, 608, 616, 624]) {
        await page.setViewport({ width: 1280, height });
        await until(`the height of ${height}`, () => page.evaluate((it) => innerHeight === it, height));
        await until(`the text to end above it at ${height} px`, async () => (await beneath()) === 0);
      }
      await page.close();
    });
  }

  test("a pause stays one when the browser's voices change", async () => {
    const page = await read("/page/plain", VOICES);
    await page.keyboard.press(" ");
    await until("silence", async () => !(await isSpeaking(page)));
    await session.content(page, () => /** @type {any} */ (globalThis).fake.tell());
    assert.equal(await isSpeaking(page), false);
    await page.close();
  });

  test("after the end it begins again: at the headline, or where its reader has gone to", async () => {
    const page = await read("/page/long", VOICES);
    const toEnd = () => session.content(page, () => {
      const { fake } = /** @type {any} */ (globalThis);
      while (fake.now) fake.sentence();
    });
    await toEnd();
    assert.equal(await isSpeaking(page), false);
    await pressPlay(page);
    await until("the headline", async () => (await last(page)).text === HEADLINE);
    await toEnd();
    await inside(session, page, (root) => Array.from(root.querySelectorAll("h2"), (it) => it).find((it) => it.textContent === "Part 7")?.scrollIntoView({ block: "start", behavior: "instant" }));
    await pressPlay(page);
    await until("the seventh part", async () => isSpeaking(page));
    const before = (await said(page)).at(-1)?.text ?? "";
    while (!/^Part 8/.test((await last(page)).text)) await say(page, "sentence");
    assert.notEqual(before, HEADLINE);
    await page.close();
  });

  test("where the bar runs from right to left, so do its arrow keys", async () => {
    const page = await session.newPage(pages.url("/page/newsletter"));
    await session.toggle(page);
    await opened(page);
    await session.content(page, () => {
      globalThis.lede.words.direction = () => "rtl";
    });
    await session.content(page, bringSynthesiser, VOICES);
    await page.keyboard.press("a");
    await until("the bar", () => inside(session, page, (root) => root.querySelector(".listen") !== null));
    await page.keyboard.press("ArrowLeft");
    await until("the next paragraph", async () => /^For the ninth/.test((await last(page)).text));
    await page.keyboard.press("ArrowRight");
    await until("the headline", async () => (await last(page)).text === HEADLINE);
    await page.close();
  });

  test("a cell that is said comes into sight in a wide table", async () => {
    const page = await read("/page/table", VOICES);
    for (let n = 0; n < 40 && (await last(page)).text !== "Departure at 20 o'clock: 20"; n += 1) await say(page, "sentence");
    assert.ok(await inside(session, page, (root) => {
      const box = root.querySelector(".mark.sentence > div")?.getBoundingClientRect();
      const around = /** @type {Element} */ (root.querySelector(".scroller")).getBoundingClientRect();
      return !!box && around.left <= box.left && box.right <= around.right;
    }));
    await page.close();
  });

  test("on a narrow screen the bar's buttons stand in one row, and nothing lies on them", async () => {
    const page = await read("/page/notes", VOICES);
    await page.setViewport({ width: 360, height: 740 });
    /** Rows of the buttons, and those that can't be pressed. */
    const bar = () => inside(session, page, (root) => {
      const buttons = Array.from(root.querySelectorAll(".listen > :is(button, select)"), (it) => ({ it, box: it.getBoundingClientRect() }));
      const covered = buttons.filter(({ it, box }) => root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest("button, select") !== it);
      return { rows: new Set(buttons.filter(({ it }) => it.localName === "button").map(({ box }) => box.top)).size, covered: covered.map(({ it }) => it.getAttribute("aria-label")) };
    });
    const free = { rows: 1, covered: [] };
    await until("the narrow bar", () => page.evaluate(() => innerWidth === 360));
    assert.deepEqual(await bar(), free);
    await page.keyboard.press("t");
    await until("the line", () => inside(session, page, (root) => root.querySelector(".chip") !== null));
    assert.deepEqual(await bar(), free);
    await page.keyboard.press(",");
    await until("the sheet", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    assert.deepEqual(await bar(), free);
    await page.close();
  });
});
