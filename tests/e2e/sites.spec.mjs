// Sites that the reader has let Lede into: their articles open by themselves where she wishes it, and the button tells which
// pages are articles; on all others nothing is looked at. And the page of all settings, with the list of those sites.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { HEADLINE, servePages } from "./pages.mjs";
import { BROWSER, button, closed, EXTENSION, forgetStored, inside, opened, see, stands, stored, surrounded, until } from "./reader.mjs";
import { open } from "../../xtask/browser/driver.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ORIGIN = "http://127.0.0.1/*";

/** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
/** @type {Awaited<ReturnType<typeof open>>} */ let session;
/** @type {Page} a page of the extension */ let ours;

before(async () => {
  pages = await servePages();
  // Firefox, whose reader says yes whenever she is asked.
  session = await open({ browser: BROWSER, extension: EXTENSION, prefs: { "extensions.webextOptionalPermissionPrompts": false } });
  ours = await session.extension();
  if (BROWSER === "chromium") await agree();
});
after(async () => {
  await session?.close();
  await pages?.close();
});

/** No protocol answers Chromium's question; where its reader has said yes in the browser's own page, it isn't asked. */
async function agree() {
  const browsers = await session.newPage("chrome://extensions/");
  await browsers.evaluate((id, site) => /** @type {any} */ (chrome).developerPrivate.addHostPermission(id, site), new URL(session.base).host, ORIGIN);
  await browsers.close();
}

/** @param {string} path */
const at = (path) => session.newPage(pages.url(path));

const isLetIn = () => ours.evaluate((site) => chrome.permissions.contains({ origins: [site] }), ORIGIN);
const opens = async () => (await stored(session, "sync"))["opens:127.0.0.1"];

/**
 * The panel's last switch, for this site's articles.
 *
 * @param {Page} page with an open view
 */
async function switchInPanel(page) {
  await page.keyboard.press(",");
  await until("the panel", () => inside(session, page, (root) => root.querySelector(".panel.settings") !== null));
  const was = await inside(session, page, (root) => {
    const input = /** @type {HTMLInputElement} */ (Array.from(root.querySelectorAll(".panel .toggle input")).at(-1));
    input.focus();
    return input.checked;
  });
  await page.keyboard.press(" ");
  return was;
}

/** @param {Page} page */
const isOn = (page) => inside(session, page, (root) => /** @type {HTMLInputElement} */ (Array.from(root.querySelectorAll(".panel .toggle input")).at(-1)).checked);

/** What the button says of the page in front, when it says what it should. @param {Page} page @param {RegExp} title @param {string} badge */
async function buttonSays(page, title, badge) {
  await page.bringToFront();
  await until(`the button to say ${title}`, async () => {
    const now = await button(session);
    return title.test(now.title) && now.badge === badge;
  });
}

/** The extension's page of settings, in a tab of its own. @param {string} [fragment] */
async function optionsPage(fragment = "") {
  const page = await session.extension(`extension/options/options.html?${Math.random()}${fragment}`);
  await page.bringToFront();
  await until("the settings", () => page.evaluate(() => document.querySelector("#settings button") !== null && document.querySelector("#list")?.childElementCount === 1));
  return page;
}

describe(`sites in ${BROWSER}`, () => {
  test("where Lede hasn't been let in, it looks at no page by itself", async () => {
    await ours.evaluate(() => chrome.storage.sync.set({ "opens:127.0.0.1": "http:" })); // as from another machine of hers
    const page = await at("/page/plain");
    assert.deepEqual(await ours.evaluate(() => chrome.scripting.getRegisteredContentScripts()), []);
    await page.bringToFront();
    assert.equal((await button(session)).title, "Read with Lede");
    await session.toggle(page);
    await opened(page);
    assert.equal(await switchInPanel(page), false, "without leave it counts for nothing");
    if (BROWSER === "firefox") await allow(page);
    await until("it to be on", async () => (await opens()) === "http:" && (await isLetIn()) && (await isOn(page)));
    await page.close();
  });

  /** Firefox takes no press in a page for a wish: a page of the extension asks. @param {Page} from */
  async function allow(from) {
    const asking = await until("a page that asks", async () => {
      // The driver isn't told the address of such a tab; the page itself is asked.
      for (const page of await session.browser.pages()) if ((await page.evaluate(() => location.hash).catch(() => "")) === `#${ORIGIN}`) return page;
      return undefined;
    });
    await asking.bringToFront();
    await until("the question", () => asking.evaluate(() => document.activeElement?.closest("#wish") !== null));
    assert.match(await asking.evaluate(() => document.querySelector("#wish")?.textContent ?? ""), /articles of \S*127\.0\.0\.1\S* by itself/);
    await asking.keyboard.press("Enter");
    await until("it to be let in", isLetIn);
    await until("the question to go", () => asking.evaluate(() => document.querySelector("#wish")?.childElementCount === 0));
    await asking.close();
    await from.bringToFront();
  }

  /**
   * NOTE: told by the button first: to the browser, what Chromium's driver does in a page is her doing something in it, and then
   * nothing opens any more.
   *
   * @param {Page} page
   */
  async function opensByItself(page) {
    await buttonSays(page, /Close/, "");
    await opened(page);
  }

  test("an article of the site opens by itself, once for each time that its page is loaded", async () => {
    const page = await at("/page/plain");
    assert.equal((await see(session, page)).headline, HEADLINE);
    await surrounded(session, page);
    await page.keyboard.press("Escape");
    await closed(page);
    await buttonSays(page, /An article/, "•");
    // Another page of the site takes all the steps that would open this one again.
    const other = await at("/page/newsletter");
    await opensByItself(other);
    assert.ok(!(await stands(page)), "it was closed");
    await other.close();
    await page.bringToFront();
    await page.evaluate(() => Object.assign(globalThis, { wasHere: true }));
    await page.goto(pages.url("/page/no-article"));
    await page.goBack();
    if (await page.evaluate(() => "wasHere" in globalThis)) {
      await buttonSays(page, /An article/, "•"); // the same page still, not loaded anew
      assert.ok(!(await stands(page)));
    } else await opensByItself(page);
    await page.reload();
    await opensByItself(page);
    await page.goto(pages.url("/page/newsletter"));
    await opensByItself(page);
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, "/page/plain");
    await opened(page);
    await page.close();
  });

  test("a text that a script brings later opens, too", async () => {
    const page = await at("/page/comes-later");
    // NOTE: not by looking into the page: to the browser, what Chromium's driver does there is her doing something in it.
    await buttonSays(page, /Close/, "");
    assert.equal((await see(session, page)).headline, HEADLINE);
    await page.close();
  });

  test("nothing opens on a page that is no article, and the button says so", async () => {
    const page = await at("/page/no-article");
    await buttonSays(page, /No article/, "");
    assert.ok(!(await stands(page)) && !(await stands(page, "lede-notice")));
    await page.close();
  });

  test("where it doesn't open by itself, the button marks an article; reading and closing it changes that and back", async () => {
    const page = await at("/page/plain");
    await surrounded(session, page);
    assert.equal(await switchInPanel(page), true);
    await until("it not to be stored", async () => (await opens()) === undefined);
    await page.reload();
    await buttonSays(page, /An article/, "•");
    assert.ok(!(await stands(page)));
    await session.toggle(page);
    await opened(page);
    await buttonSays(page, /Close/, "");
    await session.toggle(page);
    await closed(page);
    await buttonSays(page, /An article/, "•");
    await page.goto(pages.url("/page/no-article"));
    await buttonSays(page, /No article/, "");
    await page.goBack();
    await buttonSays(page, /An article/, "•");
    await page.evaluate(() => history.pushState(null, "", "/page/somewhere-else"));
    await buttonSays(page, /^Read with Lede$/, "");
    await page.close();
  });

  test("the list has the site: switched on there, its articles open; removed, nothing is kept; undone, all is back", async () => {
    await ours.evaluate(() => chrome.storage.sync.set({ "site:127.0.0.1": { theme: "sepia", textScale: 150 } }));
    const options = await optionsPage();
    const item = () => options.evaluate(() => document.querySelector("#list li")?.textContent ?? "");
    await until("its own settings", async () => /127\.0\.0\.1.*Theme: Sepia · Text size: 150%.*Lede may look/.test(await item()));
    await options.focus("#list input");
    await options.keyboard.press(" ");
    await until("it stored", async () => (await opens()) === "http:");
    const page = await at("/page/plain");
    await opened(page);
    await page.close();

    await options.bringToFront();
    await until("the list to follow", () => options.evaluate(() => document.querySelector("#list input")?.matches(":checked:focus") ?? false));
    await options.focus("#list li > button:last-child");
    await options.keyboard.press("Enter");
    await until("nothing to be kept", async () => Object.keys(await stored(session, "sync")).length === 0 && !(await isLetIn()));
    await until("the empty list", () => options.evaluate(() => document.querySelector("#list .none") !== null));
    await until("the way back to have the focus", () => options.evaluate(() => document.activeElement?.closest("#done") !== null));
    assert.deepEqual(await ours.evaluate(() => chrome.scripting.getRegisteredContentScripts()), []);
    const untouched = await at("/page/plain");
    await untouched.bringToFront();
    assert.equal((await button(session)).title, "Read with Lede");
    assert.ok(!(await stands(untouched)));
    await untouched.close();
    await options.bringToFront();
    await options.keyboard.press("Enter");
    await until("all of it", async () => {
      const now = await stored(session, "sync");
      return now["opens:127.0.0.1"] === "http:" && now["site:127.0.0.1"]?.textScale === 150 && (await isLetIn());
    });
    await options.close();
    const again = await at("/page/plain");
    await opened(again);
    await again.close();
  });

  test("the browser's no is heard at once, and the list offers to ask", async () => {
    await ours.evaluate(() => chrome.storage.sync.set({ "opens:127.0.0.1": "http:" }));
    await ours.evaluate((site) => chrome.permissions.remove({ origins: [site] }), ORIGIN);
    const page = await at("/page/plain");
    await page.bringToFront();
    assert.equal((await button(session)).title, "Read with Lede");
    assert.ok(!(await stands(page)));
    await page.close();
    const options = await optionsPage();
    assert.match(await options.evaluate(() => document.querySelector("#list li")?.textContent ?? ""), /may not look/);
    await options.focus("#list .first");
    await options.keyboard.press("Enter");
    await until("it to be let in", isLetIn);
    await until("the list to follow", () => options.evaluate(() => document.querySelector("#list .off") === null));
    await options.close();
  });

  test("the page of settings has all that the view's panel has, both ways, and a reset that can be undone", async () => {
    await forgetStored(session);
    const view = await at("/page/plain");
    await session.toggle(view);
    await surrounded(session, view);
    const options = await optionsPage();
    await options.bringToFront();
    const legends = await options.evaluate(() => Array.from(document.querySelectorAll("#settings :is(legend, .slider > span)"), (it) => it.textContent));
    assert.deepEqual(legends, [
      "Theme", "Font", "Text size", "Letters per line", "Line spacing", "Letter spacing", "Word spacing", "Weight", "Writing direction",
      "Alignment", "Hyphenation", "Layout", "Pictures", "Lines in focus", "Single-key shortcuts",
    ]);
    await view.bringToFront();
    await view.keyboard.press(",");
    await until("the panel", () => inside(session, view, (root) => root.querySelector(".panel.settings") !== null));
    await inside(session, view, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .foot button:last-child")).click());
    const inFront = () => ours.evaluate(async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.url ?? "");
    await until("the way there from the view", async () => (await inFront()).includes("/options/options.html"));
    await view.bringToFront();
    await view.keyboard.press("Escape");
    await options.bringToFront();
    await options.focus("#settings input[value=auto]");
    await options.keyboard.press("ArrowRight");
    await options.keyboard.press("ArrowRight");
    await until("it stored", async () => (await stored(session, "sync"))["theme"] === "dark");
    await until("the open view to follow", () => inside(session, view, (root) => root.querySelector("dialog")?.dataset["theme"] === "dark"));
    await view.keyboard.press("t");
    await options.bringToFront();
    await until("the page to follow", () => options.evaluate(() => document.querySelector("#settings input[value=sepia]")?.matches(":checked") ?? false));
    await options.focus("#settings > button");
    await options.keyboard.press("Enter");
    await until("the first settings", async () => (await stored(session, "sync"))["theme"] === undefined);
    await until("the way back to have the focus", () => options.evaluate(() => document.activeElement?.closest("#done") !== null));
    await options.keyboard.press("Enter");
    await until("them back", async () => (await stored(session, "sync"))["theme"] === "sepia");
    await options.close();
    await view.close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`axe finds nothing in the page of settings, ${scheme}, and it fits on 360 px, from right to left, too`, async () => {
      await ours.evaluate(() => chrome.storage.sync.set({ "opens:127.0.0.1": "http:", "opens:a-site-with-a-very-long-name-indeed-as-some-have.news.example": "https:", "site:127.0.0.1": { theme: "sepia" }, theme: "custom", font: "installed" }));
      const options = await optionsPage("#https://news.example/*");
      await options.setViewport({ width: 360, height: 640 });
      await options.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]).catch(() => undefined);
      await until("two sites", () => options.evaluate(() => document.querySelectorAll("#list li").length === 2));
      for (const direction of ["ltr", "rtl"]) {
        await options.evaluate((it) => {
          document.documentElement.dir = it;
        }, direction);
        const found = await options.evaluate(`(async () => {
          const module = undefined, define = undefined;
          ${AXE};
          const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 160)));
        })()`);
        assert.deepEqual(found, [], direction);
        const beyond = await options.evaluate(() => Array.from(document.querySelectorAll("main *"), (it) => ({ it, box: it.getBoundingClientRect() })).filter(({ it, box }) => it.checkVisibility() && (box.right > innerWidth + 1 || box.left < -1)).map(({ it }) => it.outerHTML.slice(0, 80)));
        assert.deepEqual(beyond, [], direction);
        const small = await options.evaluate(() => Array.from(document.querySelectorAll("button, .options label, .toggle, .slider input, .text input, .colour"), (it) => ({ it, box: it.getBoundingClientRect() })).filter(({ it, box }) => it.checkVisibility() && (box.height < 44 || box.width < 44)).map(({ it }) => it.outerHTML.slice(0, 80)));
        assert.deepEqual(small, [], direction);
      }
      await options.close();
    });
  }
});
