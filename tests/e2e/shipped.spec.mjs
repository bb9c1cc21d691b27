// What a store gets, in place of this tree: no file that the extension asks for is missing. `cargo xtask test` lays it
// out and names the folder in LEDE_SHIPPED.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { HEADLINE, servePages } from "./pages.mjs";
import { BROWSER, inside, openBrowser, see, surrounded, until } from "./reader.mjs";

const FOLDER = process.env["LEDE_SHIPPED"] ?? "";

/** A key for each part that comes when it's asked for, and what stands there then. */
const PARTS = /** @type {const} */ ([
  [",", ".panel.settings"],
  ["o", ".panel.outline"],
  ["s", ".panel.save"],
  ["?", ".panel.help"],
  ["f", ".band"],
  ["a", ".listen"],
]);

describe(`what is shipped, in ${BROWSER}`, { skip: !FOLDER && "LEDE_SHIPPED names no folder" }, () => {
  /** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
  /** @type {Awaited<ReturnType<typeof openBrowser>>} */ let session;
  before(async () => {
    pages = await servePages();
    session = await openBrowser(FOLDER);
  });
  after(async () => {
    await session?.close();
    await pages?.close();
  });

  test("an article, and every part of the view", async () => {
    assert.ok(!existsSync(join(FOLDER, "extension/view/reader.js")), "this is the tree, not what is shipped");
    const extension = await session.extension();
    await extension.evaluate(() => chrome.storage.sync.set({ font: "legible" }));
    const page = await session.newPage(pages.url("/page/everything"));
    await session.toggle(page);
    assert.equal((await see(session, page)).headline, HEADLINE);
    await surrounded(session, page);
    await until("a font of ours", () => session.content(page, () => Array.from(document.fonts).some(({ status }) => status === "loaded")));
    for (const [key, selector] of PARTS) {
      await page.keyboard.press(key);
      await until(selector, () => inside(session, page, (root, it) => root.querySelector(it) !== null, selector));
    }
    await page.close();
  });
});
