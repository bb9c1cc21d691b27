// Axe finds nothing where one seldom looks: the pop-up at the button, notices, colours that the system forces, its dark wish, an
// interface from right to left.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import { faults, faultsOf } from "./axe.mjs";
import { open } from "../../xtask/browser/driver.mjs";
import { BROWSER, EXTENSION, forgetStored, inside, openBrowser, speaking, stands, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

beforeEach(() => forgetStored(session));

/** Every reason that refuse.js knows. */
const REASONS = ["browser", "store", "pdf", "file", "moved", "denied", "other"];

/** What opens in the view, by its key. */
const OPEN = /** @type {const} */ ([
  [",", ".panel.settings"],
  ["s", ".panel.save"],
  ["?", ".panel.help"],
  ["r", ".removed[open] section"],
]);

/**
 * @param {import("../../xtask/browser/driver.mjs").Session} browser
 * @param {import("puppeteer-core").Page} page
 */
async function everyFault(browser, page) {
  const found = await faults(browser, page);
  for (const [key, selector] of OPEN) {
    await page.keyboard.press(key);
    await until(selector, () => inside(browser, page, (root, it) => root.querySelector(it) !== null, selector));
    found.push(...(await faults(browser, page)));
    await page.keyboard.press(key === "r" ? "r" : "Escape");
    await until("it to close", () => inside(browser, page, (root) => root.querySelector(".panel, .removed[open]") === null));
  }
  return found;
}

describe(`axe in ${BROWSER}`, () => {
  test("the pop-up that says why a page can't be read", async () => {
    for (const reason of REASONS) {
      const page = await session.extension(`/extension/refused/refused.html?reason=${reason}&tab=1`);
      await until("the words", () => page.evaluate(() => document.querySelector("#reason")?.textContent));
      assert.deepEqual(await faultsOf(page), [], reason);
      await page.close();
    }
  });

  test("a notice", async () => {
    const page = await session.newPage(pages.url("/page/no-article"));
    await session.toggle(page);
    const words = () => inside(session, page, (root) => root.querySelector(".message [role=status] p + p") !== null, null, "lede-notice");
    await until("the words", async () => (await stands(page, "lede-notice")) && words());
    assert.deepEqual(await faults(session, page, "lede-notice"), []);
    await page.close();
  });

  /** Chromium is told while it runs, Firefox when it starts. */
  for (const [what, name, value, prefs] of /** @type {const} */ ([
    ["the theme that follows the system, dark", "prefers-color-scheme", "dark", { "layout.css.prefers-color-scheme.content-override": 0 }],
    ["colours that the system forces", "forced-colors", "active", { "browser.display.document_color_use": 2 }],
  ])) {
    test(what, async () => {
      const browser = BROWSER === "firefox" ? await open({ browser: BROWSER, extension: EXTENSION, prefs }) : session;
      try {
        await browser.extension();
        const page = await browser.newPage(pages.url("/page/everything"));
        if (BROWSER === "chromium") await (await page.createCDPSession()).send("Emulation.setEmulatedMedia", { features: [{ name, value }] });
        assert.ok(await page.evaluate((query) => matchMedia(query).matches, `(${name}: ${value})`));
        await browser.toggle(page);
        await surrounded(browser, page);
        assert.deepEqual(await everyFault(browser, page), []);
        await page.close();
      } finally {
        if (browser !== session) await browser.close();
      }
    });
  }

  test("an interface from right to left", async () => {
    const copy = speaking("ar");
    const speaker = await openBrowser(copy);
    try {
      await speaker.extension();
      for (const path of ["/page/everything", "/page/rtl"]) {
        const page = await speaker.newPage(pages.url(path));
        await speaker.toggle(page);
        await surrounded(speaker, page);
        assert.equal(await inside(speaker, page, (root) => root.querySelector(".toolbar")?.getAttribute("dir")), "rtl");
        assert.deepEqual(path === "/page/rtl" ? await faults(speaker, page) : await everyFault(speaker, page), [], path);
        await page.close();
      }
      const page = await speaker.extension("/extension/refused/refused.html?reason=pdf&tab=1");
      await until("the words", () => page.evaluate(() => document.querySelector("#reason")?.textContent));
      assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
      assert.deepEqual(await faultsOf(page), []);
    } finally {
      await speaker.close();
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
