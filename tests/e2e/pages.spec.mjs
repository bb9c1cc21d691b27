// The view on pages of every temper: strict policies, open modals, hostile styles, shadow roots, five
// megabytes, right to left.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIRST_WORDS, HEADLINE, LAST_WORDS } from "./pages.mjs";
import { BROWSER, closed, inside, opened, pageState, see, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** What each has beside the plain page is in pages.mjs. */
const SAME_ARTICLE = ["plain", "csp-none", "csp-sandbox", "coep", "modal", "hostile-css", "open-shadow", "closed-shadow"];

describe(`pages in ${BROWSER}`, () => {
  for (const name of SAME_ARTICLE) {
    test(`${name}: the whole article, on top, and the page back as it was`, async () => {
      const page = await session.newPage(pages.url(`/page/${name}`));
      const was = await pageState(page);
      await session.toggle(page);
      await until("the view to be seen on top", async () => (await see(session, page)).onTop);
      const seen = await see(session, page);
      assert.equal(seen.headline, HEADLINE);
      assert.match(seen.text, new RegExp(FIRST_WORDS));
      assert.match(seen.text, new RegExp(LAST_WORDS));
      await until("the lead image", async () => (await see(session, page)).images === 1);
      await session.toggle(page);
      await closed(page);
      assert.deepEqual(await pageState(page), was);
      await page.close();
    });
  }

  test("a modal the page opens later stays beneath", async () => {
    const page = await session.newPage(pages.url("/page/late-modal"));
    await session.toggle(page);
    await opened(page);
    await page.evaluate(() => dispatchEvent(new Event("open-wall")));
    await until("the view to come on top again", async () => (await see(session, page)).onTop && page.evaluate(() => document.querySelector("dialog")?.open));
    await page.close();
  });

  test("five megabytes", async () => {
    const page = await session.newPage(pages.url("/page/big"));
    await session.toggle(page);
    const seen = await see(session, page);
    assert.equal(seen.headline, HEADLINE);
    assert.ok(2_000_000 < seen.text.length, `${seen.text.length} characters`);
    await session.toggle(page);
    await closed(page);
    await page.close();
  });

  test("right to left", async () => {
    const page = await session.newPage(pages.url("/page/rtl"));
    await session.toggle(page);
    const seen = await see(session, page);
    assert.equal(seen.direction, "rtl");
    assert.match(seen.language, /^ar/);
    assert.match(seen.text, /غادرت العبّارة/);
    const [start, end] = await inside(session, page, (root) => {
      const edges = (/** @type {string} */ selector) => /** @type {Element} */ (root.querySelector(selector)).getBoundingClientRect();
      return [edges("h1").right, edges(".body p").right];
    });
    assert.equal(start, end);
    await page.close();
  });

  test("images are asked for without telling where they are read", async () => {
    pages.requests.length = 0;
    const page = await session.newPage(pages.url("/page/plain"));
    await until("the page's own request", () => pages.requests.some(({ path, referrer }) => path === "/ferry.svg" && referrer));
    await session.toggle(page);
    await until("the view's image", async () => (await see(session, page)).images === 1);
    const ours = pages.requests.filter(({ path, referrer }) => path === "/ferry.svg" && !referrer);
    const attribute = await inside(session, page, (root) => root.querySelector("img")?.referrerPolicy);
    assert.equal(attribute, "no-referrer");
    assert.ok(ours.length <= 1);
    await page.close();
  });
});
