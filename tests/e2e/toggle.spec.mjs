// Opening and closing: by button, shortcut and menu; and that the page is afterwards as it was before.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIRST_WORDS, HEADLINE, LAST_WORDS } from "./pages.mjs";
import { BROWSER, button, closed, forgetStored, inside, opened, pageState, see, stands, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

describe(`toggle in ${BROWSER}`, () => {
  test("the button opens the article and brings the page back exactly", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await page.setViewport({ width: 600, height: 300 });
    await page.evaluate(() => scrollTo(0, 321));
    const was = await pageState(page);
    assert.equal(was.scroll[1], 321);

    await session.toggle(page);
    const seen = await see(session, page);
    assert.equal(seen.headline, HEADLINE);
    assert.match(seen.text, new RegExp(FIRST_WORDS));
    assert.match(seen.text, new RegExp(LAST_WORDS));
    assert.doesNotMatch(seen.text, /Quay Street|About us/);
    assert.equal(seen.focused, "dialog");
    assert.ok(seen.onTop);
    assert.equal(await page.title(), was.title);
    const shown = await button(session);
    assert.match(shown.title, /Close/);

    await session.toggle(page);
    await closed(page);
    assert.deepEqual(await pageState(page), was);
    await until("the button to say what it does", async () => !/Close/.test((await button(session)).title));
    await page.close();
  });

  test("the shortcut opens and closes it", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await grant(page);
    await session.command(page, "toggle-reader");
    await opened(page);
    await session.command(page, "toggle-reader");
    await closed(page);
    await page.close();
  });

  test("the menu entry opens and closes it", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await grant(page);
    await session.menu(page, "toggle-reader");
    await opened(page);
    await session.menu(page, "toggle-reader");
    await closed(page);
    await page.close();
  });

  test("Escape closes it, and so does its button, wherever page and view have been scrolled to", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await page.setViewport({ width: 600, height: 300 });
    await page.evaluate(() => scrollTo(0, 321));
    const was = await pageState(page);
    assert.equal(was.scroll[1], 321);
    await session.toggle(page);
    await opened(page);
    await scrolled(page);
    await page.keyboard.press("Escape");
    await closed(page);
    assert.deepEqual(await pageState(page), was);

    await session.toggle(page);
    await opened(page);
    await scrolled(page);
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".toolbar button:last-child")).click());
    await closed(page);
    assert.deepEqual(await pageState(page), was);
    await page.close();
  });

  test("pressed twice in haste, it mounts once", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    const counting = page.evaluate(
      () =>
        new Promise((resolve) => {
          let mounts = 0;
          new MutationObserver((records) => {
            for (const { addedNodes } of records) for (const { nodeName } of addedNodes) mounts += Number(nodeName === "LEDE-READER");
          }).observe(document.body, { childList: true });
          addEventListener("counted", () => resolve(mounts), { once: true });
        }),
    );
    await session.toggle(page);
    await session.toggle(page);
    await until("the toggles to end", () => session.content(page, () => !globalThis.lede.state.opening));
    await page.evaluate(() => dispatchEvent(new Event("counted")));
    assert.ok(/** @type {number} */ (await counting) <= 1);
    await page.close();
  });

  test("a page that swallows every key still has a button that closes", async () => {
    const page = await session.newPage(pages.url("/page/swallows-keys"));
    await session.toggle(page);
    await opened(page);
    await page.keyboard.press("Escape");
    assert.ok(await stands(page));
    await session.toggle(page);
    await closed(page);
    await page.close();
  });

  test("the page's listeners below the window hear no key and no click", async () => {
    const page = await session.newPage(pages.url("/page/hears-keys"));
    const title = await page.title();
    await session.toggle(page);
    await opened(page);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("j");
    await until("the view to scroll", () => inside(session, page, (root) => root.querySelector("dialog")?.scrollTop));
    assert.equal(await page.title(), title);
    await page.close();
  });

  test("a page that forbids every press, every turn of the wheel and every move hears none and forbids none", async () => {
    const page = await session.newPage(pages.url("/page/hears-presses"));
    const was = page.url();
    await session.toggle(page);
    await surrounded(session, page);
    await page.evaluate(() => dispatchEvent(new Event("view-is-open")));
    const is = (/** @type {string} */ selector) => inside(session, page, (root, it) => root.querySelector(it) !== null, selector);
    const at = (/** @type {string} */ selector) => inside(session, page, (root, it) => {
      const { left, top, width, height } = /** @type {Element} */ (root.querySelector(it)).getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }, selector);
    const press = async (/** @type {string} */ selector) => page.mouse.click(.../** @type {[number, number]} */ (await at(selector)));

    await press(".body summary");
    await until("details to open", () => is(".body details[open]"));
    await press(".body sup a");
    await until("the note", () => is(".panel.note"));
    assert.equal(page.url(), was);
    await press(".panel .head button");
    await until("the note to close", async () => !(await is(".panel")));

    const [x, y] = await at(".body > p");
    await page.mouse.click(x, y, { count: 3 });
    await until("a paragraph to be selected", () => inside(session, page, (root) => {
      const { getSelection = () => window.getSelection() } = /** @type {any} */ (root);
      return getSelection.call(root)?.toString().startsWith("For the ninth time");
    }));
    await page.mouse.wheel({ deltaY: 300 });
    await until("the view to scroll", () => inside(session, page, (root) => root.querySelector("dialog")?.scrollTop));

    await press(".toolbar button[aria-expanded]:nth-last-of-type(2)");
    await until("the settings", () => is(".panel.settings"));
    await press('.panel [data-theme="sepia"]');
    await until("the theme", () => is('dialog[data-theme="sepia"]'));
    const size = () => inside(session, page, (root) => parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector(".body p"))).fontSize));
    const standard = await size();
    const [middle, height] = await at(".panel label.slider input");
    await page.mouse.move(middle, height);
    await page.mouse.down();
    await page.mouse.move(middle + 100, height, { steps: 4 });
    await page.mouse.up();
    await until("larger text", async () => standard < (await size()));
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    await page.mouse.click(100, 500); // beside it
    await until("the settings to close", async () => !(await is(".panel")));
    assert.equal(await page.evaluate(() => document.documentElement.dataset["heard"]), undefined);
    await press(".toolbar button:last-child");
    await closed(page);
    await forgetStored(session);
    await page.close();
  });

  test("a page's scripts press no keys of the view", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await session.toggle(page);
    await opened(page);
    const look = () => inside(session, page, (root) => getComputedStyle(/** @type {Element} */ (root.querySelector(".body p"))).fontSize);
    const was = await look();
    await page.evaluate(() => {
      for (const key of ["+", "t", "Escape"]) dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
    });
    assert.ok(await stands(page));
    assert.equal(await look(), was);
    await page.keyboard.press("+");
    await until("the reader's own key to count", async () => (await look()) !== was);
    await page.keyboard.press("-");
    await page.keyboard.press("Escape");
    await closed(page);
    await page.close();
  });

  test("a page that takes the view out gets it once more on the next press", async () => {
    const page = await session.newPage(pages.url("/page/removes-hosts"));
    await session.toggle(page);
    await opened(page);
    await page.evaluate(() => dispatchEvent(new Event("remove-now")));
    await closed(page);
    await session.toggle(page);
    await opened(page);
    await page.close();
  });

  test("text size is kept from one page to the next", async () => {
    const size = (/** @type {ShadowRoot} */ root) => parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector("dialog"))).fontSize);
    const page = await session.newPage(pages.url("/page/plain"));
    await session.toggle(page);
    await opened(page);
    const standard = await inside(session, page, size);
    await page.keyboard.press("+");
    const larger = await until("larger text", async () => {
      const now = await inside(session, page, size);
      return standard < now && now;
    });
    await page.goto(pages.url("/page/newsletter"));
    await session.toggle(page);
    await opened(page);
    assert.equal(await inside(session, page, size), larger);
    await page.keyboard.press("0");
    await until("standard text", async () => (await inside(session, page, size)) === standard);
    await page.close();
  });
});

/**
 * Reads on a little.
 *
 * @param {import("puppeteer-core").Page} page
 */
async function scrolled(page) {
  const place = () => inside(session, page, (root) => root.querySelector("dialog")?.scrollTop);
  const before = await place();
  await page.keyboard.press("PageDown");
  await until("the view to scroll", async () => before < (await place()));
}

/**
 * Chromium's debugging protocol reaches neither its shortcuts nor its menus: the driver dispatches their events,
 * and such an event, unlike the real thing, lets nobody into the page. One press of the button does.
 *
 * @param {import("puppeteer-core").Page} page
 */
async function grant(page) {
  if (BROWSER === "firefox") return;
  await session.toggle(page);
  await opened(page);
  await session.toggle(page);
  await closed(page);
}
