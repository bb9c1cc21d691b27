// What the reader has asked her system for: dark, little motion, a finger, colours of her own. Chromium's driver says so of
// a page, Firefox is started with the preferences.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { open } from "../../xtask/browser/driver.mjs";
import { faults } from "./axe.mjs";
import { servePages } from "./pages.mjs";
import { BROWSER, EXTENSION, inside, surrounded, until } from "./reader.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** How each wish is told: a preference of Firefox's, a feature that Chromium pretends, and what the page's styles see. */
const WISHES = {
  dark: { prefs: { "ui.systemUsesDarkTheme": 1, "layout.css.prefers-color-scheme.content-override": 2 }, feature: ["prefers-color-scheme", "dark"], query: "(prefers-color-scheme: dark)" },
  still: { prefs: { "ui.prefersReducedMotion": 1 }, feature: ["prefers-reduced-motion", "reduce"], query: "(prefers-reduced-motion: reduce)" },
  contrast: { prefs: { "ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 1 }, feature: ["prefers-contrast", "more"], query: "(prefers-contrast: more)" },
  forced: { prefs: { "browser.display.document_color_use": 2 }, feature: ["forced-colors", "active"], query: "(forced-colors: active)" },
  /** Of the pointer: coarse alone. */
  finger: { prefs: { "ui.primaryPointerCapabilities": 1, "ui.allPointerCapabilities": 1 }, feature: null, query: "(pointer: coarse)" },
};

/** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
/** @type {Awaited<ReturnType<typeof open>>[]} */ const sessions = [];

before(async () => {
  pages = await servePages();
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
});
after(() => pages?.close());

/**
 * @param {(keyof typeof WISHES)[]} wishes
 * @param {string} path
 * @param {Record<string, unknown>} [settings]
 */
async function read(wishes, path, settings = {}) {
  const prefs = Object.assign({}, ...wishes.map((it) => WISHES[it].prefs));
  const session = sessions[0] ?? (await open({ browser: BROWSER, extension: EXTENSION, prefs }));
  if (sessions.length === 0) sessions.push(session);
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), settings);
  const page = await session.newPage(pages.url(path));
  if (BROWSER === "chromium") await pretend(page, wishes);
  for (const it of wishes) assert.ok(await page.evaluate((query) => matchMedia(query).matches, WISHES[it].query), it);
  await session.toggle(page);
  await surrounded(session, page);
  return { page, session, look: lookInto(session, page) };
}

/**
 * @param {Page} page
 * @param {(keyof typeof WISHES)[]} wishes
 */
async function pretend(page, wishes) {
  const features = wishes.flatMap((it) => (WISHES[it].feature ? [{ name: WISHES[it].feature?.[0] ?? "", value: WISHES[it].feature?.[1] ?? "" }] : []));
  await (await page.createCDPSession()).send("Emulation.setEmulatedMedia", { features });
  if (wishes.includes("finger")) await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
}

/**
 * @param {Awaited<ReturnType<typeof open>>} its
 * @param {Page} page
 */
function lookInto(its, page) {
  return (/** @type {(root: ShadowRoot, argument: any) => unknown} */ look, /** @type {unknown} */ argument = null) => inside(its, page, look, argument);
}

/** Runs in the view. The dialog's colours beside those of two words, as the browser computes them. @param {ShadowRoot} root */
function colours(root) {
  const dialog = /** @type {Element} */ (root.querySelector("dialog"));
  const probe = document.createElement("div");
  probe.style.cssText = "background: Canvas; color: CanvasText";
  root.querySelector("article")?.append(probe);
  const of = (/** @type {Element} */ element) => `${getComputedStyle(element).backgroundColor} ${getComputedStyle(element).color}`;
  const found = { dialog: of(dialog), system: of(probe), motion: getComputedStyle(dialog).animationName };
  probe.remove();
  return found;
}

describe(`what the reader asked her system for, in ${BROWSER}`, () => {
  test("without a wish the view is light, and comes in softly", async () => {
    const { look } = await read([], "/page/plain");
    const { dialog, motion } = await look(colours);
    assert.equal(dialog, "rgb(252, 251, 248) rgb(33, 31, 28)");
    assert.equal(motion, "appear");
  });

  test("dark, and little motion: so is the view by itself, nothing in it moves, and axe finds nothing", async () => {
    const { page, session, look } = await read(["dark", "still"], "/page/everything");
    const { dialog, motion } = await look(colours);
    assert.equal(dialog, "rgb(25, 24, 27) rgb(214, 211, 205)");
    assert.equal(motion, "none");
    for (const [key, selector] of [[",", ".settings"], ["o", ".outline"], ["a", ".listen"]]) {
      await page.keyboard.press(/** @type {any} */ (key));
      await until(`${selector}`, () => look((root, it) => root.querySelector(it) !== null, selector));
      const moving = await look((root) => Array.from(root.querySelectorAll("*"), (it) => getComputedStyle(it)).filter((it) => it.animationName !== "none" || it.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)).length);
      assert.equal(moving, 0, selector);
      assert.deepEqual(await faults(session, page), [], selector);
    }
  });

  test("more contrast: the text is black on the light paper", async () => {
    const { look } = await read(["contrast"], "/page/plain");
    assert.match((await look(colours)).dialog, / rgb\(0, 0, 0\)$/);
  });

  test("her own colours win over every theme, what is chosen is told by a line, and axe finds nothing", async () => {
    for (const theme of ["auto", "sepia", "dark", "contrast", "custom"]) {
      const { page, session, look } = await read(["forced"], "/page/everything", { theme });
      const { dialog, system } = await look(colours);
      assert.equal(dialog, system, theme);
      await page.keyboard.press(",");
      await until("the panel", () => look((root) => root.querySelector(".settings") !== null));
      const chosen = await look((root) => getComputedStyle(/** @type {Element} */ (root.querySelector(".options label:has(:checked)"))).outlineStyle);
      assert.equal(chosen, "solid", theme);
      const edges = await look((root) => Array.from(root.querySelectorAll(".toolbar button"), (it) => getComputedStyle(it).borderTopStyle));
      assert.deepEqual([...new Set(edges)], ["solid"], theme);
      assert.deepEqual(await faults(session, page), [], theme);
      await page.close();
    }
  });

  test("a finger finds targets of 44 px at least", async () => {
    const { page, look } = await read(["finger"], "/page/everything");
    for (const [key, selector] of [[",", ".settings"], ["o", ".outline"], ["s", ".save"], ["?", ".help"], ["a", ".listen"]]) {
      await page.keyboard.press(/** @type {any} */ (key));
      await until(`${selector}`, () => look((root, it) => root.querySelector(it) !== null, selector));
      const small = await look((root) => {
        /** With what reaches beyond it for a finger. */
        const reach = (/** @type {Element} */ it) => {
          const { width, height } = it.getBoundingClientRect();
          const around = getComputedStyle(it, "::before");
          const beyond = (/** @type {string[]} */ sides) => (around.position === "absolute" ? sides.reduce((sum, side) => sum - parseFloat(around.getPropertyValue(side)), 0) : 0);
          return { width: width + beyond(["left", "right"]), height: height + beyond(["top", "bottom"]) };
        };
        const targets = Array.from(root.querySelectorAll("button, select, summary, .options label, .toggle, .colour, .slider input, .text input, .site a, .body sup a"), (it) => ({ it, box: reach(it) }));
        return targets.filter(({ it, box }) => it.checkVisibility() && (box.width < 44 || box.height < 44)).map(({ it, box }) => `${box.width} × ${box.height} ${it.outerHTML.slice(0, 60)}`);
      });
      assert.deepEqual(small, [], selector);
      await page.keyboard.press("Escape");
      await until("it to close", () => look((root) => root.querySelector(".panel, .listen") === null));
    }
  });
});
