// Usable by everybody: axe finds nothing in any theme and with anything open; the whole works by keyboard, the
// focus goes where it should and comes back; narrow screens, large text, few colours, little motion.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { faults } from "./axe.mjs";
import { DEK } from "./pages.mjs";
import { BROWSER, closed, forgetStored, inside, opened, pageState, see, stands, surrounded, until } from "./reader.mjs";
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

const THEMES = ["light", "dark", "sepia", "contrast", "custom"];

/** A way to each thing that opens, and what must stand there then. */
const OPEN = /** @type {const} */ ([
  [",", ".panel.settings"],
  ["o", ".panel.outline"],
  ["s", ".panel.save"],
  ["?", ".panel.help"],
  ["a", ".listen"],
  ["r", ".removed[open] section, .removed[open] .furniture"],
]);

describe(`accessibility in ${BROWSER}`, () => {
  for (const theme of THEMES) {
    test(`the line below the headline is quiet, larger than the text, and axe finds nothing in the theme ${theme}`, async () => {
      const page = await read("/page/dek", { theme });
      const seen = await inside(session, page, (root) => {
        const size = (/** @type {string} */ selector) => parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector(selector))).fontSize);
        const order = Array.from(root.querySelectorAll("article header > *"), ({ localName, className }) => `${localName}.${className}`);
        return { order, dek: root.querySelector(".dek")?.textContent, isLarger: size(".body p") < size(".dek") && size(".dek") < size("h1"), inBody: root.querySelector(".body")?.textContent };
      });
      assert.deepEqual(seen.order, ["p.site", "h1.", "p.dek", "p.facts"]);
      assert.equal(seen.dek, DEK);
      assert.ok(seen.isLarger && !seen.inBody?.includes(DEK), JSON.stringify(seen));
      assert.deepEqual(await faults(session, page), []);
      await page.close();
    });
  }

  for (const theme of THEMES) {
    test(`axe finds nothing in the theme ${theme}, whatever is open`, async () => {
      const page = await read("/page/everything", { theme });
      assert.deepEqual(await faults(session, page), []);
      for (const [key, selector] of OPEN) {
        await page.keyboard.press(key);
        await until(selector, () => inside(session, page, (root, it) => root.querySelector(it) !== null, selector));
        assert.deepEqual(await faults(session, page), [], selector);
        if (key !== "r") await page.keyboard.press("Escape");
        else await page.keyboard.press("r");
        await until("it to close", () => inside(session, page, (root) => root.querySelector(".panel, .listen, .removed[open]") === null));
      }
      await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".body sup a")).click());
      await until("the note", () => inside(session, page, (root) => root.querySelector(".panel.note") !== null));
      assert.deepEqual(await faults(session, page), [], "a note");
      await page.keyboard.press("Escape");
      await until("the pictures", () => inside(session, page, (root) => {
        root.querySelector(".body img")?.scrollIntoView();
        return root.querySelector(".picture .enlarge") !== null;
      }));
      await page.keyboard.press("i");
      await until("the picture", () => inside(session, page, (root) => root.querySelector(".lightbox[open]") !== null));
      assert.deepEqual(await faults(session, page), [], "a picture");
      await page.close();
    });
  }

  for (const [what, path, settings] of /** @type {const} */ ([
    ["pages", "/page/everything", { layout: "pages" }],
    ["pages from right to left", "/page/rtl", { layout: "pages" }],
    ["lines that run down", "/page/japanese-vertical", {}],
    ["pages of lines that run down", "/page/japanese-vertical", { layout: "pages" }],
  ])) {
    test(`axe finds nothing in ${what} in any theme, nor with a panel open`, async () => {
      const page = await read(path, { ...settings, focusLines: 1 });
      for (const theme of THEMES) {
        const extension = await session.extension();
        await extension.evaluate((it) => chrome.storage.sync.set({ theme: it }), theme);
        await until(theme, () => inside(session, page, (root, it) => root.querySelector("dialog")?.dataset["theme"] === it, theme));
        await page.bringToFront();
        assert.deepEqual(await faults(session, page), [], theme);
      }
      for (const [key, selector] of OPEN.slice(0, 2)) {
        await page.keyboard.press(key);
        const isOpen = () => inside(session, page, (root, it) => root.querySelector(it) !== null || root.querySelector(".chip") !== null, selector);
        await until(selector, isOpen);
        assert.deepEqual(await faults(session, page), [], selector);
        if (!(await inside(session, page, (root) => root.querySelector(".panel") !== null))) continue; // no outline of a text without headings
        await page.keyboard.press("Escape");
        await until("it to close", () => inside(session, page, (root) => root.querySelector(".panel") === null));
      }
      await page.close();
    });
  }

  for (const path of ["/page/everything", "/page/long-code", "/page/japanese-vertical"]) {
    test(`the page ${path} zoomed to 400% scrolls one way alone`, async () => {
      const page = await read(path);
      await page.setViewport({ width: 320, height: 256 });
      const scrolls = await until("the narrow view", () => inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        return innerWidth === 320 && [dialog.scrollWidth > dialog.clientWidth, dialog.scrollHeight > dialog.clientHeight];
      }));
      assert.deepEqual(scrolls, path.includes("vertical") ? [true, false] : [false, true]);
      await page.close();
    });
  }

  test("where the page leaves out levels of headings, the view leaves out none", async () => {
    const page = await read("/page/levels");
    const levels = await inside(session, page, (root) => Array.from(root.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)"), (it) => it.localName).join(" "));
    assert.equal(levels, "h1 h2 h2 h3 h3 h3");
    assert.deepEqual(await faults(session, page), []);
    await page.close();
  });

  test("right to left and narrow, axe finds nothing either", async () => {
    const page = await session.newPage(pages.url("/page/rtl"));
    await page.setViewport({ width: 360, height: 640 });
    await session.toggle(page);
    await opened(page);
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    assert.deepEqual(await faults(session, page), []);
    await page.close();
  });

  test("Tab goes through the buttons, the panel and the article in this order, and never into the page", async () => {
    const page = await read("/page/everything");
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.activeElement?.matches(".panel") ?? false));
    /** @type {string[]} */
    const stops = [];
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press("Tab");
      const { place, ring } = await inside(session, page, (root) => {
        const at = root.activeElement;
        if (!at) return { place: "page", ring: "" };
        // A choice shows its ring on the label around it.
        const shown = at.matches(".options input") ? /** @type {Element} */ (at.parentElement) : at;
        const around = at.closest(".panel, .toolbar, article");
        return { place: around?.matches(".panel") ? "panel" : around?.className || around?.localName, ring: getComputedStyle(shown).outlineStyle };
      });
      if (place !== stops.at(-1)) stops.push(place);
      assert.notEqual(ring, "none", place);
    }
    assert.deepEqual(stops.slice(0, 2), ["panel", "article"]);
    assert.ok(!stops.includes("toolbar") || stops.indexOf("toolbar") > 1, stops.join());
    await page.close();
  });

  test("every control of the panel works by keyboard", async () => {
    const page = await read("/page/plain");
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.activeElement?.matches(".panel") ?? false));
    await page.keyboard.press("Tab"); // its close button
    await page.keyboard.press("Tab"); // the themes
    await page.keyboard.press("ArrowRight");
    await until("the next theme", () => inside(session, page, (root) => root.querySelector("dialog")?.dataset["theme"] === "light"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await until("the next font", () => inside(session, page, (root) => root.querySelector("dialog")?.dataset["font"] === "sans"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await until("larger text", () => inside(session, page, (root) => root.querySelector("dialog")?.style.getPropertyValue("--lede-scale") === "1.1"));
    assert.equal(await inside(session, page, (root) => root.activeElement?.getAttribute("aria-valuetext")), "110%");
    await page.close();
  });

  test("at 360 px, with text twice as large, nothing is cut off or scrolls sideways", async () => {
    const page = await read("/page/everything", { textScale: 200 });
    await page.setViewport({ width: 360, height: 640 });
    for (const [key, selector] of OPEN.slice(0, 5)) {
      await page.keyboard.press(key);
      await until(selector, () => inside(session, page, (root, it) => root.querySelector(it) !== null, selector));
      const beyond = await inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const isInScroller = (/** @type {Element} */ element) => element.parentElement?.closest(".scroller, pre, .options") !== null;
        const wide = Array.from(root.querySelectorAll("dialog *"), (it) => it).filter((element) => element.checkVisibility() && !isInScroller(element) && !element.matches(".band, .unseen, option") && (element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1));
        return [dialog.scrollWidth > dialog.clientWidth, ...wide.map((it) => it.outerHTML.slice(0, 80))];
      });
      assert.deepEqual(beyond, [false], selector);
      await page.keyboard.press("Escape");
      await until("it to close", () => inside(session, page, (root) => root.querySelector(".panel, .listen") === null));
    }
    await page.close();
  });

  test("at 360 px, with text twice as large, the headline breaks within no word that fits on a line", async () => {
    const page = await read("/page/plain", { textScale: 200 });
    await page.setViewport({ width: 360, height: 640 });
    const found = await inside(session, page, (root) => {
      const headline = /** @type {HTMLElement} */ (root.querySelector("h1"));
      const { hyphens, fontSize } = getComputedStyle(headline);
      headline.style.cssText = "hyphens: none; overflow-wrap: normal";
      return [hyphens, Math.round(parseFloat(fontSize)), headline.scrollWidth <= headline.clientWidth];
    });
    assert.deepEqual(found, ["auto", 40, true]);
    await page.close();
  });

  test("what stands around the text grows with the browser's own size, and not with the text's", async (context) => {
    const page = await read("/page/everything", { textScale: 200 });
    const sizes = () => inside(session, page, (root) => [".toolbar", ".settings", ".settings legend"].map((it) => Math.round(parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector(it))).fontSize))).join());
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    assert.equal(await sizes(), "16,15,13");
    if (BROWSER === "chromium") {
      await (await page.createCDPSession()).send("Page.setFontSizes", { fontSizes: { standard: 24 } });
      await until("larger words", async () => (await sizes()) === "24,23,20");
    } else context.diagnostic("only Chromium's driver can change the browser's own size");
    await page.close();
  });

  for (const [pointer, least] of /** @type {const} */ ([["mouse", 24], ["finger", 44]])) {
    test(`targets are large enough for a ${pointer}`, async (context) => {
      const page = pointer === "finger" ? await telephone() : await session.newPage();
      if (!page) {
        context.skip("only Chromium's driver can be a telephone");
        return;
      }
      await page.goto(pages.url("/page/everything"));
      await session.toggle(page);
      await opened(page);
      for (const [key, selector] of OPEN) {
        await page.keyboard.press(key);
        await until(selector, () => inside(session, page, (root, it) => root.querySelector(it) !== null, selector));
        const small = await inside(
          session,
          page,
          (root, size) => {
            const targets = root.querySelectorAll("button, select, summary, .options label, .toggle, .colour, .slider input, .text input");
            const boxes = Array.from(targets, (it) => ({ it, box: it.getBoundingClientRect() })).filter(({ it }) => it.checkVisibility());
            return boxes.filter(({ box }) => box.width < size || box.height < size).map(({ it, box }) => `${box.width} × ${box.height} ${it.outerHTML.slice(0, 60)}`);
          },
          least,
        );
        assert.deepEqual(small, [], selector);
        await page.keyboard.press(key === "r" ? "r" : "Escape");
      }
      const missed = await inside(session, page, (root, size) => {
        if (size < 44) return []; // links in a text are as high as it is, for a mouse
        return [".site a", ".body sup a"].filter((selector) => {
          const link = /** @type {Element} */ (root.querySelector(selector));
          link.scrollIntoView({ block: "center" });
          const { left, right, top, bottom } = link.getBoundingClientRect();
          const heights = [-21, 21].map((by) => root.elementFromPoint((left + right) / 2, (top + bottom) / 2 + by));
          return heights.some((it) => it !== link);
        });
      }, least);
      assert.deepEqual(missed, []);
      await page.close();
    });
  }

  for (const name of ["phone-wide", "phone-vertical", "phone-placed", "table", "plain"]) {
    test(`on a telephone the view is as wide as the screen over the page ${name}, which comes back as it was`, async (context) => {
      const page = await telephone();
      if (!page) {
        context.skip("only Chromium's driver can be a telephone");
        return;
      }
      await page.goto(pages.url(`/page/${name}`));
      await page.evaluate(() => scrollTo({ top: 200 }));
      await until("the page to stand still", async () => sameTwice(() => widths(page)));
      const was = [await widths(page), await pageState(page)];
      await session.toggle(page);
      await opened(page);
      await until("the view to fit", async () => {
        const boxes = await inside(session, page, (root) => ["dialog", ".toolbar"].map((it) => {
          const { left, top, width } = /** @type {Element} */ (root.querySelector(it)).getBoundingClientRect();
          return [left, top, width].join();
        }));
        return boxes.every((/** @type {string} */ box) => box === "0,0,360") && (await widths(page)) === "360 740 360 1";
      });
      assert.ok((await see(session, page)).onTop);
      await session.toggle(page);
      await closed(page);
      await until("the page's own width", async () => (await widths(page)) === was[0]);
      assert.deepEqual([await widths(page), await pageState(page)], was);
      await page.close();
    });
  }

  for (const name of ["no-article", "phone-no-article"]) {
    test(`on a telephone a notice is in sight and of a readable size over the page ${name}`, async (context) => {
      const page = await telephone();
      if (!page) {
        context.skip("only Chromium's driver can be a telephone");
        return;
      }
      await page.goto(pages.url(`/page/${name}`));
      await session.toggle(page);
      // One of progress may come first, and the words come a moment after the box.
      const seen = await until("the notice", async () => (await stands(page, "lede-notice")) && inside(session, page, (root) => {
        const { scale, offsetLeft, width: whole } = /** @type {VisualViewport} */ (visualViewport);
        const box = root.querySelector("[popover]:not(.progress):has(p)")?.getBoundingClientRect();
        return box && { width: box.width * scale, isInSight: offsetLeft <= box.left && box.right <= offsetLeft + whole };
      }, null, "lede-notice"));
      assert.ok(200 < seen.width && seen.width <= 360 && seen.isInSight, JSON.stringify(seen));
      await page.close();
    });
  }

  test("in high contrast code is told from text by a line, and a quotation is as dark as the text", async () => {
    const page = await read("/page/everything", { theme: "contrast" });
    const found = await inside(session, page, (root) => {
      const style = (/** @type {string} */ it) => getComputedStyle(/** @type {Element} */ (root.querySelector(it)));
      return [".code", "kbd", "p > code"].map((it) => style(it).outlineStyle).concat(String(style(".body blockquote").color === style("dialog").color));
    });
    assert.deepEqual(found, ["solid", "solid", "solid", "true"]);
    await page.close();
  });
});

/** A page on a telephone; null where the driver can't make one. */
async function telephone() {
  const page = await session.newPage();
  await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true }).catch(() => undefined);
  if (await page.evaluate(() => matchMedia("(pointer: coarse)").matches)) return page;
  await page.close();
  return null;
}

/**
 * How the browser lays the page out, and how far it's zoomed.
 *
 * @param {Page} page
 */
function widths(page) {
  return page.evaluate(() => [innerWidth, innerHeight, document.documentElement.clientWidth, visualViewport?.scale].join(" "));
}

/** @param {() => Promise<string>} look */
async function sameTwice(look) {
  const first = await look();
  return first === (await look());
}
