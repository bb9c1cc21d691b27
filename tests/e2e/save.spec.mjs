// The article as a file: each format is saved from the view as a reader's browser saves it, then opened.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { open } from "../../xtask/browser/driver.mjs";
import { DEK, FIRST_WORDS, HEADLINE, LAST_WORDS, servePages } from "./pages.mjs";
import { printed } from "./pdf.mjs";
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
 * Presses something in the view with the mouse, when it is there.
 *
 * @param {import("./reader.mjs").Page} page
 * @param {string} selector
 */
async function press(page, selector) {
  const [x, y] = await until(selector, () =>
    inside(session, page, async (root, it) => {
      const found = root.querySelector(it);
      if (!found?.checkVisibility()) return null;
      found.scrollIntoView({ block: "nearest", behavior: "instant" });
      const { left, top, width, height } = found.getBoundingClientRect();
      return root.elementFromPoint(left + width / 2, top + height / 2)?.closest(it) ? [left + width / 2, top + height / 2] : null;
    }, selector),
  );
  await page.mouse.click(x, y);
}

/**
 * Opens the menu and takes one of its ways.
 *
 * @param {import("./reader.mjs").Page} page
 * @param {string} way
 */
async function take(page, way) {
  await press(page, ".toolbar button[aria-keyshortcuts=s]");
  await press(page, `.save [data-way=${way}]`);
}

/** @param {import("./reader.mjs").Page} page */
function menuIsClosed(page) {
  return until("the menu to close", () => inside(session, page, (root) => root.querySelector(".panel") === null));
}

/**
 * Saves the article of an open view by its menu, and waits for the file on the disk.
 *
 * @param {import("./reader.mjs").Page} page
 * @param {string} way
 */
async function saved(page, way) {
  const known = readdirSync(DOWNLOADS);
  await take(page, way);
  const name = await until(`${way} to be saved`, () => {
    const [only, ...others] = readdirSync(DOWNLOADS).filter((it) => !known.includes(it));
    const isWhole = only && others.length === 0 && !/\.(part|crdownload|tmp)$/.test(only) && statSync(join(DOWNLOADS, only)).size > 0;
    return isWhole ? only : null;
  });
  await menuIsClosed(page);
  const path = join(DOWNLOADS, name);
  const bytes = readFileSync(path);
  return { name, path, bytes, text: bytes.toString("utf8"), remove: () => rmSync(path) };
}

/**
 * What the clipboard holds, found as anybody would: pasted into a field, or into what is being written.
 *
 * @param {"textarea" | "[contenteditable]"} into
 */
async function pasted(into) {
  const page = await session.newPage(pages.url("/page/desk"));
  await page.bringToFront();
  await page.click(into);
  await page.keyboard.down("Control");
  await page.keyboard.press("v", BROWSER === "chromium" ? { commands: ["Paste"] } : {});
  await page.keyboard.up("Control");
  const text = await until("something to be pasted", () =>
    page.evaluate((it) => {
      const place = /** @type {HTMLElement} */ (document.querySelector(it));
      return place instanceof HTMLTextAreaElement ? place.value : place.innerHTML;
    }, into),
  );
  await page.close();
  return text;
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
    const markdown = await saved(page, "save_markdown");
    assert.equal(markdown.name, `${HEADLINE}.md`);
    assert.match(markdown.text, new RegExp(`^---\ntitle: "${HEADLINE}"\n`));
    assert.ok(markdown.text.includes(`source: "${pages.url("/page/illustrated")}"`), markdown.text);
    assert.ok(markdown.text.includes(`![Lanterns](${pages.url("/kept.jpg")})`), markdown.text);
    assert.ok(markdown.text.includes("\n## The log\n"), markdown.text);
    const text = await saved(page, "save_text");
    assert.ok(text.text.startsWith(`${HEADLINE}\n\n`) && text.text.includes(pages.url("/page/illustrated")), text.text);
    for (const file of [markdown, text]) {
      assert.ok(file.text.includes(FIRST_WORDS) && file.text.includes(LAST_WORDS));
      assert.ok(!file.text.includes("every morning in your inbox"));
      file.remove();
    }
    await page.close();
  });

  test("the line below the headline stands there in Markdown, text and page", async () => {
    const page = await view("dek");
    for (const [way, expected] of /** @type {const} */ ([
      ["save_markdown", `# ${HEADLINE}\n\n${DEK}\n\n${FIRST_WORDS}`],
      ["save_text", `${HEADLINE}\n\n${DEK}\n\nAda Example`],
      ["save_html", `<h1>${HEADLINE}</h1>\n<p class="dek">${DEK}</p>\n`],
    ])) {
      const file = await saved(page, way);
      assert.ok(file.text.includes(expected), file.text);
      assert.equal(file.text.split(DEK).length, 2, way);
      file.remove();
    }
    await page.close();
  });

  test("what was put back in the view is in the file", async () => {
    const page = await view("illustrated");
    await press(page, ".removed > summary");
    await press(page, ".removed section:not(.furniture section) .acts button");
    await until("it to be back", () => inside(session, page, (root) => root.querySelector(".put-back")?.textContent?.includes("every morning")));
    const file = await saved(page, "save_markdown");
    assert.ok(file.text.includes("every morning in your inbox"), file.text);
    file.remove();
    await page.close();
  });

  test("what was taken out by hand is in no file, and nothing else is missing", async () => {
    const page = await view("blocks");
    await press(page, ".removed > summary");
    await press(page, ".removed section:not(.furniture section) .acts button");
    const words = { paragraph: "has asked the printer", heading: "A bell", item: "A rope", quotation: "Nobody waits", cell: "Crossings", code: "tide --wait", caption: "at the quay", nag: "every morning in your inbox" };
    await until("it to be back", () => inside(session, page, (root, it) => root.querySelector(".put-back")?.textContent?.includes(it), words.nag));
    const whole = await saved(page, "save_markdown");
    whole.remove();
    for (const it of Object.values(words)) assert.ok(whole.text.includes(it), it);
    for (const [selector, it] of [["p", words.paragraph], ["h2", words.heading], ["li", words.item], ["blockquote p", words.quotation], [".scroller, table", words.cell], ["pre", words.code], ["figure", words.caption], [".put-back p", words.nag]]) {
      await inside(session, page, (root, which) => {
        const block = Array.from(root.querySelectorAll(which.selector)).find(({ textContent }) => textContent.includes(which.it));
        block.tabIndex = -1;
        block.focus();
      }, { selector, it });
      await page.keyboard.press("Delete");
      await until(`${it} to go`, () => inside(session, page, (root, is) => !root.querySelector(".body")?.textContent?.includes(is), it));
    }
    for (const way of ["save_markdown", "save_text", "save_html"]) {
      const file = await saved(page, way);
      for (const it of Object.values(words)) assert.ok(!file.text.includes(it), `${way}: ${it}`);
      for (const it of [FIRST_WORDS, "A lantern", "The tide waits", "The log", "Sign up for our newsletter", LAST_WORDS]) assert.ok(file.text.includes(it), `${way}: ${it}`);
      file.remove();
    }
    await page.close();
  });

  test("the page is one file that opens by itself, with its picture", async () => {
    const page = await view("illustrated");
    const file = await saved(page, "save_html");
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
    const file = await saved(page, "save_epub");
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
    const file = await saved(page, "save_text");
    assert.ok(file.text.includes(LAST_WORDS));
    file.remove();
    await page.close();
  });

  test("copied, it is text for a field and formatted where that is wanted", async () => {
    const page = await view("illustrated");
    await take(page, "copy_markdown");
    await until("the word for it", () => inside(session, page, (root) => root.querySelector(".chip")?.textContent === "Copied"));
    await menuIsClosed(page);
    const markdown = await pasted("textarea");
    assert.ok(markdown.startsWith(`---\ntitle: "${HEADLINE}"\n`) && markdown.includes(LAST_WORDS), markdown);
    await take(page, "copy_text");
    await menuIsClosed(page);
    assert.ok((await pasted("textarea")).startsWith(`${HEADLINE}\n\n`));
    await take(page, "copy_html");
    await menuIsClosed(page);
    const [markup, formatted] = [await pasted("textarea"), await pasted("[contenteditable]")];
    assert.match(markup, /^<!DOCTYPE html>/i);
    assert.match(formatted, /<h2[^>]*>The log<\/h2>/);
    assert.ok(!formatted.includes("&lt;"), formatted.slice(0, 400));
    await page.close();
  });

  test("what the browser or a page refuses to the new clipboard goes the old way", async () => {
    const page = await session.newPage(pages.url("/page/no-clipboard"));
    await session.toggle(page);
    await opened(page);
    await take(page, "copy_html");
    await menuIsClosed(page);
    assert.match(await pasted("[contenteditable]"), new RegExp(LAST_WORDS));
    assert.equal(await page.title(), `${HEADLINE} | The Sound Post`);
    await page.close();
  });

  test("printing prints the article, without the menu, and says where it is from", async () => {
    const page = await view("illustrated");
    await session.content(page, () => {
      /** @type {any} */
      const scope = globalThis;
      const printing = () => {
        scope.printedWith = scope.lede.state.panel;
      };
      Object.defineProperty(scope, "print", { value: printing, configurable: true });
    });
    await take(page, "print");
    await until("printing", () => session.content(page, () => /** @type {any} */ (globalThis).printedWith === null));
    if (BROWSER === "chromium") {
      await page.emulateMediaType("print");
      const seen = await inside(session, page, (root) => ({
        source: getComputedStyle(/** @type {Element} */ (root.querySelector(".site a")), "::after").content,
        bar: root.querySelector(".toolbar")?.checkVisibility(),
      }));
      assert.deepEqual(seen, { source: `" · ${pages.url("/page/illustrated")}"`, bar: false });
    }
    await page.close();
  });

  for (const settings of /** @type {Record<string, string>[]} */ ([{}, { layout: "pages", theme: "dark" }])) {
    test(`what is printed is the whole article, its address and its day, and nothing else, with ${JSON.stringify(settings)}`, async () => {
      const extension = await session.extension();
      await extension.evaluate((it) => chrome.storage.sync.set(it), settings);
      const page = await view("dated");
      await page.keyboard.press("o");
      await until("the outline, or word that there is none", () => inside(session, page, (root) => root.querySelector(".panel, .chip") !== null));
      const text = printed(await page.pdf());
      const wanted = [HEADLINE, pages.url("/page/dated"), "Ada Example", "May 4, 2026", FIRST_WORDS, "in one case, a sofa", LAST_WORDS, "Photograph: B. Example"];
      assert.deepEqual(wanted.filter((it) => !text.includes(it.replaceAll(/\s/g, ""))), [], text);
      const unwanted = ["Sign up", "Letters", "Contact", "min left", "removed", "Outline", "None"];
      assert.deepEqual(unwanted.filter((it) => text.includes(it.replaceAll(/\s/g, ""))), [], text);
      assert.equal(text.split(FIRST_WORDS.replaceAll(/\s/g, "")).length, 2, "once");
      await page.close();
      await extension.evaluate(() => chrome.storage.sync.clear());
    });
  }

  test("a failure is told in words, and the menu stays for another try", async () => {
    const page = await view("illustrated");
    const told = () => inside(session, page, (root) => root.querySelector(".save [role=alert]")?.textContent);
    await session.content(page, () => {
      const { runtime } = globalThis.lede.api;
      /** @type {(message: any) => Promise<any>} */
      const send = runtime.sendMessage;
      const fail = (/** @type {any} */ message) => (message.type === "export" ? Promise.reject(new Error("gone")) : send.call(runtime, message));
      const mend = () => Object.defineProperty(runtime, "sendMessage", { value: send, configurable: true });
      Object.defineProperty(runtime, "sendMessage", { value: fail, configurable: true });
      addEventListener("mend", mend, { once: true });
    });
    await take(page, "save_text");
    await until("the words", async () => /couldn.t be saved/.test((await told()) ?? ""));
    await press(page, ".save [data-way=copy_text]");
    await until("other words", async () => /copy/.test((await told()) ?? ""));
    await page.evaluate(() => dispatchEvent(new Event("mend")));
    await press(page, ".save [data-way=copy_text]");
    await menuIsClosed(page);
    await page.close();
  });

  test("the whole menu works by keyboard, and gives the focus back", async () => {
    const page = await view("illustrated");
    await page.keyboard.press("s");
    await until("the menu", () => inside(session, page, (root) => root.activeElement?.matches(".save") ?? false));
    await page.keyboard.press("Tab"); // its close button
    await page.keyboard.press("Tab");
    assert.equal(await inside(session, page, (root) => root.activeElement?.getAttribute("data-way")), "save_html");
    await page.keyboard.press("Escape");
    await menuIsClosed(page);
    assert.equal(await inside(session, page, (root) => root.activeElement?.getAttribute("aria-keyshortcuts")), "s");
    await page.close();
  });

  test("one panel at a time, whichever came first", async () => {
    const page = await view("illustrated");
    for (const [key, name] of /** @type {const} */ ([[",", "settings"], ["s", "save"], ["?", "help"], ["s", "save"]])) {
      await page.keyboard.press(key);
      const panels = () => inside(session, page, (root) => Array.from(root.querySelectorAll(".panel"), (it) => it.className).join());
      await until(name, async () => (await panels()).includes(name));
      assert.equal(await panels(), `panel ${name}`);
    }
    await page.close();
  });
});
