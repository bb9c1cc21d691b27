// What stands around the text: outline, progress and time left, the remembered place, notes, tables, code,
// pictures, videos, lines in focus; and the keys for all of it.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, closed, forgetStored, inside, stands, stored, until } from "./reader.mjs";
import { printed } from "./pdf.mjs";
import { pages, session } from "./setup.mjs";
import { click, read, textOf } from "./view.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

/** @param {Page} page */
const scrolled = (page) => inside(session, page, (root) => root.querySelector("dialog")?.scrollTop);

/** @param {Page} page */
const marked = (page) => inside(session, page, (root) => root.querySelector(".here")?.textContent?.slice(0, 20) ?? null);

/**
 * @param {Page} page
 * @param {string} key
 * @param {string | null} wanted
 */
async function goes(page, key, wanted) {
  await page.keyboard.press(/** @type {any} */ (key));
  await until(`${key} to go to ${wanted}`, async () => (await marked(page)) === wanted);
}

describe(`reading in ${BROWSER}`, () => {
  test("the outline lists the headings, marks the current one and goes to another", async () => {
    const page = await read("/page/notes");
    await page.keyboard.press("o");
    await until("the outline", async () => (await textOf(page, ".outline nav")) !== null);
    const list = await inside(session, page, (root) => Array.from(root.querySelectorAll(".outline li"), (item) => `${item.getAttribute("data-level")} ${item.textContent}`));
    assert.deepEqual(list.slice(1), ["2 What the harbour says", "3 In a letter", "2 What the log says", "2 Notes"]);
    assert.match(await textOf(page, ".outline [aria-current]") ?? "", /ferry/);
    await click(page, ".outline li:nth-child(4) button");
    await until("the heading to be marked", async () => (await textOf(page, ".outline [aria-current]")) === "What the log says");
    const top = await inside(session, page, (root) => Array.from(root.querySelectorAll("h2"), (it) => it).find((it) => it.textContent === "What the log says" && !it.closest(".panel"))?.getBoundingClientRect().top);
    assert.ok(0 < top && top < 300, `the heading at ${top}`);
    await page.keyboard.press("Escape");
    await until("the outline to close", async () => (await textOf(page, ".outline")) === null);
    assert.ok(await stands(page), "and only the outline");
    await page.close();
  });

  test("progress and time left follow the text", async () => {
    const page = await read("/page/long");
    const percent = () => inside(session, page, (root) => Number(root.querySelector(".progress")?.getAttribute("aria-valuenow")));
    const first = await textOf(page, ".toolbar .left");
    assert.match(first ?? "", /^\d+ min left$/);
    assert.ok((await percent()) < 5);
    await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo(0, 1e9));
    await until("the end", async () => (await percent()) === 100);
    assert.equal(await textOf(page, ".toolbar .left"), "");
    await page.close();
  });

  test("the place is remembered for the article, and no list of articles is", async () => {
    const page = await read("/page/long");
    for (let n = 0; n < 5; n += 1) await page.keyboard.press("n");
    await until("the fifth heading", async () => (await marked(page)) === "Part 5");
    const left = await scrolled(page);
    await session.toggle(page);
    await closed(page);
    const kept = await until("the place to be stored", async () => (await stored(session, "local"))["positions"]);
    assert.doesNotMatch(JSON.stringify(kept), /127|page|long/);
    await page.close();

    const again = await read("/page/long");
    assert.ok(Math.abs((await scrolled(again)) - left) < 60, `${await scrolled(again)} for ${left}`);
    assert.match(await until("the reader to be told", () => textOf(again, ".chips p")) ?? "", /Continued/);
    await click(again, ".chips button");
    await until("the start", async () => (await scrolled(again)) === 0);
    await session.toggle(again);
    await closed(again);
    await until("the place to be forgotten", async () => (await stored(session, "local"))["positions"]?.length === 0);
    await again.close();

    const other = await read("/page/notes");
    assert.equal(await scrolled(other), 0);
    await other.close();
  });

  test("the place is remembered for whoever leaves in the frame of her last scroll", async () => {
    const page = await read("/page/long");
    await inside(session, page, (root) => {
      root.querySelector("dialog")?.scrollTo({ top: 2000, behavior: "instant" });
      /** @type {HTMLElement} */ (root.querySelector(".toolbar button:last-child")).click();
    });
    await closed(page);
    await until("the place to be stored", async () => (await stored(session, "local"))["positions"]?.length === 1);
    await page.close();
  });

  test("keys go by paragraph and by heading, and change size and theme", async () => {
    const page = await read("/page/notes");
    await goes(page, "j", "For the ninth time t");
    await goes(page, "j", "The captain, who has");
    await goes(page, "k", "For the ninth time t");
    await goes(page, "ArrowRight", "The captain, who has");
    await goes(page, "ArrowLeft", "For the ninth time t");
    await goes(page, "n", "What the harbour say");
    await goes(page, "n", "In a letter");
    await goes(page, "p", "What the harbour say");
    const size = () => inside(session, page, (root) => getComputedStyle(/** @type {Element} */ (root.querySelector("dialog"))).fontSize);
    await page.keyboard.press("+");
    await until("larger text", async () => (await size()) === "22px");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await until("smaller text", async () => (await size()) === "18px");
    await page.keyboard.press("r");
    await until("the list of what was removed", () => inside(session, page, (root) => /** @type {HTMLDetailsElement} */ (root.querySelector(".removed")).open && root.activeElement?.localName === "summary"));
    await page.keyboard.press("?");
    await until("the keys", async () => /paragraph.*Read aloud.*reader view/s.test((await textOf(page, ".help dl")) ?? ""));
    const rows = await inside(session, page, (root) => Array.from(root.querySelectorAll(".help dl > div"), (row) => Array.from(row.children, (cell) => Array.from(cell.childNodes, (it) => it.textContent).join(" ")).join(": ")));
    for (const row of ["a ← → Space: Read aloud", "f ↑ ↓: Lines in focus", "i ← →: Pictures", "j k → ←: Next, previous paragraph", "← → Space Page Up Page Down Home End: Pages"]) assert.ok(rows.includes(row), row);
    assert.match(rows.at(-1), /^Alt\+Shift\+L: Open or close/);
    await page.keyboard.press("Escape");
    await until("the keys to close", async () => (await textOf(page, ".help")) === null);
    await page.keyboard.press("Escape");
    await closed(page);
    await page.close();
  });

  test("a key written into a field is text, and Escape closes the panel alone", async () => {
    const page = await read("/page/notes");
    await page.keyboard.press(",");
    await until("the panel", async () => (await textOf(page, ".settings")) !== null);
    await click(page, '.panel input[value="installed"]');
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".panel .text input")).focus());
    await page.keyboard.type("Noto j");
    const typed = () => inside(session, page, (root) => /** @type {HTMLInputElement} */ (root.querySelector(".panel .text input")).value);
    await until("the name", async () => (await typed()) === "Noto j");
    assert.equal(await marked(page), null);
    await page.keyboard.press("Escape");
    await until("the panel to close", async () => (await textOf(page, ".settings")) === null);
    assert.equal(await inside(session, page, (root) => root.activeElement?.getAttribute("aria-label")), "Settings");
    assert.ok(await stands(page));
    await page.close();
  });

  test("notes open beside their numbers, other links of the page lead to their place", async () => {
    const page = await read("/page/notes");
    const address = page.url();
    await click(page, ".body sup a");
    assert.match((await until("the note", () => textOf(page, ".panel.note .text"))) ?? "", /spring tide/);
    assert.equal(await textOf(page, ".panel.note h2"), "Note 1");
    const beside = await inside(session, page, (root) => {
      const box = root.querySelector(".panel.note")?.getBoundingClientRect();
      const link = root.querySelector(".body sup a")?.getBoundingClientRect();
      return box && link && [Math.min(Math.abs(box.top - link.bottom), Math.abs(box.bottom - link.top)), box.left < link.left, link.right < box.right];
    });
    assert.deepEqual([beside[0] < 20, beside[1], beside[2]], [true, true, true]);
    await page.keyboard.press("Escape");
    await until("the note to close", async () => (await textOf(page, ".panel.note")) === null);
    await inside(session, page, (root) => /** @type {HTMLElement} */ (Array.from(root.querySelectorAll(".body a"), (it) => it).find((it) => it.textContent === "the log")).click());
    await until("the heading", async () => (await marked(page)) === "What the log says");
    assert.ok(await stands(page));
    assert.equal(page.url(), address);
    await page.close();
  });

  test("a link to what the article doesn't hold leads into the page", async () => {
    const page = await read("/page/plain-with-top-link");
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".body a[href$='#contact']")).click());
    await closed(page);
    assert.match(page.url(), /#contact$/);
    await page.close();
  });

  test("a wide table scrolls in itself", async () => {
    const page = await read("/page/table");
    const [wide, narrow, dialog] = await inside(session, page, (root) => {
      const box = /** @type {HTMLElement} */ (root.querySelector(".scroller"));
      const outer = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return [box.scrollWidth, box.clientWidth, outer.scrollWidth - outer.clientWidth];
    });
    assert.ok(narrow * 1.5 < wide, `${wide} in ${narrow}`);
    assert.ok(dialog <= 0);
    await until("Tab to reach it", () => inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".scroller")).getAttribute("tabindex") === "0"));
    await page.close();
  });

  test("a table that has to be scrolled has room for its lines, and none of it is cut off on paper", async (context) => {
    const page = await read("/page/table-with-remarks");
    const heads = () => inside(session, page, (root) => {
      const { width, height } = /** @type {Element} */ (root.querySelector("th")).getBoundingClientRect();
      const remarks = /** @type {Element} */ (root.querySelector("td:last-child")).getBoundingClientRect();
      return { width, height, remarks: remarks.width, size: parseFloat(getComputedStyle(/** @type {Element} */ (root.querySelector("td"))).fontSize) };
    });
    await until("lines of more than a word", async () => {
      const { width, height, size, remarks } = await heads();
      return width > 8 * size && height < 3.5 * size && remarks < 24 * size;
    });
    if (BROWSER === "chromium") {
      await page.emulateMediaType("print");
      await until("the head in several lines", async () => (await heads()).height > 3.5 * (await heads()).size);
    } else context.diagnostic("only Chromium's driver can print");
    await page.close();
  });

  test("what is folded away is there on paper", async () => {
    const page = await read("/page/opened-on-paper");
    assert.equal(await inside(session, page, (root) => root.querySelector(".body details p")?.checkVisibility({ contentVisibilityAuto: true })), false);
    assert.match(printed(await page.pdf()), /Whatthelogsays.*longestunbrokenrecord/);
    await page.close();
  });

  test("what is emphasised is seen in every script, and slanted only where letters slant", async () => {
    const page = await read("/page/emphasis");
    const looks = await inside(session, page, (root) => Array.from(root.querySelectorAll(".body em"), (it) => {
      const { fontStyle, fontWeight, textEmphasisStyle } = getComputedStyle(it);
      return [fontStyle, fontWeight, textEmphasisStyle.replace("filled ", "")];
    }));
    assert.deepEqual(looks, [["italic", "400", "none"], ["normal", "700", "none"], ["normal", "400", "dot"]]);
    await page.close();
  });

  for (const [language, least] of /** @type {const} */ ([["fr", 1.1], ["hi", 1.35], ["ar", 1.35], ["ko", 1.35]])) {
    test(`a headline in ${language} has room for its signs above and below`, async () => {
      const page = await read(`/fixtures/language/${language}-news/source.html`);
      const leading = await inside(session, page, (root) => {
        const { lineHeight, fontSize } = getComputedStyle(/** @type {Element} */ (root.querySelector("h1")));
        return parseFloat(lineHeight) / parseFloat(fontSize);
      });
      assert.ok(leading >= least && leading < 1.5, String(leading));
      await page.close();
    });
  }

  test("pictures open large, with captions, one after the other", async () => {
    const page = await read("/page/pictures");
    await until("the pictures to be ready", () => inside(session, page, (root) => {
      root.querySelectorAll(".body img").forEach((image) => image.scrollIntoView());
      return root.querySelectorAll(".picture .enlarge").length === 3;
    }));
    await click(page, ".picture .enlarge");
    const shown = () => inside(session, page, (root) => {
      const box = /** @type {HTMLDialogElement | null} */ (root.querySelector(".lightbox"));
      return box && { modal: box.matches(":modal"), caption: box.querySelector(".caption")?.textContent, count: box.querySelector(".count")?.textContent, loaded: /** @type {HTMLImageElement} */ (box.querySelector("img")).naturalWidth > 0 };
    });
    await until("the picture", async () => (await shown())?.loaded);
    assert.deepEqual(await shown(), { modal: true, caption: "The ferry, early. Photograph: B. Example", count: "1 / 3", loaded: true });
    await page.keyboard.press("ArrowRight");
    await until("the second picture", async () => (await shown())?.caption === "The ferry, under way.");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await until("the last picture, by its description", async () => (await shown())?.caption === "The ferry at night");
    await page.keyboard.press("j");
    await page.keyboard.press("Escape");
    await until("it to close", async () => (await shown()) === null);
    assert.ok(await stands(page));
    assert.equal(await marked(page), null);
    await page.keyboard.press("i");
    await until("a picture by key", async () => (await shown())?.modal);
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("j")]);
    await until("a key right after Escape to count", async () => (await marked(page)) !== null);
    await page.close();
  });

  test("a picture that leads to a larger one opens as that, where it comes", async () => {
    const page = await read("/page/linked-pictures");
    await until("the pictures to be ready", () => inside(session, page, (root) => {
      root.querySelectorAll(".body img").forEach((image) => image.scrollIntoView());
      return root.querySelectorAll(".picture .enlarge").length === 4;
    }));
    assert.deepEqual(await inside(session, page, (root) => Array.from(root.querySelectorAll(".body a:has(img)"), (it) => it.closest(".picture") !== null)), [true, true], "links to pages are none of the article's");
    const shown = () => inside(session, page, (root) => {
      const image = /** @type {HTMLImageElement | null} */ (root.querySelector(".lightbox img"));
      return image && `${new URL(image.src).pathname} ${image.naturalWidth}`;
    });
    await click(page, ".picture a > img");
    await until("the larger picture", async () => (await shown()) === "/kept.jpg 1280");
    assert.ok(page.url().endsWith("/page/linked-pictures"));
    await page.keyboard.press("ArrowRight");
    await until("the next, whose larger one doesn't come", async () => (await shown()) === "/ferry.svg 800");
    await until("that to be known", () => pages.requests.some(({ path }) => path === "/ferries/large/ferry.svg"));
    assert.equal(await shown(), "/ferry.svg 800");
    assert.ok(pages.requests.every(({ path, referrer }) => path !== "/ferries/large/ferry.svg" || !referrer));
    await page.close();
  });

  test("a video plays after a click and not before; a player stays a link", async () => {
    pages.requests.length = 0;
    const page = await read("/page/video");
    const label = await inside(session, page, (root) => root.querySelector(".play")?.getAttribute("aria-label") ?? null);
    assert.match(label ?? "", /^Play: The crossing/);
    await until("the poster", () => inside(session, page, (root) => (/** @type {HTMLImageElement | null} */ (root.querySelector(".play img"))?.naturalWidth ?? 0) > 0));
    assert.equal(await inside(session, page, (root) => root.querySelector("video, iframe") === null), true);
    const asked = pages.requests.filter(({ path }) => path === "/crossing.webm").length;
    await click(page, ".play");
    await until("the video to be asked for", () => pages.requests.filter(({ path }) => path === "/crossing.webm").length > asked);
    // There is no such file: the link stands again, and opens beside the article.
    await until("the link", () => inside(session, page, (root) => /** @type {HTMLAnchorElement | null} */ (root.querySelector(".body a[href$='.webm']"))?.target === "_blank"));
    assert.equal(await textOf(page, ".body a[href$='.webm']"), "▶ The crossing");
    assert.ok(await inside(session, page, (root) => root.querySelector(".body a[href$='.webm'] > img[src$='/ferry.svg']")?.checkVisibility()));
    assert.match((await textOf(page, ".chips")) ?? "", /doesn’t play/);
    await click(page, ".play");
    // Whether it can be heard depends on the machine: without any sound device the link stands again, as for the video.
    await until("the sound", () => inside(session, page, (root) => {
      const audio = /** @type {HTMLAudioElement | null} */ (root.querySelector("audio[controls]"));
      const link = /** @type {HTMLAnchorElement | null} */ (root.querySelector(".body a[href$='.wav']"));
      return (audio?.readyState ?? 0) >= HTMLMediaElement.HAVE_CURRENT_DATA || link?.target === "_blank";
    }));
    assert.ok(pages.requests.some(({ path }) => path === "/tide.wav"));
    const player = await inside(session, page, (root) => root.querySelector(".body a[href*='player.example']")?.getAttribute("target"));
    assert.equal(player, "_blank");
    await page.close();
  });

  test("lines in focus follow the arrow keys", async () => {
    const page = await read("/page/long");
    await page.keyboard.press("f");
    const band = () => inside(session, page, (root) => {
      const box = root.querySelector(".band")?.getBoundingClientRect();
      return box && [box.top, box.height];
    });
    const [top, height] = await until("the band", async () => {
      const now = await band();
      return now?.[1] > 15 && now;
    });
    await page.keyboard.press("ArrowDown");
    await until("the next line", async () => (await band())[0] > top);
    await page.keyboard.press("f");
    await until("three lines", async () => (await band())[1] > height * 2);
    await page.keyboard.press("f");
    await page.keyboard.press("f");
    await until("no band", async () => !(await band()));
    await page.close();
  });

  test("where the text came from a script, one line says so", async () => {
    const page = await read("/page/in-script");
    assert.match((await textOf(page, "header .note")) ?? "", /scripts/);
    await page.close();
    const plain = await read("/page/plain");
    assert.equal(await textOf(plain, "header .note"), null);
    await plain.close();
  });
});
