// All the text of a page: where no article is found, and where the wrong one was.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, closed, forgetStored, inside, opened, pageState, see, stands, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/** @param {Page} page @returns {Promise<{ label: string, x: number, y: number, focused: boolean } | null>} */
async function offer(page) {
  if (!(await stands(page, "lede-notice"))) return null;
  return inside(session, page, (root) => {
    const button = root.querySelector(".offer");
    if (!root.querySelector("[role]")?.textContent) return null;
    if (!button) return { label: "", x: 0, y: 0, focused: false };
    const { left, top, width, height } = button.getBoundingClientRect();
    return { label: button.textContent, x: left + width / 2, y: top + height / 2, focused: root.activeElement === button };
  }, null, "lede-notice");
}

describe(`all the text of a page in ${BROWSER}`, () => {
  test("where no article is found, a press shows what there is to read, and closing leaves the page as it was", async () => {
    const page = await session.newPage(pages.url("/page/hours"));
    const was = await pageState(page);
    await session.toggle(page);
    const { label, x, y } = await until("the offer", () => offer(page));
    assert.equal(label, "Show the page’s text anyway");
    await page.mouse.click(x, y);
    await surrounded(session, page);
    const { headline, text } = await see(session, page);
    assert.equal(headline, "Opening hours");
    assert.match(text, /News.*Eight to six\./s);
    assert.doesNotMatch(text, /Nobody|Nor this/);
    assert.ok(!(await stands(page, "lede-notice")));
    const acts = await inside(session, page, async (root) => {
      const list = /** @type {HTMLDetailsElement} */ (root.querySelector(".removed"));
      list.open = true;
      await new Promise((resolve) => void list.addEventListener("toggle", resolve, { once: true }));
      return Array.from(list.querySelectorAll(".offers button"), (it) => it.textContent);
    });
    assert.deepEqual(acts, ["Take something out"], "there is no more to show");
    await page.keyboard.press("Escape");
    await closed(page);
    assert.deepEqual(await pageState(page), was);
    assert.deepEqual(await stored(session, "local"), {}, "no place in another text");
    await page.close();
  });

  test("by keyboard: Tab comes to it first, unless the page has the focus", async () => {
    const page = await session.newPage(pages.url("/page/hours"));
    await page.bringToFront();
    await session.toggle(page);
    await until("the offer", () => offer(page));
    await page.keyboard.press("Tab");
    await until("it to have the focus", async () => (await offer(page))?.focused);
    await page.keyboard.press("Enter");
    await opened(page);
    assert.match((await see(session, page)).text, /Eight to six/);
    await page.keyboard.press("Escape");
    await closed(page);

    await page.focus("input");
    await session.toggle(page);
    await until("the offer", () => offer(page));
    await page.focus("input");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.localName), "button");
    await page.close();
  });

  test("where there is nothing to read, nothing is offered", async () => {
    const page = await session.newPage(pages.url("/page/desk"));
    await session.toggle(page);
    assert.equal((await until("the notice", () => offer(page))).label, "");
    await page.close();
  });

  test("from an article to all of its page, and by another press of the button back to the page", async () => {
    const page = await session.newPage(pages.url("/page/newsletter"));
    await session.toggle(page);
    await surrounded(session, page);
    assert.doesNotMatch((await see(session, page)).text, /every morning in your inbox|Contact/);
    await inside(session, page, async (root) => {
      const list = /** @type {HTMLDetailsElement} */ (root.querySelector(".removed"));
      list.open = true;
      await new Promise((resolve) => void list.addEventListener("toggle", resolve, { once: true }));
      const all = Array.from(list.querySelectorAll("button")).find(({ textContent }) => textContent === "Show everything");
      /** @type {HTMLElement} */ (all).click();
    });
    await until("all of it", async () => (await stands(page)) && /every morning in your inbox.*Contact/s.test((await see(session, page)).text));
    await surrounded(session, page);
    assert.equal((await see(session, page)).headline, HEADLINE);
    assert.equal(await page.evaluate(() => document.querySelectorAll("lede-reader").length), 1);
    assert.equal(await inside(session, page, (root) => root.querySelector(".removed > summary")?.textContent), "Lede removed 0 things");
    await session.toggle(page);
    await closed(page);
    await page.close();
  });
});
