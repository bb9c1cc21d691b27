// Lines that run down, from right to left: Japanese, Chinese and Korean articles may be read so, and are where their
// page writes them so. All that moves the text or looks where it is must know.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, closed, forgetStored, inside, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/**
 * @param {string} path
 * @param {Record<string, unknown>} [settings]
 */
async function read(path, settings = {}) {
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), settings);
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await surrounded(session, page);
  return page;
}

/**
 * How the text is written, and how far it is scrolled, in pixels forward.
 *
 * @param {Page} page
 * @returns {Promise<{ mode: string, left: number, top: number, width: number, height: number, wide: number, tall: number }>}
 */
function state(page) {
  return inside(session, page, (root) => {
    const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
    const { clientWidth: width, clientHeight: height, scrollWidth: wide, scrollHeight: tall } = dialog;
    const mode = getComputedStyle(/** @type {Element} */ (root.querySelector(".body p"))).writingMode;
    return { mode, left: -dialog.scrollLeft, top: dialog.scrollTop, width, height, wide, tall };
  });
}

/**
 * Which block is the one that is read: the last that begins before a fifth of the screen from its right.
 *
 * @param {Page} page
 */
function atTheLine(page) {
  return inside(session, page, (root) => {
    const line = innerWidth * 0.8;
    const blocks = Array.from(root.querySelectorAll(".body :is(p, h2, h3, li)"));
    return blocks.findLast((it) => line - 2 <= it.getBoundingClientRect().right)?.textContent.slice(0, 12) ?? "";
  });
}

/** @param {Page} page */
function marked(page) {
  return inside(session, page, (root) => root.querySelector(".here")?.textContent ?? "");
}

/** @param {Page} page */
function band(page) {
  return inside(session, page, (root) => {
    const box = root.querySelector(".band")?.getBoundingClientRect();
    return box && { left: box.left, top: box.top, width: box.width, height: box.height };
  });
}

describe(`vertical writing in ${BROWSER}`, () => {
  test("a page that writes its article down is read so, and scrolls to the left by all keys and the wheel", async () => {
    const page = await read("/page/japanese-vertical");
    const start = await state(page);
    assert.equal(start.mode, "vertical-rl");
    assert.ok(start.wide > 2 * start.width && start.tall === start.height, JSON.stringify(start));
    const goes = async (/** @type {import("puppeteer-core").KeyInput} */ key, /** @type {(now: number) => boolean} */ is) => {
      await page.keyboard.press(key);
      await until(`the text to go by ${key}`, async () => is((await state(page)).left));
    };
    await goes(" ", (left) => left > start.width / 2 && left < start.width);
    await goes("PageUp", (left) => left === 0);
    await goes("ArrowDown", (left) => left > 40 && left < 300);
    await goes("ArrowRight", (left) => left === 0);
    await goes("ArrowLeft", (left) => left > 40 && left < 300);
    await goes("End", (left) => Math.abs(left - (start.wide - start.width)) < 2);
    await until("all of it to be read", () => inside(session, page, (root) => root.querySelector(".progress")?.getAttribute("aria-valuenow") === "100"));
    await goes("Home", (left) => left === 0);
    await page.mouse.move(640, 450);
    await page.mouse.wheel({ deltaY: 400 });
    await until("the text to go by the wheel", async () => (await state(page)).left >= 300);
    assert.equal((await state(page)).top, 0);
    await page.close();
  });

  test("headings, paragraphs and the outline are gone to, and the place is remembered", async () => {
    const page = await read("/page/japanese-vertical");
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    await until("the second heading", async () => (await marked(page)) === "手紙のなかで");
    assert.equal(await atTheLine(page), "手紙のなかで");
    await page.keyboard.press("j");
    await until("its paragraph", async () => (await atTheLine(page)).startsWith("本土の研究者"));
    await page.keyboard.press("o");
    await until("the outline", () => inside(session, page, (root) => root.querySelectorAll(".outline li").length >= 5));
    await until("the heading in it", () => inside(session, page, (root) => root.querySelector(".outline [aria-current]")?.textContent === "手紙のなかで"));
    await inside(session, page, (root) => /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(".outline li button"))).find((it) => it.textContent === "日誌の語ること")?.click());
    await until("that heading", async () => (await marked(page)) === "日誌の語ること");
    await page.keyboard.press("Escape");
    const isThere = async () => (await atTheLine(page)) === "日誌の語ること";
    await until("the place with all of the screen", isThere);
    await until("the place to be kept", async () => (await stored(session, "local"))["positions"]?.length === 1);
    await session.toggle(page);
    await closed(page);
    await session.toggle(page);
    await surrounded(session, page);
    await until("the place again", isThere);
    await page.close();
  });

  test("the setting is there for languages with both ways alone, and keeps the place", async () => {
    const page = await read("/page/japanese");
    assert.equal((await state(page)).mode, "horizontal-tb");
    await page.keyboard.press("n");
    await until("the heading", async () => (await marked(page)) === "港の言い分");
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    const choose = (/** @type {string} */ value) => inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelector(`.panel input[value="${it}"]`)).click(), value);
    await choose("vertical");
    await until("lines that run down", async () => (await state(page)).mode === "vertical-rl");
    await until("the place", () => inside(session, page, (root) => {
      const { right } = /** @type {Element} */ (root.querySelector(".here")).getBoundingClientRect();
      const box = /** @type {Element} */ (root.querySelector("dialog")).getBoundingClientRect();
      return Math.abs(box.right - right - 0.2 * box.width) < 40;
    }));
    await choose("horizontal");
    await until("lines as usual", async () => (await state(page)).mode === "horizontal-tb");
    await until("the wish to be stored", async () => (await stored(session, "sync"))["writing"] === "horizontal");
    await page.close();
    const other = await read("/page/japanese-vertical");
    assert.equal((await state(other)).mode, "horizontal-tb", "her wish counts more than the page's");
    await other.close();
    const english = await read("/page/plain", { writing: "vertical" });
    assert.equal((await state(english)).mode, "horizontal-tb");
    await english.keyboard.press(",");
    await until("the panel", () => inside(session, english, (root) => root.querySelector(".settings") !== null));
    assert.equal(await inside(session, english, (root) => root.querySelector('.panel input[value="vertical"]')), null);
    await english.close();
  });

  test("pages hold the whole text, turn to the left, and end with the last line", async () => {
    const page = await read("/page/japanese-vertical", { layout: "pages" });
    const { height, tall, wide, width } = await state(page);
    assert.ok(tall > height && wide === width, JSON.stringify({ height, tall, wide, width }));
    await page.keyboard.press("ArrowLeft");
    await until("the second page", async () => (await state(page)).top === height);
    await page.keyboard.press(" ");
    await until("the third page", async () => (await state(page)).top === 2 * height);
    await page.keyboard.press("ArrowRight");
    await until("the second page", async () => (await state(page)).top === height);
    await page.keyboard.press("End");
    await until("the last page, whole", async () => {
      const now = await state(page);
      return now.top > 2 * height && now.top === now.tall - height && now.top % height === 0;
    });
    const last = await inside(session, page, (root) => {
      const box = /** @type {Element} */ (root.querySelector(".body > :last-child")).getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    });
    assert.ok(last, "the last lines are on the last page");
    await page.close();
  });

  test("short numbers stand upright; code and tables run from left to right; nothing is cut off", async () => {
    const page = await read("/page/japanese-vertical");
    const found = await inside(session, page, (root) => {
      const style = (/** @type {Element | null} */ it) => it && getComputedStyle(it);
      const number = (/** @type {string} */ it) => Array.from(root.querySelectorAll(".body span")).find(({ textContent }) => textContent === it) ?? null;
      return {
        two: style(number("11"))?.getPropertyValue("text-combine-upright"),
        four: style(number("1981"))?.getPropertyValue("text-orientation"),
        text: root.querySelector(".body p")?.textContent.includes("定刻より11分早く"),
        ways: ["pre", "table", ".toolbar", "figcaption", "li"].map((it) => style(root.querySelector(it))?.writingMode),
        cut: Array.from(root.querySelectorAll(".body *"), (it) => it).filter((it) => it.checkVisibility() && !it.closest("ruby")).filter((it) => it.getBoundingClientRect().bottom > innerHeight + 1 || it.getBoundingClientRect().top < 0).map((it) => it.localName),
      };
    });
    assert.deepEqual(found, {
      two: "all", four: "upright", text: true,
      ways: ["horizontal-tb", "horizontal-tb", "horizontal-tb", "vertical-rl", "vertical-rl"], cut: [],
    });
    await page.setViewport({ width: 360, height: 640 });
    await until("pictures and code to fit", () => inside(session, page, (root) => Array.from(root.querySelectorAll(".body :is(img, pre, .scroller)")).every((it) => it.getBoundingClientRect().width <= innerWidth)));
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".body sup a")).click());
    await until("the note", () => inside(session, page, (root) => root.querySelector(".panel.note")?.textContent.includes("大潮の日") ?? false));
    await page.close();
  });

  test("a note is written as the text is, and all of it is in sight", async () => {
    const page = await read("/page/japanese-vertical");
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 740 });
      await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".body sup a")).click());
      const note = await until("the note", () => inside(session, page, (root) => {
        const panel = root.querySelector(".panel.note")?.getBoundingClientRect();
        const text = root.querySelector(".note .text");
        const box = text?.getBoundingClientRect();
        return panel && text && box && {
          mode: getComputedStyle(text).writingMode, head: getComputedStyle(/** @type {Element} */ (root.querySelector(".note h2"))).writingMode,
          isInside: panel.left < box.left && box.right < panel.right && panel.top < box.top && box.bottom < panel.bottom,
          isOnScreen: panel.left >= 0 && panel.right <= innerWidth && panel.top >= 0 && panel.bottom <= innerHeight,
          right: panel.right - box.right, hidden: text.scrollWidth - text.clientWidth,
        };
      }));
      assert.ok(note.isInside && note.isOnScreen && note.right < 24 && note.hidden <= 0, JSON.stringify(note));
      assert.deepEqual([note.mode, note.head], ["vertical-rl", "horizontal-tb"]);
      await page.keyboard.press("Escape");
      await until("it to close", () => inside(session, page, (root) => root.querySelector(".panel") === null));
    }
    await page.close();
  });

  for (const layout of ["column", "pages"]) {
    test(`what is put back is shown where it stood, in a ${layout} of lines that run down`, async () => {
      const page = await read("/page/japanese-vertical-nag", { layout });
      await page.keyboard.press("r");
      const press = (/** @type {number} */ n) => inside(session, page, (root, at) => {
        const button = /** @type {HTMLElement | undefined} */ (root.querySelectorAll(".removed .acts button")[at]);
        button?.click();
        return button !== undefined;
      }, n);
      await until("the list", () => press(0));
      await press(1);
      await until("it in sight", () => inside(session, page, (root) => {
        const box = root.querySelector(".put-back")?.getBoundingClientRect();
        return !!box && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight && root.activeElement?.matches(".put-back");
      }));
      const { top, height } = await state(page);
      assert.equal(top % height, 0, "a whole page");
      assert.equal(top > 0, layout === "pages");
      await page.close();
    });
  }

  test("on paper lines run from left to right, and no digits lie on each other", async (context) => {
    if (BROWSER === "firefox") {
      context.skip("only Chromium's driver can print");
      return;
    }
    const page = await read("/page/japanese-vertical");
    await page.emulateMediaType("print");
    await until("lines as usual", async () => (await state(page)).mode === "horizontal-tb");
    const spacings = await inside(session, page, (root) => Array.from(root.querySelectorAll(".body :is(.upright, .combined)"), (it) => getComputedStyle(it).letterSpacing));
    assert.ok(spacings.length > 3 && spacings.every((/** @type {string} */ it) => parseFloat(it) === 0 || it === "normal"), spacings.join());
    await page.close();
  });

  test("the line in focus stands upright, and goes to the left", async () => {
    for (const layout of ["column", "pages"]) {
      const page = await read("/page/japanese-vertical", { focusLines: 1, layout });
      await until("the band", async () => (await band(page))?.width < 70);
      const first = await band(page);
      assert.ok(first.height > 300 && first.width > 15, JSON.stringify(first));
      await page.keyboard.press("ArrowLeft");
      await until("the next line", async () => (await band(page)).left < first.left - 15);
      assert.equal((await state(page)).top, 0);
      await page.close();
    }
  });
});
