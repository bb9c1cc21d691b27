// The view on pages of every temper: strict policies, open modals, hostile styles, shadow roots, five
// megabytes, right to left.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIRST_WORDS, HEADLINE, LAST_WORDS } from "./pages.mjs";
import { BROWSER, closed, forgetStored, inside, opened, pageState, see, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";
import { STYLES } from "./styled-pages.mjs";

/** Share of differing pixels up to which two pictures are the same: letters may lie a fraction of a pixel beside where they lay. */
const SAME = 0.002;

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

  test("the view looks the same over pages of every style, also of one that comes later", async (context) => {
    const extension = await session.extension();
    await extension.evaluate(() => chrome.storage.sync.set({ font: "mono" })); // the one whose list has names that most machines know
    const plain = await openStyled("none");
    const before = await plain.screenshot({ encoding: "base64" });
    await plain.close();
    for (const name of STYLES) {
      await context.test(name, async () => {
        const page = await openStyled(name);
        await page.evaluate(() => {
          document.querySelector("#late")?.removeAttribute("media");
          return Promise.allSettled(Array.from(document.fonts, (face) => face.load())).then(() => undefined);
        });
        let differing = 1;
        await until("the same picture", async () => {
          differing = await difference(page, before, await page.screenshot({ encoding: "base64" }));
          return differing < SAME;
        }).catch(() => assert.fail(`${(100 * differing).toFixed(2)}% of it differ`));
        await page.close();
      });
    }
    await forgetStored(session);
  });

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

/**
 * The view over a page of a style, with everything selected.
 *
 * @param {string} name
 */
async function openStyled(name) {
  const page = await session.newPage(pages.url(`/page/styled/${name}`));
  await session.toggle(page);
  await surrounded(session, page);
  await until("the lead image", async () => (await see(session, page)).images === 1);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  return page;
}

/**
 * Share of the pixels in which two pictures differ by more than a shade; without the scrollbars, behind which Firefox shows more
 * of a page that is wider.
 *
 * @param {import("puppeteer-core").Page} page where they are compared
 * @param {...string} pictures PNG, in base64
 * @returns {Promise<number>}
 */
function difference(page, ...pictures) {
  return session.content(
    page,
    async (sources) => {
      const SHADE = 40; // of 255
      const [WIDTH, HEIGHT] = [1240, 880];
      const read = async (/** @type {string} */ source) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (it) => it.charCodeAt(0))]));
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d"));
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, WIDTH, HEIGHT).data;
      };
      const [one, other] = await Promise.all(sources.map(read));
      let differing = 0;
      for (let at = 0; at < one.length; at += 4) {
        if ([0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > SHADE)) differing += 1;
      }
      return (4 * differing) / one.length;
    },
    pictures,
  );
}
