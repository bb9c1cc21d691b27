// With text selected, the menu opens just that: whole, under the page's name, and nothing that isn't displayed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIRST_WORDS, HEADLINE, LAST_WORDS } from "./pages.mjs";
import { BROWSER, closed, inside, opened, see, stands, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/**
 * Selects from one element's text to another's, as by dragging, and takes the menu entry.
 *
 * @param {string} name
 * @param {{ from: string, to: string, skip?: number, left?: number, collapse?: boolean }} what `skip` characters of the first aren't
 *   selected, nor `left` of the last
 */
async function readSelected(name, { from, to, skip = 0, left = 0, collapse = false }) {
  const page = await session.newPage(pages.url(`/page/${name}`));
  if (BROWSER === "chromium") {
    // One press of the button lets us in, as choosing the real menu would.
    await session.toggle(page);
    await opened(page);
    await session.toggle(page);
    await closed(page);
  }
  const was = await page.evaluate(
    (start, end, skipped, kept) => {
      const first = /** @type {Text} */ (document.querySelector(start)?.firstChild);
      const last = /** @type {Text} */ (document.querySelector(end)?.lastChild);
      first.parentElement?.scrollIntoView({ block: "center" }); // where the menu will be asked for
      getSelection()?.setBaseAndExtent(first, skipped, last, last.data.length - kept);
      return getSelection()?.toString();
    },
    from,
    to,
    skip,
    left,
  );
  if (collapse) await page.evaluate(() => getSelection()?.removeAllRanges());
  await session.menu(page, "read-selection");
  return { page, was };
}

describe(`selection in ${BROWSER}`, () => {
  test("what is selected opens, from its first letter to its last, and closes without a trace", async () => {
    const { page, was } = await readSelected("plain", { from: "article p:nth-of-type(4)", to: "article p:nth-of-type(6)", skip: 5, left: 1 });
    const seen = await see(session, page);
    assert.equal(seen.headline, HEADLINE);
    assert.equal(seen.language, "en");
    const squeezed = (/** @type {string | undefined} */ text) => text?.replaceAll(/\s+/g, "");
    assert.equal(squeezed(seen.text), squeezed(was));
    assert.ok(!seen.text.includes(FIRST_WORDS) && !seen.text.includes(LAST_WORDS), seen.text);
    await page.keyboard.press("Escape");
    await closed(page);
    assert.equal(await page.evaluate(() => getSelection()?.toString()), was);
    await page.close();
  });

  test("hidden text between isn't read, scripts aren't either, and no element of the page's wakes", async () => {
    const { page } = await readSelected("selectable", { from: "#from", to: "#to" });
    const seen = await see(session, page);
    assert.doesNotMatch(seen.text, /nobody sees|not text/);
    assert.match(seen.text, /One thing[^]*Another thing/);
    assert.equal(await inside(session, page, (root) => root.querySelectorAll(".body ul > li").length), 2);
    await page.keyboard.press("Escape");
    await closed(page);
    assert.equal(await page.evaluate(() => document.documentElement.dataset["woken"]), "1");
    await page.close();
  });

  test("the headline carries no site's name, and a day in the text isn't the day of publication", async () => {
    const { page } = await readSelected("encyclopedia", { from: ".infobox th", to: "#from" });
    const seen = await see(session, page);
    assert.equal(seen.headline, HEADLINE);
    assert.match(seen.text, /1981-03-05[^]*For the ninth time/);
    assert.equal(await inside(session, page, (root) => root.querySelector("header time")), null);
    await page.close();
  });

  test("items of a list stay items, though the list itself isn't selected", async () => {
    const { page } = await readSelected("list", { from: "ol > li:nth-child(2)", to: "ol > li:nth-child(5)" });
    await opened(page);
    assert.equal(await inside(session, page, (root) => root.querySelectorAll(".body ol > li").length), 4);
    await page.close();
  });

  test("a single sentence opens, too: nobody but its reader judges", async () => {
    const { page, was } = await readSelected("list", { from: "ol > li:nth-child(4)", to: "ol > li:nth-child(4)" });
    const seen = await see(session, page);
    assert.equal(seen.text.replaceAll(/\s+/g, " ").trim(), was?.replaceAll(/\s+/g, " ").trim());
    await page.close();
  });

  test("nothing selected is said, with what to do", { skip: BROWSER === "firefox" && "its menu has no such entry then" }, async () => {
    const { page } = await readSelected("list", { from: "ol > li:nth-child(4)", to: "ol > li:nth-child(4)", collapse: true });
    const told = async () => (await stands(page, "lede-notice")) && (await inside(session, page, (root) => root.textContent, null, "lede-notice"));
    await until("the words", async () => /Too little is selected[^]*paragraphs/.test(await told()));
    assert.ok(!(await stands(page)));
    await page.close();
  });

  test("the place in the article is neither used nor lost", async () => {
    const { page } = await readSelected("long", { from: "h2:nth-of-type(3) + p", to: "h2:nth-of-type(9) + p" });
    await opened(page);
    const extension = await session.extension();
    await extension.evaluate(() => chrome.storage.local.clear());
    await page.bringToFront();
    await surrounded(session, page);
    await page.keyboard.press("n");
    await until("the view to scroll", () => inside(session, page, (root) => root.querySelector("dialog")?.scrollTop));
    await page.keyboard.press("Escape");
    await closed(page);
    assert.deepEqual(await stored(session, "local"), {});
    await page.close();
  });
});
