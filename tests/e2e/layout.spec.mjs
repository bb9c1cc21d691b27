// How the text lies: in pages that turn by keys and by the wheel, or in a column; and that whoever reads keeps her
// place when that changes.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, forgetStored, inside, opened, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

beforeEach(() => forgetStored(session));

/**
 * @param {"column" | "pages"} layout
 * @param {Record<string, unknown>} [settings]
 * @param {string} [path]
 */
async function read(layout, settings = {}, path = "/page/long") {
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), { layout, ...settings });
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await opened(page);
  await until("what stands around the text", () => inside(session, page, (root) => root.querySelector(".progress") !== null));
  return page;
}

/**
 * In the panel, which is open.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} value
 */
function choose(page, value) {
  return inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelector(`.panel input[value="${it}"]`)).click(), value);
}

describe(`layout in ${BROWSER}`, () => {
  test("pages turn by keys, and hold the whole text", async () => {
    const page = await read("pages");
    const sideways = () => inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return { left: dialog.scrollLeft, page: dialog.clientWidth, whole: dialog.scrollWidth, down: dialog.scrollTop };
    });
    const { page: width, whole } = await sideways();
    assert.ok(whole > width * 3, `${whole} in pages of ${width}`);
    await page.keyboard.press("ArrowRight");
    await until("the second page", async () => (await sideways()).left === width);
    await page.keyboard.press(" ");
    await until("the third page", async () => (await sideways()).left === 2 * width);
    await page.keyboard.press("PageUp");
    await until("the second page", async () => (await sideways()).left === width);
    await page.keyboard.press("End");
    await until("the last page, whole", async () => {
      const now = await sideways();
      return now.left > 2 * width && now.left === now.whole - width && now.left % width === 0;
    });
    assert.equal((await sideways()).down, 0);
    const last = await inside(session, page, (root) => {
      const end = /** @type {Element} */ (root.querySelector(".body > :last-child")).getBoundingClientRect();
      return end.left >= 0 && end.right <= innerWidth && end.bottom <= innerHeight;
    });
    assert.ok(last, "the last paragraph is on the last page");
    await page.close();
  });

  test("pages of a text that runs to the left turn to the left, whatever the page around it says of itself", async () => {
    const page = await read("pages", { textScale: 150 }, "/page/rtl-in-ltr");
    const offset = () => inside(session, page, (root) => {
      const { scrollLeft, clientWidth } = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return scrollLeft / clientWidth;
    });
    await page.keyboard.press("ArrowLeft");
    await until("the second page", async () => (await offset()) === -1);
    await page.keyboard.press("ArrowRight");
    await until("the first page", async () => (await offset()) === 0);
    await page.close();
  });

  test("what scrolls within a page has the arrow keys while it has the focus", async () => {
    const page = await read("pages", {}, "/page/table");
    await until("the table to be reachable", () => inside(session, page, (root) => {
      const box = /** @type {HTMLElement | null} */ (root.querySelector(".scroller[tabindex]"));
      box?.focus();
      return box !== null;
    }));
    await page.keyboard.press("ArrowRight");
    await until("the table to scroll", () => inside(session, page, (root) => /** @type {Element} */ (root.querySelector(".scroller")).scrollLeft > 0));
    await page.close();
  });

  test("pages turn by the wheel, one a gesture", async () => {
    const page = await read("pages");
    const at = () => inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return dialog.scrollLeft / dialog.clientWidth;
    });
    // One gesture of a touch pad is many small steps, which get smaller.
    const gesture = (/** @type {number} */ by) => inside(session, page, (root, step) => {
      const article = root.querySelector("article");
      for (let n = 1; n <= 30; n += 1) article?.dispatchEvent(new WheelEvent("wheel", { deltaY: step / n, bubbles: true, cancelable: true }));
      return performance.now();
    }, by);
    await page.mouse.move(640, 450);
    await page.mouse.wheel({ deltaY: 120 });
    await until("the second page", async () => (await at()) === 1);
    await gesture(-40);
    assert.equal(await at(), 0);
    const last = await gesture(40);
    assert.equal(await at(), 1);
    await until("the wheel to rest", () => inside(session, page, (_, then) => performance.now() - then > 300, last));
    await gesture(40);
    assert.equal(await at(), 2);
    await page.close();
  });

  test("the place stays whatever changes the look or the window", async () => {
    const page = await read("column");
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    // Not the beginning of a block, and no two alike: a heading tells its part, a paragraph its words.
    const going = await inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      const heading = Array.from(root.querySelectorAll(".body h2")).find((it) => it.textContent === "Part 7");
      const third = heading?.nextElementSibling?.nextElementSibling?.nextElementSibling;
      const box = /** @type {Element} */ (third).getBoundingClientRect();
      dialog.scrollTo({ top: dialog.scrollTop + box.top + box.height / 2 - dialog.clientHeight * 0.2, behavior: "instant" });
      return true;
    });
    assert.ok(going);
    // The third paragraph of part 7 is on the line, in pages on the page.
    const stays = (/** @type {string} */ what) =>
      until(`the place to stay with ${what}`, () => inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const heading = Array.from(root.querySelectorAll(".body h2")).find((it) => it.textContent === "Part 7");
        const third = /** @type {Element} */ (heading?.nextElementSibling?.nextElementSibling?.nextElementSibling);
        if (dialog.classList.contains("paged")) return Array.from(third.getClientRects()).some(({ left }) => 0 <= left && left < dialog.clientWidth);
        const { top, bottom } = third.getBoundingClientRect();
        const line = dialog.clientHeight * 0.2;
        return top <= line && line <= bottom;
      }));
    await stays("nothing");
    const fontSize = () => inside(session, page, (root) => getComputedStyle(/** @type {Element} */ (root.querySelector("dialog"))).fontSize);
    for (const [key, wanted] of [["+", "22px"], ["0", "20px"], ["-", "18px"]]) {
      await page.keyboard.press(/** @type {any} */ (key));
      await until(`text of ${wanted}`, async () => (await fontSize()) === wanted);
      await stays(`text of ${wanted}`);
    }
    const paged = (/** @type {boolean} */ is) => () => inside(session, page, (root, it) => root.querySelector("dialog")?.classList.contains("paged") === it, is);
    await choose(page, "dyslexic");
    await until("the font", () => page.evaluate(() => Array.from(document.fonts).some(({ family, status }) => family.includes("Dyslexic") && status === "loaded")));
    await stays("another font");
    await choose(page, "pages");
    await until("pages", paged(true));
    await stays("pages");
    await page.keyboard.press("Escape");
    await page.setViewport({ width: 600, height: 800 });
    await until("a column", paged(false));
    await stays("a narrow window");
    await page.setViewport({ width: 1440, height: 700 });
    await until("pages", paged(true));
    await stays("a wide window");
    await page.close();
  });
});
