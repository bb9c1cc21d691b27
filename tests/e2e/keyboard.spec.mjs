// The keyboard alone: what has the focus is seen and never the page's, arrows go where the text goes, single characters
// can be switched off, the outline says where we are.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, forgetStored, inside, stands, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/**
 * @param {string} path
 * @param {Record<string, unknown>} [settings]
 * @param {{ width: number, height: number }} [size]
 */
async function read(path, settings = {}, size) {
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), settings);
  const page = await session.newPage(pages.url(path));
  if (size) await page.setViewport(size);
  await session.toggle(page);
  await surrounded(session, page);
  return page;
}

/** @param {Page} page */
const marked = (page) => inside(session, page, (root) => root.querySelector(".here")?.textContent?.slice(0, 11) ?? null);

/**
 * @param {Page} page
 * @param {string} key
 * @param {string} wanted
 */
async function goes(page, key, wanted) {
  await page.keyboard.press(/** @type {any} */ (key));
  await until(`${key} to go to ${wanted}`, async () => (await marked(page)) === wanted);
}

/** @param {Page} page */
const offset = (page) => inside(session, page, (root) => {
  const { scrollTop, scrollLeft } = /** @type {Element} */ (root.querySelector("dialog"));
  return Math.round(Math.abs(scrollTop) + Math.abs(scrollLeft));
});

/**
 * @param {Page} page
 * @param {string} key
 * @param {string} selector
 */
async function opens(page, key, selector) {
  await page.keyboard.press(/** @type {any} */ (key));
  await until(selector, () => inside(session, page, (root, it) => root.querySelector(it) !== null, selector));
}

/**
 * What has the focus, and whether any of it is seen: of its boxes, a point that nothing lies on. After the browser has
 * scrolled, and what gives way is gone.
 *
 * @param {Page} page
 * @returns {Promise<{ name: string, seen: boolean, inArticle: boolean } | null>} null where nothing in the view has it
 */
function focused(page) {
  return inside(session, page, async (root) => {
    for (let n = 0; n < 2; n += 1) await new Promise((drawn) => void requestAnimationFrame(drawn));
    const at = root.activeElement;
    if (!at || at.matches("dialog")) return null;
    const shown = at.matches(".options input") ? /** @type {Element} */ (at.parentElement) : at;
    const points = Array.from(shown.getClientRects()).flatMap(({ left, top, width, height }) =>
      [0.1, 0.5, 0.9].flatMap((across) => [0.1, 0.5, 0.9].map((down) => [left + width * across, top + height * down])),
    );
    const seen = points.some(([x = 0, y = 0]) => {
      const there = root.elementFromPoint(x, y);
      return there !== null && (shown.contains(there) || there.contains(shown)) && !there.matches("dialog");
    });
    return { name: at.outerHTML.slice(0, 90), seen, inArticle: at.closest("article") !== null };
  });
}

const TELEPHONE = { width: 360, height: 640 };
const TABLET = { width: 700, height: 500 };
const SCREEN = { width: 1280, height: 800 };

describe(`the keyboard in ${BROWSER}`, () => {
  for (const [what, key, selector, size, settings] of /** @type {const} */ ([
    ["the buttons", null, ".toolbar", TELEPHONE, {}],
    ["the voice's bar", "a", ".listen", TELEPHONE, {}],
    ["the voice's bar and large text", "a", ".listen", TELEPHONE, { textScale: 200 }],
    ["the voice's bar", "a", ".listen", SCREEN, {}],
    ["the voice's bar in pages", "a", ".listen", SCREEN, { layout: "pages" }],
    ["a sheet", ",", ".settings", TELEPHONE, {}],
    ["the sheet with the outline", "o", ".outline", TELEPHONE, {}],
    ["the outline", "o", ".outline", TABLET, {}],
    ["the outline", "o", ".outline", { width: 800, height: 500 }, {}],
    ["the keys", "?", ".help", { width: 800, height: 500 }, {}],
  ])) {
    test(`nothing with the focus lies hidden beneath ${what} at ${size.width} px ${JSON.stringify(settings)}, and none of it is the page's`, async () => {
      const page = await read("/page/many-links", settings, size);
      await page.evaluate(() => {
        document.addEventListener("focusin", ({ target }) => {
          if (target instanceof Element && target.localName !== "lede-reader") document.title = `heard ${target.outerHTML}`;
        }, true);
      });
      if (key) await opens(page, key, selector);
      /** @type {Set<string>} */
      const stops = new Set();
      for (const shift of [false, true]) {
        if (shift) await page.keyboard.down("Shift");
        for (let n = 0; n < 70; n += 1) {
          await page.keyboard.press("Tab");
          const at = await focused(page);
          if (!at) continue; // the browser's own, between the last and the first
          assert.ok(at.seen, at.name);
          if (at.inArticle) stops.add(at.name);
        }
        if (shift) await page.keyboard.up("Shift");
      }
      assert.ok(stops.size > 15, [...stops].join("\n"));
      assert.doesNotMatch(await page.title(), /^heard/);
      assert.ok(["lede-reader", "body"].includes(await page.evaluate(() => document.activeElement?.localName ?? "")));
      await page.close();
    });
  }

  test("across the way that the text runs, arrows go by paragraph; along it they scroll, or turn pages", async () => {
    const page = await read("/page/long");
    await goes(page, "ArrowRight", "Part 1");
    await goes(page, "ArrowRight", "For the nin");
    await goes(page, "ArrowLeft", "Part 1");
    const before = await offset(page);
    await page.keyboard.press("ArrowDown");
    await until("the column to scroll", async () => (await offset(page)) > before);
    assert.equal(await marked(page), "Part 1");
    await page.close();

    const paged = await read("/page/long", { layout: "pages" });
    await goes(paged, "ArrowDown", "Part 1");
    await goes(paged, "ArrowDown", "For the nin");
    await goes(paged, "ArrowUp", "Part 1");
    assert.equal(await offset(paged), 0);
    await paged.keyboard.press("ArrowRight");
    await until("the next page", async () => (await offset(paged)) > 1000);
    await paged.close();
  });

  test("from right to left arrows follow the text", async () => {
    const page = await read("/page/rtl");
    const first = await until("a paragraph", async () => {
      await page.keyboard.press("ArrowLeft");
      return marked(page);
    });
    await page.keyboard.press("ArrowLeft");
    await until("the next", async () => (await marked(page)) !== first);
    await goes(page, "ArrowRight", first);
    await page.close();
  });

  test("with the shift key, or in a panel, an arrow is the browser's", async () => {
    const page = await read("/page/long");
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.up("Shift");
    await opens(page, ",", ".settings");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    await until("the panel to close", () => inside(session, page, (root) => root.querySelector(".settings") === null));
    assert.equal(await marked(page), null);
    await page.close();
  });

  test("single characters can be switched off: they do nothing, arrows and Esc do, and the list of keys says so", async () => {
    const page = await read("/page/long");
    const button = () => inside(session, page, (root) => {
      const it = root.querySelector(".toolbar button");
      return [it?.getAttribute("title"), it?.getAttribute("aria-keyshortcuts")].join("|");
    });
    assert.equal(await button(), "Outline (o)|o");
    await opens(page, ",", ".settings");
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector("[name^=choice][value=off]:not([name='']):is(fieldset:last-of-type *)")).click());
    await until("it to be stored", async () => (await stored(session, "sync"))["letterKeys"] === "off");
    assert.equal(await button(), "Outline|");
    await page.keyboard.press("Escape");
    await until("the panel to close", () => inside(session, page, (root) => root.querySelector(".panel") === null));
    for (const key of ["o", "s", "a", "j", "n", ",", "?", "+", "t"]) await page.keyboard.press(/** @type {any} */ (key));
    await goes(page, "ArrowRight", "Part 1");
    assert.deepEqual(await inside(session, page, (root) => [root.querySelector(".panel, .listen"), root.querySelector("dialog")?.dataset["theme"], root.querySelector("dialog")?.style.getPropertyValue("--lede-scale")]), [null, "auto", "1"]);
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".toolbar button:nth-last-of-type(2)")).click());
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings .foot") !== null));
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelectorAll(".foot button")[1]).click());
    const help = await until("the keys", () => inside(session, page, (root) => root.querySelector(".help")?.textContent));
    assert.match(help, /switched off in the settings.*Esc/s);
    const caps = await inside(session, page, (root) => Array.from(root.querySelectorAll(".help kbd"), (it) => it.textContent));
    assert.deepEqual(caps.filter((/** @type {string} */ cap) => /^[!-~]$/.test(cap)), []);
    assert.ok(caps.includes("→") && caps.includes("Esc"));
    await page.keyboard.press("Escape");
    await until("the keys to go", () => inside(session, page, (root) => root.querySelector(".help") === null));
    assert.ok(await stands(page));
    await page.close();
    const again = await read("/page/long");
    await again.keyboard.press("j");
    await goes(again, "ArrowRight", "Part 1");
    await again.close();
  });

  for (const width of [500, 720, 900, 1280]) {
    test(`the heading that the outline goes to stands beside it at ${width} px, and is marked`, async () => {
      const page = await read("/page/long", {}, { width, height: 700 });
      await opens(page, "o", ".outline");
      for (const at of [3, 12, 13]) {
        await inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelectorAll(".outline button:not(.head *)")[it - 1]).click(), at);
        const name = `Part ${at - 1}`;
        await until(`${name} to be marked`, () => inside(session, page, (root, it) => root.querySelector(".outline [aria-current]")?.textContent === it, name));
        const seen = await inside(session, page, (root, it) => {
          const heading = /** @type {Element} */ (Array.from(root.querySelectorAll(".body h2"), (h2) => h2).find(({ textContent }) => textContent === it));
          const range = document.createRange();
          range.selectNodeContents(heading);
          const { left, top, bottom, right } = range.getBoundingClientRect();
          return [left + 1, right - 1].every((x) => heading.contains(root.elementFromPoint(x, (top + bottom) / 2)));
        }, name);
        assert.ok(seen, name);
      }
      await inside(session, page, (root) => root.querySelector("dialog")?.scrollBy({ top: -1200, behavior: "instant" }));
      await until("another heading to be marked", () => inside(session, page, (root) => /Part (9|10|11)$/.test(root.querySelector(".outline [aria-current]")?.textContent ?? "")));
      await inside(session, page, (root) => root.querySelector("dialog")?.scrollBy({ top: 1e6, behavior: "instant" }));
      await until("the last", () => inside(session, page, (root) => root.querySelector(".outline [aria-current]")?.textContent === "Part 12"));
      await page.close();
    });
  }

  test("of the last headings, which can't come up to the line, the one that was gone to is marked", async () => {
    const page = await read("/page/everything", {}, { width: 1280, height: 1400 });
    await opens(page, "o", ".outline");
    const current = () => inside(session, page, (root) => root.querySelector(".outline [aria-current]")?.textContent);
    for (const [at, name] of /** @type {const} */ ([[5, "Notes"], [4, "What the log says"], [5, "Notes"], [3, "In a letter"]])) {
      await inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelectorAll(".outline li button")[it - 1]).click(), at);
      await until(`${name} to be marked`, async () => (await current()) === name);
    }
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" }));
    await until("the headline", async () => /ferry/.test((await current()) ?? ""));
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 1e6, behavior: "instant" }));
    await until("the last in sight", async () => (await current()) === "Notes");
    await page.keyboard.press("n"); // after the letter, which still bears the mark
    await until("the one after", async () => (await current()) === "What the log says");
    await page.close();
  });
});
