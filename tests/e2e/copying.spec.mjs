// Selecting and copying: what the article says, and not a word of ours; and code by its button.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, closed, forgetStored, inside, stands, until } from "./reader.mjs";
import { session } from "./setup.mjs";
import { click, read, textOf } from "./view.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/**
 * What the clipboard holds, pasted into the page; the view closes for it.
 *
 * @param {Page} page
 */
async function paste(page) {
  if (await stands(page)) await page.keyboard.press("Escape");
  await closed(page);
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    document.body.prepend(field);
    field.focus();
  });
  await page.keyboard.down("Control");
  await page.keyboard.press("v");
  await page.keyboard.up("Control");
  return until("the paste", () => page.evaluate(() => document.querySelector("textarea")?.value));
}

describe(`copying in ${BROWSER}`, () => {
  test("code is copied with its lines", async () => {
    const page = await read("/page/code");
    const corner = await inside(session, page, (root) => {
      const { left, top, width, height } = /** @type {Element} */ (root.querySelector(".code button")).getBoundingClientRect();
      root.querySelector(".code button")?.scrollIntoView({ block: "center" });
      return [left + width / 2, top + height / 2];
    });
    assert.ok(corner);
    const [x, y] = await inside(session, page, (root) => {
      const { left, top, width, height } = /** @type {Element} */ (root.querySelector(".code button")).getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    });
    await page.mouse.click(x, y);
    await until("the button to say so", () => inside(session, page, (root) => root.querySelector(".code button")?.getAttribute("aria-label") === "Copied"));
    await until("it to be said", async () => (await textOf(page, ".chips[role=status]")) === "Copied");
    assert.doesNotMatch(await textOf(page, ".body") ?? "", /Cop(y|ied)/);
    const pasted = await paste(page);
    assert.equal(pasted.trimEnd(), "def departs(tide):\n    return tide - 11");
    await page.close();
  });

  test("code that the browser doesn't let us copy: said in words", async () => {
    const page = await read("/page/code");
    await session.content(page, () => {
      document.execCommand = () => false;
      Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    });
    await click(page, ".code button");
    await until("the words", async () => /didn’t allow copying/.test((await textOf(page, ".chips[role=status]")) ?? ""));
    assert.equal(await inside(session, page, (root) => root.querySelector(".code button")?.getAttribute("aria-label")), "Copy");
    await page.close();
  });

  test("what is selected and copied is what the article says, whatever the page makes of copies", async () => {
    const page = await read("/page/rewrites-copies");
    const title = await page.title();
    const [x, y] = await inside(session, page, (root) => {
      const { left, top } = /** @type {Element} */ (root.querySelector(".body > p")).getBoundingClientRect();
      return [left + 60, top + 12];
    });
    await page.mouse.click(x, y, { count: 3 });
    await page.keyboard.down("Control");
    await page.keyboard.press("c");
    await page.keyboard.up("Control");
    await page.mouse.click(x, y, { button: "right" });
    assert.equal(await page.title(), title);
    assert.match(await paste(page), /^For the ninth time this autumn, .* complained about it\.\s*$/);
    await page.close();
  });

  test("all that is selected and copied is the article, without a word of ours", async () => {
    const page = await read("/page/everything");
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".removed summary")).click());
    await until("what surrounds the text", () => inside(session, page, (root) => root.querySelector(".code button") !== null && root.querySelector(".removed li") !== null));
    for (const key of ["a", "c"]) {
      await page.keyboard.down("Control");
      await page.keyboard.press(/** @type {any} */ (key));
      await page.keyboard.up("Control");
    }
    const copied = await paste(page) ?? "";
    assert.match(copied, new RegExp(`^127\\.0\\.0\\.1\\s+${HEADLINE}\\s+(By )?Ada Example\\s+For the ninth time this autumn`));
    assert.match(copied, /spring tide\.\s*$/);
    assert.ok(copied.includes("return tide - 11"));
    assert.doesNotMatch(copied, /min read|min left|Lede|Sign up|Copy|Play/);
    await page.close();
  });
});
