// A link's menu entry opens what it leads to in the reader view, in a new tab, on sites that the reader has let Lede into.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { HEADLINE, servePages } from "./pages.mjs";
import { BROWSER, button, EXTENSION, openBrowser, see, stands, until } from "./reader.mjs";
import { open } from "../../xtask/browser/driver.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

const COPY = mkdtempSync(join(tmpdir(), "lede-extension-"));

/** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
/** @type {Awaited<ReturnType<typeof openBrowser>>} */ let session;

before(async () => {
  pages = await servePages();
  session = await (BROWSER === "firefox" ? openAgreeing() : openBrowser(letIn()));
  await session.extension();
});
after(async () => {
  await session?.close();
  await pages?.close();
  rmSync(COPY, { recursive: true, force: true });
});

/** Firefox, whose reader says yes whenever she is asked. */
function openAgreeing() {
  return open({ browser: BROWSER, extension: EXTENSION, prefs: { "extensions.webextOptionalPermissionPrompts": false } });
}

/** No protocol answers Chromium's question, so there the extension has been let into one site before. */
function letIn() {
  for (const name of ["_locales", "extension"]) cpSync(join(EXTENSION, name), join(COPY, name), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(EXTENSION, "manifest.json"), "utf8"));
  writeFileSync(join(COPY, "manifest.json"), JSON.stringify({ ...manifest, host_permissions: ["http://127.0.0.1/*"] }));
  return COPY;
}

/**
 * Takes the menu entry of a link in the middle of a page.
 *
 * @param {string} href
 */
async function openLink(href) {
  const page = await session.newPage(pages.url("/page/link"));
  await page.evaluate((to) => document.querySelector("#middle")?.setAttribute("href", to), href);
  const known = new Set(await session.browser.pages());
  await session.menu(page, "read-link");
  return { page, opened: () => until("a new tab", async () => (await session.browser.pages()).find((it) => !known.has(it))) };
}

describe(`links in ${BROWSER}`, () => {
  test("what the link leads to opens in the reader view, in a tab of its own", async () => {
    const { page, opened } = await openLink("/page/plain");
    const tab = await opened();
    await tab.bringToFront();
    const seen = await see(session, tab);
    assert.equal(seen.headline, HEADLINE);
    assert.equal(new URL(tab.url()).pathname, "/page/plain");
    assert.ok(!(await stands(page)), "the page with the link stays as it is");
    await tab.close();
    await page.close();
  });

  test("where the link leads on to a site that Lede may not enter, it says what to do", { skip: BROWSER === "firefox" && "its host permissions here are for all names of the machine" }, async () => {
    const { page, opened } = await openLink("/moved");
    const tab = await opened();
    await tab.bringToFront();
    await until("the words", async () => /led on to another site\. Press Lede’s button/.test((await button(session)).title));
    assert.ok(!(await stands(tab)));
    await tab.close();
    await page.close();
  });

  test("without leave nothing opens", { skip: BROWSER === "firefox" && "there its reader agrees" }, async () => {
    const { page } = await openLink(pages.url("/page/plain").replace("127.0.0.1", "localhost"));
    await until("the words", async () => /may not open this link\. It leads to a site/.test((await button(session)).title));
    const nTabs = (await session.browser.pages()).length;
    // What would open would have by the time that another link has.
    const { page: second, opened } = await openLink("/page/plain");
    const tab = await opened();
    await see(session, tab);
    assert.equal((await session.browser.pages()).length, nTabs + 2);
    for (const it of [tab, second, page]) await it.close();
  });
});
