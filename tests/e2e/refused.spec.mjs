// Where no script may enter, or what is open is no page: the button says so and why, in a pop-up or, where the
// browser opens none unasked, behind a badge. No store is asked for anything.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BROWSER, button, opened, stands, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** Of the store that this browser guards. */
const STORE = BROWSER === "firefox" ? "https://addons.mozilla.org/firefox/addon/lede/" : "https://chromewebstore.google.com/detail/lede";
/** Of Firefox's the protocol opens just this. */
const OWN_PAGES = BROWSER === "firefox" ? ["view-source:about:blank"] : ["chrome://version", "chrome://settings"];

const TITLE = "Lede can’t read this page.";
const WHY = {
  browser: "It belongs to the browser, which keeps extensions out of its own pages.",
  store: "Browsers keep extensions out of the stores where extensions are sold.",
  pdf: "It is a PDF or another file, not a web page. Lede reads web pages.",
};

describe(`refused in ${BROWSER}`, () => {
  for (const url of OWN_PAGES) {
    test(`${url}, a page of the browser's own`, async () => {
      const page = await session.newPage();
      await page.goto(url);
      await session.toggle(page);
      await refused("browser");
      await page.close();
    });
  }

  test("a store of extensions", async () => {
    const page = await session.newPage();
    if (BROWSER === "firefox") {
      await page.setRequestInterception(true);
      page.on("request", (request) => void request.respond({ contentType: "text/html", body: "<title>Lede</title><p>An extension." }));
      await page.goto(STORE);
    } else {
      // An answer in its store's stead makes Chromium crash: it gets none, and the address says where this is.
      await page.setOfflineMode(true);
      await assert.rejects(page.goto(STORE), /ERR_INTERNET_DISCONNECTED/);
      // Its page of the error comes a moment later, and would take the button's words away.
      await until("the page that stands there instead", () => page.evaluate(() => location.protocol === "chrome-error:" && document.readyState === "complete"));
    }
    await session.toggle(page);
    await refused("store");
    assert.ok(!(await stands(page)) && !(await stands(page, "lede-notice")));
    await page.close();
  });

  test("a PDF", async () => {
    const page = await session.newPage();
    await page.goto(pages.url("/page/report.pdf"));
    await session.toggle(page);
    await refused("pdf");
    await page.close();
  });

  test("a drawing; and the next page in the same tab is read", async () => {
    const page = await session.newPage(pages.url("/page/svg"));
    await session.toggle(page);
    await refused("pdf");
    await page.goto(pages.url("/page/plain"));
    await session.toggle(page);
    await opened(page);
    await page.close();
  });
});

/**
 * The title of the button says it, and so does the page that the button shows.
 *
 * @param {"browser" | "store" | "pdf"} reason
 */
async function refused(reason) {
  const words = `${TITLE} ${WHY[reason]}`;
  const { badge } = await until(`the button to say ${words}`, async () => {
    const is = await button(session);
    assert.equal(is.title, words);
    return is.popups === 1 || is.badge === "!" ? is : null;
  });
  const shown = await (badge === "!" ? behindTheBadge() : until("the pop-up's words", popup));
  assert.deepEqual(shown, [TITLE, WHY[reason]]);
}

/** What stands in the pop-up, which then goes as at a click elsewhere: Firefox takes the next press of the button to mean just this. */
async function popup() {
  const extension = await session.extension();
  return extension.evaluate(() => {
    const [view] = chrome.extension.getViews({ type: "popup" });
    const lines = Array.from(view?.document.querySelectorAll("[role=alert] > *") ?? [], ({ textContent }) => textContent);
    if (!lines.every(Boolean) || lines.length === 0) return null;
    view?.close();
    return lines;
  });
}

/** What the next press would show; once it was shown, the button is as before. */
async function behindTheBadge() {
  const extension = await session.extension();
  const address = await extension.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return chrome.action.getPopup({ tabId: /** @type {number} */ (tab?.id) });
  });
  return extension.evaluate(async (src) => {
    const frame = Object.assign(document.createElement("iframe"), { src });
    document.documentElement.append(frame);
    const lines = () => Array.from(frame.contentDocument?.querySelectorAll("[role=alert] > *") ?? [], ({ textContent }) => textContent);
    while (lines().length === 0 || !lines().every(Boolean)) await new Promise((next) => { requestAnimationFrame(next); });
    const said = lines();
    frame.remove();
    return said;
  }, address);
}
