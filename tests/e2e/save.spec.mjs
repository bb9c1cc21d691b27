// The article as a file: each format is saved from the view as a reader's browser saves it, then opened.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { open } from "../../xtask/browser/driver.mjs";
import { FIRST_WORDS, HEADLINE, LAST_WORDS, servePages } from "./pages.mjs";
import { BROWSER, EXTENSION, inside, opened, until } from "./reader.mjs";

const DOWNLOADS = mkdtempSync(join(tmpdir(), "lede-downloads-"));

/** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
/** @type {Awaited<ReturnType<typeof open>>} */ let session;

before(async () => {
  pages = await servePages();
  session = await open({
    browser: BROWSER,
    extension: EXTENSION,
    prefs: {
      "browser.download.folderList": 2,
      "browser.download.dir": DOWNLOADS,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
    },
  });
  await session.extension();
  if (BROWSER === "chromium") {
    const devtools = await session.browser.target().createCDPSession();
    await devtools.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: DOWNLOADS });
  }
});
after(async () => {
  await session?.close();
  await pages?.close();
  rmSync(DOWNLOADS, { recursive: true, force: true });
});

/**
 * Saves the article of an open view by its menu, as a reader does, and waits for the file on the disk.
 *
 * @param {import("./reader.mjs").Page} page
 * @param {string} way the menu's entry
 */
async function saved(page, way) {
  const there = new Set(readdirSync(DOWNLOADS));
  await page.keyboard.press("s");
  const press = (/** @type {ShadowRoot} */ root, /** @type {string} */ label) => {
    const entry = Array.from(root.querySelectorAll("button")).find((it) => it.textContent === label && it.closest(".panel.save"));
    entry?.click();
    return entry !== undefined;
  };
  await until(`"${way}" in the menu`, () => inside(session, page, press, way));
  const name = await until("the file on the disk", () => {
    const [first, ...others] = readdirSync(DOWNLOADS).filter((it) => !there.has(it));
    const isWhole = first && others.length === 0 && !/\.(part|crdownload|tmp)$/.test(first);
    return isWhole && statSync(join(DOWNLOADS, first)).size > 0 ? first : null;
  });
  await until("the menu to close", () => inside(session, page, (root) => root.querySelector(".panel.save") === null));
  const path = join(DOWNLOADS, name);
  const bytes = readFileSync(path);
  return { name, path, bytes, text: bytes.toString("utf8"), remove: () => rmSync(path) };
}

/** @param {string} name */
async function view(name) {
  const page = await session.newPage(pages.url(`/page/${name}`));
  await session.toggle(page);
  await opened(page);
  return page;
}

/**
 * The files of an archive whose entries lie as they are.
 *
 * @param {Buffer} bytes
 */
function unpacked(bytes) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const [method, length] = [bytes.readUInt16LE(at + 8), bytes.readUInt32LE(at + 18)];
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    assert.equal(method, 0);
    const start = at + 30 + nameLength + extraLength;
    files.set(bytes.toString("utf8", at + 30, at + 30 + nameLength), bytes.subarray(start, start + length));
    at = start + length;
  }
  return files;
}

describe(`saving in ${BROWSER}`, () => {
  test("Markdown and text hold the article, its title and its source", async () => {
    const page = await view("illustrated");
    const markdown = await saved(page, "Save as Markdown");
    assert.equal(markdown.name, `${HEADLINE}.md`);
    assert.match(markdown.text, new RegExp(`^---\ntitle: "${HEADLINE}"\n`));
    assert.ok(markdown.text.includes(`source: "${pages.url("/page/illustrated")}"`), markdown.text);
    assert.ok(markdown.text.includes(`![Lanterns](${pages.url("/kept.jpg")})`), markdown.text);
    assert.ok(markdown.text.includes("\n## The log\n"), markdown.text);
    const text = await saved(page, "Save as plain text");
    assert.ok(text.text.startsWith(`${HEADLINE}\n\n`) && text.text.includes(pages.url("/page/illustrated")), text.text);
    for (const file of [markdown, text]) {
      assert.ok(file.text.includes(FIRST_WORDS) && file.text.includes(LAST_WORDS));
      assert.ok(!file.text.includes("every morning in your inbox"));
      file.remove();
    }
    await page.close();
  });

  test("what was put back in the view is in the file", async () => {
    const page = await view("illustrated");
    const putBack = (/** @type {ShadowRoot} */ root) => {
      /** @type {HTMLDetailsElement | null} */ (root.querySelector(".removed"))?.setAttribute("open", "");
      const button = Array.from(root.querySelectorAll(".removed button")).find((it) => it.textContent === "Put back");
      /** @type {HTMLElement | undefined} */ (button)?.click();
      return root.querySelector(".put-back") !== null;
    };
    await until("the newsletter box to be back", () => inside(session, page, putBack));
    const file = await saved(page, "Save as Markdown");
    assert.ok(file.text.includes("every morning in your inbox"), file.text);
    file.remove();
    await page.close();
  });

  test("the page is one file that opens by itself, with its picture", async () => {
    const page = await view("illustrated");
    const file = await saved(page, "Save as one HTML file");
    await page.close();
    pages.requests.length = 0;
    const again = await session.newPage(pathToFileURL(file.path).href);
    const seen = await again.evaluate(() => ({
      headline: document.querySelector("h1")?.textContent,
      source: document.querySelector(".source a")?.getAttribute("href"),
      pictures: Array.from(document.images, (it) => it.naturalWidth),
      links: Array.from(document.querySelectorAll("figure a"), (it) => it.textContent),
      resources: performance.getEntriesByType("resource").filter((it) => !it.name.startsWith("data:")).length,
    }));
    assert.equal(seen.headline, HEADLINE);
    assert.equal(seen.source, pages.url("/page/illustrated"));
    assert.deepEqual(seen.pictures, [1280]);
    assert.deepEqual(seen.links, ["[The ferry]"]);
    assert.equal(seen.resources, 0);
    assert.equal(pages.requests.length, 0);
    await again.close();
    file.remove();
  });

  test("the e-book is whole, well-formed, and epubcheck finds nothing where it is installed", async () => {
    const page = await view("illustrated");
    const file = await saved(page, "Save as EPUB");
    const files = unpacked(file.bytes);
    assert.deepEqual([...files.keys()].slice(0, 3), ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]);
    assert.equal(files.get("mimetype")?.toString(), "application/epub+zip");
    assert.ok(files.has("EPUB/images/1.jpg"), [...files.keys()].join());
    for (const [name, bytes] of files) {
      if (!/\.(xml|opf|xhtml)$/.test(name)) continue;
      const wrong = await page.evaluate((xml) => {
        const parsed = new DOMParser().parseFromString(xml, "application/xml");
        return parsed.querySelector("parsererror")?.textContent ?? null;
      }, bytes.toString("utf8"));
      assert.equal(wrong, null, name);
    }
    const checked = spawnSync("java", ["-jar", "/usr/bin/epubcheck", file.path], { encoding: "utf8" });
    const said = `${checked.stdout ?? ""}${checked.stderr ?? ""}`;
    if (said.includes("EPUBCheck completed")) assert.match(said, /0 fatals \/ 0 errors \/ 0 warnings/, said);
    file.remove();
    await page.close();
  });

  test("a page's strict policy doesn't keep an article from being saved", async () => {
    const page = await view("csp-none");
    const file = await saved(page, "Save as plain text");
    assert.ok(file.text.includes(LAST_WORDS));
    file.remove();
    await page.close();
  });
});
