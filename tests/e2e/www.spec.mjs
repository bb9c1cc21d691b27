// The site under www/, which runs the same build of the core on what is pasted or dropped: what a visitor does
// there and sees, for pages good and bad. It needs no extension; the browser that the others use is at hand.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterEach, before, beforeEach, describe, test } from "node:test";
import { BAD_PAGES, FIRST_WORDS, HEADLINE, LAST_WORDS } from "./pages.mjs";
import { BROWSER, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe(`the site in ${BROWSER}`, () => {
  /** @type {Page} */ let page;
  /** @type {string} */ let folder;
  before(() => {
    folder = mkdtempSync(join(session.profile, "www-")); // where the browser surely may read
  });
  beforeEach(async () => {
    page = await session.newPage(pages.url("/www/"));
    await until("the core to be there", async () => /the same core as in the extension/.test(await text(page, "#version")));
  });
  afterEach(() => page.close());

  /**
   * A file of one of our pages.
   *
   * @param {string} name
   * @param {string | Buffer} bytes
   */
  function fileOf(name, bytes) {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  /** @param {string} path */
  const source = async (path) => (await fetch(pages.url(path))).text();

  test("the demo page: the article, what was removed and why, timing, every block", async () => {
    await page.click("#read-demo");
    await said(page, /^Read the demo page: \d+ nags and \d+ pieces of page furniture removed\.$/, "good");
    assert.match(await text(page, "#article h1"), /^Port Averil lights its harbour/);
    assert.match(await text(page, "#article"), /It was not an easy birth/);
    assert.doesNotMatch(await text(page, "#article"), /Sign up to read this article|Fourteen days free/);
    assert.match(await text(page, "#article .facts"), /Maren Holt/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "article");

    const classes = await all(page, "#removed summary .tag");
    for (const name of ["Sign-in prompt", "Offer", "Other stories", "Page furniture"]) assert.ok(classes.includes(name), `${classes}`);
    const [items, reasons] = [await all(page, "#removed .excerpt"), await all(page, "#removed .why > li")];
    assert.ok(items.some((it) => /Sign up to read this article/.test(it)), `${items}`);
    assert.ok(items.length <= reasons.length && reasons.every((it) => 3 < it.length), "an item without a reason");

    assert.deepEqual((await all(page, "#timing dt")).filter((it) => !/^Best of \d more$/.test(it)), ["Page", "First run", "Speed", "Words kept"]);
    const [size, first, ...rest] = await all(page, "#timing dd");
    assert.match(`${size}, ${first}`, /^\d+ kB, (under )?[\d.]+ ms$/);
    // A slow machine has no time for a second run.
    assert.match(`${rest}`, /^([\d.]+ ms,)?\d+ MB\/s,[\d,]+$/);

    const rows = await page.$$eval("#report tr", (them) => them.map(({ className, cells }) => [className, ...Array.from(cells, (it) => it.textContent)]));
    assert.ok(rows.every(([name, verdict]) => name === verdict && ["keep", "drop"].includes(verdict ?? "")), JSON.stringify(rows[0]));
    assert.ok(rows.some(([verdict, , , , words]) => verdict === "keep" && words?.startsWith("It was not an easy birth")));
    assert.ok(rows.some(([verdict, , role, , , why]) => verdict === "drop" && role === "sign_in" && why));
  });

  test("pasted HTML, and its address; what stood inside the text can be put back", async () => {
    await paste(await source("/page/newsletter"), "https://sound.example/post");
    await said(page, /^Read the pasted page: /, "good");
    assert.equal(await text(page, "#article h1"), HEADLINE);
    assert.match(await text(page, "#article"), new RegExp(`${FIRST_WORDS}.*${LAST_WORDS}`, "s"));
    const inbox = async () => /in your inbox/.test(await text(page, "#article"));
    assert.ok(!(await inbox()));
    const putBack = await page.waitForSelector("#removed button");
    await putBack?.click();
    assert.ok(await inbox());
    assert.equal(await putBack?.evaluate((it) => `${it.textContent} ${it.getAttribute("aria-pressed")}`), "Take out again true");
    await putBack?.click();
    assert.ok(!(await inbox()));

    await paste(await source("/page/notes"), "https://sound.example/post");
    await until("the second page", async () => /the tide/.test(await text(page, "#article a[href^='https://sound.example/tide']").catch(() => "")));
  });

  test("a file that is chosen, twice over", async () => {
    const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await page.$("#file"));
    for (const [name, path, headline] of [["ferry.html", "/page/plain", HEADLINE], ["rtl.html", "/page/rtl", "العبّارة التي لا تلتزم بموعدها"]]) {
      await input.uploadFile(fileOf(`${name}`, await source(`${path}`)));
      await said(page, new RegExp(`^Read ${name}: `), "good");
      assert.equal(await text(page, "#article h1"), headline);
    }
    assert.equal(await page.$eval("#article", (it) => `${it.getAttribute("lang")} ${it.getAttribute("dir")}`), "ar rtl");
  });

  test("a file that is dropped, and dropped text", async () => {
    await drop(fileOf("dropped.html", await source("/page/plain")));
    await said(page, /^Read dropped\.html: /, "good");
    assert.equal(await text(page, "#article h1"), HEADLINE);
    assert.ok(!(await page.$eval("body", ({ classList }) => classList.contains("dropping"))));
    await page.evaluate((html) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/html", html);
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, await source("/page/newsletter"));
    await said(page, /^Read the dropped text: /, "good");
    assert.match(await text(page, "#removed"), /Newsletter/);
  });

  test("bad input: a clear word, and the next page is read", async () => {
    await paste("");
    await said(page, /^the pasted page couldn’t be read: there is nothing in the box yet$/, "bad");
    assert.ok(!(await page.$eval("#result", (it) => it.checkVisibility())));
    for (const [name, { body, holds, only }] of Object.entries(BAD_PAGES)) {
      if (only || /charset|utf-16/.test(name)) continue; // as bytes without headers these are one good page more
      await drop(fileOf(`${name}.html`, body()));
      await said(page, new RegExp(`^Read ${name}\\.html: `), holds === null ? "bad" : "good");
      const shown = await text(page, "#article");
      assert.ok(shown.includes(holds ?? "No article here"), `${name}: ${shown.slice(0, 200)}`);
      assert.notEqual((await all(page, "#timing dd")).length, 0);
    }
    await paste("<h1>Log in</h1><form><input type=password></form>");
    await said(page, /^Read the pasted page: /, "bad");
    assert.match(await text(page, "#article"), /No article here.*The core says: .+\..*left exactly as it was/s);
    await page.click("#read-demo");
    await said(page, /^Read the demo page: /, "good");
  });

  test("after a trap the reader is told, and the next page is read", async () => {
    // As in states.spec.mjs: the core's memory is filled with ones once.
    await page.evaluate(() => {
      const { set } = Uint8Array.prototype;
      Uint8Array.prototype.set = function setAndSpoil(/** @type {ArrayLike<number>} */ array, /** @type {number} */ offset) {
        set.call(this, array, offset);
        if (this.buffer.byteLength < 1 << 20 || array.length < 1000) return;
        Uint8Array.prototype.set = set;
        this.fill(255);
      };
    });
    await page.click("#read-demo");
    await said(page, /^the demo page couldn’t be read: /, "bad");
    await page.click("#read-demo");
    await said(page, /^Read the demo page: /, "good");
  });

  test("axe finds nothing, empty and full, in light and dark", async () => {
    // Firefox can't be told over its protocol which colours the system has.
    const schemes = BROWSER === "firefox" ? [null] : ["light", "dark"];
    for (const value of schemes) {
      if (value) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.reload();
      assert.deepEqual(await faults(page), []);
      await page.click("#read-demo");
      await said(page, /^Read the demo page: /, "good");
      await page.$$eval("details", (them) => them.forEach((it) => void (it.open = true)));
      assert.deepEqual(await faults(page), []);
    }
  });

  test("nothing that is pasted leaves the page", async () => {
    const html = await source("/page/plain");
    pages.requests.length = 0;
    await paste(html, pages.url("/page/plain"));
    await said(page, /^Read the pasted page: /, "good");
    await page.waitForSelector("#article img");
    await until("the article's picture", () => pages.requests.some(({ path }) => path === "/ferry.svg"));
    assert.deepEqual(pages.requests.filter(({ path }) => path !== "/ferry.svg"), []);
    assert.ok(pages.requests.every(({ referrer }) => referrer === undefined));
  });

  /**
   * @param {string} html
   * @param {string} [url]
   */
  async function paste(html, url = "") {
    await page.$eval("#paste", (it) => void (/** @type {HTMLDetailsElement} */ (it).open = true));
    for (const [selector, value] of [["#html", html], ["#url", url]]) {
      await page.$eval(`${selector}`, (it, given) => void (/** @type {HTMLTextAreaElement} */ (it).value = given), `${value}`);
    }
    await page.click("#input button[type=submit]");
  }

  /**
   * In Chromium a true drop of a file of this machine; Firefox's protocol has none, and its event is made up.
   *
   * @param {string} file
   */
  async function drop(file) {
    if (BROWSER === "firefox") {
      await page.evaluate(dropOfFile, readFileSync(file).toString("base64"), file.slice(folder.length + 1));
      return;
    }
    const protocol = await page.createCDPSession();
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
      await protocol.send("Input.dispatchDragEvent", { type, x: 5, y: 5, data });
    }
    await protocol.detach();
  }
});

/**
 * Runs in the page.
 *
 * @param {string} base64
 * @param {string} name
 */
function dropOfFile(base64, name) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (it) => it.charCodeAt(0))], name));
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}

/**
 * @param {Page} page
 * @param {string} selector
 */
function text(page, selector) {
  return page.$eval(selector, ({ textContent }) => textContent ?? "");
}

/**
 * @param {Page} page
 * @param {string} selector
 */
function all(page, selector) {
  return page.$$eval(selector, (them) => them.map(({ textContent }) => textContent ?? ""));
}

/**
 * Waits until the line of the page says so.
 *
 * @param {Page} page
 * @param {RegExp} words
 * @param {"good" | "bad"} mood
 */
function said(page, words, mood) {
  return until(`the page to say ${words}`, async () => {
    const [line, is] = await page.$eval("#status", (it) => [it.textContent ?? "", /** @type {HTMLElement} */ (it).dataset["mood"]]);
    if (is === "busy" || !words.test(`${line}`)) throw new Error(`it says ${line}`);
    assert.equal(is, mood, `${line}`);
    return true;
  });
}

/**
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function faults(page) {
  const run = `(async () => {
    const module = undefined, define = undefined;
    ${AXE};
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 160) + " " + failureSummary));
  })()`;
  return /** @type {Promise<string[]>} */ (page.evaluate(run));
}
