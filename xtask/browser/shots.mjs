// Pictures of the reader view for `cargo xtask shots`: each page in each theme at each width, on its first screen, and once
// further down. Looks nothing over: that is for eyes.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { servePages } from "../../tests/e2e/pages.mjs";
import { inside, surrounded } from "../../tests/e2e/reader.mjs";
import { open } from "./driver.mjs";

/** Of one kind each, the last from right to left. */
const PAGES = {
  news: "/fixtures/demo/aggregator/source.html",
  everything: "/page/everything",
  figures: "/page/figures-to-hear",
  table: "/page/table-with-remarks",
  code: "/page/long-code",
  recipe: "/fixtures/blog/recipe/source.html",
  arabic: "/fixtures/language/ar-news/source.html",
};

/** Width to height of the screens that are common at that width, in CSS pixels. */
const SCREENS = { 360: 740, 768: 1024, 1440: 900 };

const THEMES = ["auto", "light", "dark", "sepia", "contrast", "custom"];

/** What a reader might choose, where the theme is her own colours. */
const OWN = { paper: "#10241c", ink: "#d8e6da", link: "#8fd3a8" };

const { values } = parseArgs({ options: { browser: { type: "string", default: "chromium" }, folder: { type: "string", default: "target/shots" } } });
const folder = resolve(values.folder);
mkdirSync(folder, { recursive: true });

const pages = await servePages();
const session = await open({ browser: values.browser === "firefox" ? "firefox" : "chromium", extension: resolve(import.meta.dirname, "../..") });
try {
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), OWN);
  let count = 0;
  for (const [name, path] of Object.entries(PAGES)) {
    for (const [width, height] of Object.entries(SCREENS)) count += await shoot(name, path, Number(width), height);
  }
  console.log(`shots: ${count} pictures in ${folder}`);
} finally {
  await session.close();
  await pages.close();
}

/**
 * @param {string} name
 * @param {string} path
 * @param {number} width
 * @param {number} height
 * @returns {Promise<number>} of pictures made
 */
async function shoot(name, path, width, height) {
  const page = await session.newPage();
  await page.setViewport({ width, height });
  await page.goto(pages.url(path), { waitUntil: "load" });
  await session.toggle(page);
  await surrounded(session, page);
  let count = 0;
  for (const theme of THEMES) {
    // NOTE: as look.js does it, since the browser takes few changes of its storage a minute.
    await inside(session, page, (root, it) => void Object.assign(/** @type {HTMLElement} */ (root.querySelector("dialog")).dataset, { theme: it, scheme: "dark" }), theme);
    for (const [where, share] of /** @type {const} */ ([["top", 0], ["middle", 0.5]])) {
      if (share > 0 && theme !== "light") continue; // the same in other colours
      await inside(session, page, (root, it) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        dialog.scrollTo({ top: dialog.scrollHeight * it, behavior: "instant" });
        return Promise.all(Array.from(root.querySelectorAll("img"), (image) => image.decode().catch(() => undefined)));
      }, share);
      await page.bringToFront();
      await page.screenshot({ path: /** @type {`${string}.png`} */ (join(folder, `${name}-${width}-${theme}-${where}.png`)) });
      count += 1;
    }
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo({ top: 0, behavior: "instant" }));
  }
  await page.close();
  return count;
}
