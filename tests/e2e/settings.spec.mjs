// Every setting: set in the panel, seen at once in the article, still there on the next page and after the
// view was closed; for one site alone; and back to what it was.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, forgetStored, inside, opened, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

beforeEach(() => forgetStored(session));

/** @param {string} path */
async function read(path) {
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await opened(page);
  return page;
}

/** @param {import("puppeteer-core").Page} page */
async function openPanel(page) {
  await page.keyboard.press(",");
  await until("the panel", () => inside(session, page, (root) => root.querySelector(".panel.settings") !== null));
}

/**
 * Sets a control of the panel as its reader would see it set, and lets it tell.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} label
 * @param {string} value of the option, or of the slider's step
 */
function set(page, label, value) {
  return inside(
    session,
    page,
    (root, [name, wanted]) => {
      const named = (/** @type {Element} */ element) => element.querySelector("legend, span")?.textContent === name;
      const box = Array.from(root.querySelectorAll(".panel fieldset, .panel label.slider, .panel label.text, .panel label.colour, .panel label.toggle")).find(named);
      if (!box) throw new Error(`no control ${name}`);
      const input = /** @type {HTMLInputElement} */ (box.querySelector(box.localName === "fieldset" ? `input[value="${wanted}"]` : "input"));
      if (input.type === "radio" || input.type === "checkbox") input.click();
      else {
        input.value = wanted;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    [label, value],
  );
}

/**
 * How the article looks now.
 *
 * @param {import("puppeteer-core").Page} page
 */
function look(page) {
  return inside(session, page, (root) => {
    const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
    const body = /** @type {HTMLElement} */ (root.querySelector(".body"));
    const paragraph = /** @type {HTMLElement} */ (root.querySelector(".body > p"));
    const { backgroundColor, color, fontFamily } = getComputedStyle(dialog);
    const { letterSpacing, wordSpacing, fontWeight, textAlign, hyphens, fontSize, lineHeight } = getComputedStyle(paragraph);
    const link = root.querySelector(".body a");
    return {
      paper: backgroundColor, ink: color, font: fontFamily, size: parseFloat(fontSize),
      width: body.clientWidth, leading: parseFloat(lineHeight) / parseFloat(fontSize),
      tracking: parseFloat(letterSpacing) || 0, words: parseFloat(wordSpacing) || 0, weight: fontWeight,
      align: textAlign, hyphens, paged: dialog.classList.contains("paged"),
      pictures: Array.from(root.querySelectorAll(".body img")).some((image) => image.checkVisibility()),
      band: root.querySelector(".band") !== null, link: link && getComputedStyle(link).color,
    };
  });
}

/** @typedef {Awaited<ReturnType<typeof look>>} Looks */

/**
 * Label in the panel, what to choose, what is stored then, and what the article must look like.
 *
 * @type {[label: string, value: string, stored: Record<string, unknown>, check: (now: Looks, was: Looks) => boolean][]}
 */
const SETTINGS = [
  ["Theme", "dark", { theme: "dark" }, ({ paper, ink }) => paper === "rgb(25, 24, 27)" && ink === "rgb(214, 211, 205)"],
  ["Theme", "sepia", { theme: "sepia" }, ({ paper }) => paper === "rgb(245, 234, 210)"],
  ["Theme", "contrast", { theme: "contrast" }, ({ paper, ink }) => paper === "rgb(255, 255, 255)" && ink === "rgb(0, 0, 0)"],
  ["Font", "sans", { font: "sans" }, ({ font }) => font.startsWith("system-ui")],
  ["Font", "mono", { font: "mono" }, ({ font }) => font.startsWith("ui-monospace")],
  ["Font", "legible", { font: "legible" }, ({ font }) => font.startsWith('"Lede Legible"')],
  ["Font", "dyslexic", { font: "dyslexic" }, ({ font }) => font.startsWith('"Lede Dyslexic"')],
  ["Text size", "6", { textScale: 150 }, (now, was) => Math.abs(now.size / was.size - 1.5) < 0.01],
  ["Letters per line", "0", { columnWidth: 36 }, (now, was) => now.width < was.width * 0.6],
  ["Line spacing", "6", { lineHeight: 200 }, ({ leading }) => Math.abs(leading - 2) < 0.02],
  ["Letter spacing", "6", { letterSpacing: 12 }, ({ tracking, size }) => Math.abs(tracking / size - 0.12) < 0.01],
  ["Word spacing", "4", { wordSpacing: 16 }, ({ words, size }) => Math.abs(words / size - 0.16) < 0.01],
  ["Weight", "6", { weight: 700 }, ({ weight }) => weight === "700"],
  ["Alignment", "justify", { align: "justify" }, ({ align, hyphens }) => align === "justify" && hyphens === "auto"],
  ["Hyphenation", "on", { hyphens: "on" }, ({ hyphens, align }) => hyphens === "auto" && align === "start"],
  ["Layout", "pages", { layout: "pages" }, ({ paged }) => paged],
  ["Pictures", "hidden", { pictures: "hidden" }, ({ pictures }) => !pictures],
  ["Lines in focus", "3", { focusLines: 3 }, ({ band }) => band],
];

describe(`settings in ${BROWSER}`, () => {
  for (const [label, value, kept, check] of SETTINGS) {
    test(`${label}: ${Object.values(kept)} is seen at once, kept, and undone by a reset`, async () => {
      const first = await read("/page/pictures");
      const standard = await look(first);
      assert.ok(!check(standard, standard), "it looks so without the setting");
      await openPanel(first);
      await set(first, label, value);
      await until("the article to change", async () => check(await look(first), standard));
      await until("the setting to be stored", async () => {
        const now = await stored(session, "sync");
        return Object.entries(kept).every(([name, wanted]) => now[name] === wanted);
      });
      await first.close();

      const next = await read("/page/plain");
      await until("the next article to look so", async () => check(await look(next), standard));
      await openPanel(next);
      await inside(session, next, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .foot button")).click());
      await until("the standard look", async () => !check(await look(next), standard));
      assert.deepEqual(await stored(session, "sync"), {});
      await next.close();
    });
  }

  test("colours of one's own", async () => {
    const page = await read("/page/notes");
    await openPanel(page);
    await set(page, "Theme", "custom");
    await set(page, "Background", "#102030");
    await set(page, "Text", "#f0e0d0");
    await set(page, "Links", "#80ff80");
    await until("the colours", async () => {
      const { paper, ink, link } = await look(page);
      return paper === "rgb(16, 32, 48)" && ink === "rgb(240, 224, 208)" && link === "rgb(128, 255, 128)";
    });
    await until("them stored", async () => (await stored(session, "sync"))["paper"] === "#102030");
    await page.close();
  });

  test("a font of the machine, by a name that can't leave its quotes", async () => {
    const page = await read("/page/plain");
    await openPanel(page);
    await set(page, "Font", "installed");
    await set(page, "Name of an installed font", 'DejaVu Sans Mono"; color: red');
    await until("the font", async () => (await look(page)).font.startsWith('"DejaVu Sans Mono color: red"'));
    const hint = () => inside(session, page, (root) => root.querySelector(".hinted small")?.textContent);
    await until("a hint that there is none", async () => /no font of that name/.test((await hint()) ?? ""));
    await set(page, "Name of an installed font", "DejaVu Sans Mono");
    await until("no hint", async () => (await hint()) === "");
    await until("the font", async () => (await look(page)).font.startsWith('"DejaVu Sans Mono"'));
    await until("it stored", async () => (await stored(session, "sync"))["fontName"] === "DejaVu Sans Mono");
    await page.close();
  });

  for (const name of ["plain", "csp-none", "csp-sandbox", "coep"]) {
    test(`the fonts that Lede brings are used on the page ${name}, and leave with the view`, async () => {
      const page = await read(`/page/${name}`);
      await openPanel(page);
      for (const [font, family] of [["legible", "Lede Legible"], ["dyslexic", "Lede Dyslexic"]]) {
        const was = await width(page);
        await set(page, "Font", /** @type {string} */ (font));
        await until(`${family} to be loaded`, () => page.evaluate((it) => document.fonts.check(`20px "${it}"`) && Array.from(document.fonts).some((face) => face.family.includes(/** @type {string} */ (it)) && face.status === "loaded"), family));
        await until("the words to be of another width", async () => (await width(page)) !== was);
      }
      await session.toggle(page);
      await until("the fonts to be gone", () => page.evaluate(() => Array.from(document.fonts).every(({ family }) => !family.includes("Lede"))));
      await page.close();
    });
  }

  test("a reset can be taken back, for everywhere and for a site", async () => {
    const page = await read("/page/plain");
    await surrounded(session, page);
    await openPanel(page);
    const press = (/** @type {string} */ selector) => inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelector(it)).click(), selector);
    const resetAndBack = async () => {
      const was = await look(page);
      await press(".panel .foot button");
      await until("the offer", () => inside(session, page, (root) => root.querySelector(".chip")?.textContent === "Settings resetUndo"));
      assert.notDeepEqual(await look(page), was);
      await press(".chip button");
      await until("the look of before", async () => JSON.stringify(await look(page)) === JSON.stringify(was));
    };
    await set(page, "Theme", "sepia");
    await set(page, "Text size", "6");
    await resetAndBack();
    await until("it stored", async () => (await stored(session, "sync"))["textScale"] === 150);
    await press(".panel .toggle input");
    await set(page, "Theme", "dark");
    await resetAndBack();
    await until("it stored for the site", async () => (await stored(session, "sync"))["site:127.0.0.1"]?.theme === "dark");
    assert.equal((await stored(session, "sync"))["theme"], "sepia");
    await page.close();
  });

  test("for this site only", async () => {
    const page = await read("/page/plain");
    await openPanel(page);
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .toggle input")).click());
    await set(page, "Theme", "sepia");
    await until("it stored for the site", async () => (await stored(session, "sync"))["site:127.0.0.1"]?.theme === "sepia");
    assert.equal((await stored(session, "sync"))["theme"], undefined);
    await page.close();

    const other = await session.newPage(pages.url("/page/plain").replace("127.0.0.1", "localhost"));
    await session.toggle(other);
    await opened(other);
    assert.equal((await look(other)).paper, "rgb(252, 251, 248)");
    await other.close();

    const again = await read("/page/newsletter");
    assert.equal((await look(again)).paper, "rgb(245, 234, 210)");
    await openPanel(again);
    await inside(session, again, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .toggle input")).click());
    await until("what holds everywhere", async () => (await look(again)).paper === "rgb(252, 251, 248)");
    await until("nothing stored", async () => Object.keys(await stored(session, "sync")).length === 0);
    await again.close();
  });

  test("a view that is open follows what is changed in another tab, for everywhere and for its site", async () => {
    const first = await read("/page/plain");
    await surrounded(session, first);
    const second = await read("/page/newsletter");
    await openPanel(second);
    await set(second, "Theme", "sepia");
    await set(second, "Lines in focus", "3");
    await set(second, "Text size", "6");
    await until("the other view to look so", async () => {
      const { paper, band, size } = await look(first);
      return paper === "rgb(245, 234, 210)" && band && size === 30;
    });
    assert.equal((await look(second)).size, 30, "what is changed here stays");
    await inside(session, second, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .toggle input")).click());
    await set(second, "Theme", "dark");
    await until("the other view of the site to look so", async () => (await look(first)).paper === "rgb(25, 24, 27)");
    await inside(session, second, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .foot button")).click());
    await until("what holds everywhere", async () => (await look(first)).paper === "rgb(245, 234, 210)");
    await first.bringToFront();
    await first.keyboard.press("t");
    await until("a change in the first", async () => (await look(second)).paper === (await look(first)).paper && (await look(second)).paper === "rgb(255, 255, 255)");
    await first.close();
    await second.close();
  });

  test("whatever is stored, only what may be is believed", async () => {
    const extension = await session.extension();
    await extension.evaluate(() =>
      chrome.storage.sync.set({
        theme: "x", font: 3, fontName: 'a"; } * { display: none', textScale: 1e9, paper: "url(x)", columnWidth: "66", voices: { en: 1 },
        "site:127.0.0.1": { lineHeight: -1, align: "justify", theme: null },
      }),
    );
    const page = await read("/page/plain");
    const now = await look(page);
    assert.deepEqual([now.paper, now.size, now.align], ["rgb(252, 251, 248)", 20, "justify"]);
    assert.match(now.font, /(^|, )serif$/); // the list without the names that this machine lacks
    await page.close();
  });

  test("the system's dark wish is followed until a theme is chosen", async () => {
    const page = await read("/page/plain");
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]).catch(() => undefined);
    if (await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)) {
      await until("the dark theme", async () => (await look(page)).paper === "rgb(25, 24, 27)");
    }
    await page.keyboard.press("t");
    await until("the light theme", async () => (await look(page)).paper === "rgb(252, 251, 248)");
    await until("its name to be said", () => inside(session, page, (root) => root.querySelector(".chips")?.textContent === "Light"));
    await page.close();
  });
});

/**
 * Of the headline's words, which a font changes.
 *
 * @param {import("puppeteer-core").Page} page
 */
function width(page) {
  return inside(session, page, (root) => {
    const range = document.createRange();
    range.selectNodeContents(/** @type {Element} */ (root.querySelector(".body > p")).firstChild ?? root);
    range.setEnd(range.startContainer, 20);
    return range.getBoundingClientRect().width;
  });
}
