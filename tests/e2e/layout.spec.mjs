// How the text lies: in pages that turn by keys and by the wheel, or in a column; and that whoever reads keeps her
// place when that changes.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { BROWSER, forgetStored, inside, stored, surrounded, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

beforeEach(() => forgetStored(session));

/**
 * @param {"column" | "pages"} layout
 * @param {Record<string, unknown>} [settings]
 * @param {string} [path]
 */
async function read(layout, settings = {}, path = "/page/long") {
  const extension = await session.extension();
  await extension.evaluate((it) => chrome.storage.sync.set(it), { layout, ...settings });
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await surrounded(session, page);
  return page;
}

/**
 * In the panel, which is open.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} value
 */
function choose(page, value) {
  return inside(session, page, (root, it) => /** @type {HTMLElement} */ (root.querySelector(`.panel input[value="${it}"]`)).click(), value);
}

describe(`layout in ${BROWSER}`, () => {
  test("below the first screen, too, the text is laid out as soon as that is shown", async () => {
    const page = await read("column", {}, "/page/everything");
    const skipped = await inside(session, page, (root) =>
      Array.from(root.querySelectorAll(".body > *"), (element) => getComputedStyle(element).contentVisibility).filter((it) => it !== "visible"),
    );
    assert.deepEqual(skipped, []);
  });

  for (const font of ["serif", "mono"]) {
    test(`a text in ${font} looks the same the second time, without the names of fonts that aren't there`, async () => {
      await (await read("column", { font })).close();
      const page = await read("column", { font });
      const { shown, whole } = await inside(session, page, (root, name) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const text = /** @type {HTMLElement} */ (root.querySelector(".body p"));
        const look = () => {
          const range = document.createRange();
          range.selectNodeContents(text);
          return { list: getComputedStyle(text).fontFamily, lines: Array.from(range.getClientRects(), ({ width, height }) => [width, height]) };
        };
        const now = look();
        dialog.style.removeProperty(`--lede-${name}`);
        return { shown: now, whole: look() };
      }, font);
      assert.deepEqual(shown.lines, whole.lines);
      assert.ok(whole.list.endsWith(shown.list), `${shown.list} in ${whole.list}`);
      const [first = ""] = shown.list.split(",");
      const isThere = await page.evaluate((name) => {
        const canvas = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d"));
        const width = (/** @type {string} */ list) => {
          canvas.font = `72px ${list}`;
          return canvas.measureText("mmmmWWMil1|,.@QgsRae").width;
        };
        return ["monospace", "serif"].some((other) => width(`${name}, ${other}`) !== width(other));
      }, first);
      assert.ok(isThere, `${first} isn't there`);
    });
  }

  for (const path of ["/page/everything", "/page/japanese-vertical"]) {
    test(`pages of ${path} stand whole whatever Tab reaches, and wherever the browser has scrolled to`, async () => {
      const page = await read("pages", {}, path);
      await page.setViewport({ width: 1100, height: 500 });
      /** How many pages on, and whether what has the focus is on the screen. */
      const at = () => inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const box = root.activeElement?.getBoundingClientRect();
        const isSeen = !!box && box.left < innerWidth && box.right > 0 && box.top < innerHeight && box.bottom > 0;
        return { pages: Math.abs(dialog.scrollLeft) / dialog.clientWidth + dialog.scrollTop / dialog.clientHeight, isSeen, isInText: (root.activeElement?.closest(".body") ?? null) !== null };
      });
      await until("several pages", () => inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        return dialog.scrollWidth + dialog.scrollHeight > 2 * (dialog.clientWidth + dialog.clientHeight);
      }));
      let reached = 0;
      for (let n = 0; n < 16; n += 1) {
        await page.keyboard.press("Tab");
        const now = await until("a whole page with it", async () => {
          const it = await at();
          return it.pages % 1 === 0 && (it.isSeen || !it.isInText) && it;
        });
        reached = Math.max(reached, now.pages);
      }
      assert.ok(reached > 0, "it went beyond the first page");
      // The view looks once more at the next frame whether what Tab reached is in sight, and would take this back.
      await inside(session, page, () => new Promise((then) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(then);
        });
      }));
      await inside(session, page, (root) => root.querySelector("dialog")?.scrollTo(0, 0));
      await inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const isDown = dialog.classList.contains("vertical");
        dialog.scrollBy({ left: isDown ? 0 : 0.7 * dialog.clientWidth, top: isDown ? 0.7 * dialog.clientHeight : 0 });
      });
      await until("the second page, whole", async () => (await at()).pages === 1);
      await page.close();
    });
  }

  test("pages turn by keys, and hold the whole text", async () => {
    const page = await read("pages");
    const sideways = () => inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return { left: dialog.scrollLeft, page: dialog.clientWidth, whole: dialog.scrollWidth, down: dialog.scrollTop };
    });
    const { page: width, whole } = await sideways();
    assert.ok(whole > width * 3, `${whole} in pages of ${width}`);
    await page.keyboard.press("ArrowRight");
    await until("the second page", async () => (await sideways()).left === width);
    await page.keyboard.press(" ");
    await until("the third page", async () => (await sideways()).left === 2 * width);
    await page.keyboard.press("PageUp");
    await until("the second page", async () => (await sideways()).left === width);
    await page.keyboard.press("End");
    await until("the last page, whole", async () => {
      const now = await sideways();
      return now.left > 2 * width && now.left === now.whole - width && now.left % width === 0;
    });
    assert.equal((await sideways()).down, 0);
    const last = await inside(session, page, (root) => {
      const end = /** @type {Element} */ (root.querySelector(".body > :last-child")).getBoundingClientRect();
      return end.left >= 0 && end.right <= innerWidth && end.bottom <= innerHeight;
    });
    assert.ok(last, "the last paragraph is on the last page");
    await page.close();
  });

  test("pages of a text that runs to the left turn to the left, whatever the page around it says of itself", async () => {
    const page = await read("pages", { textScale: 150 }, "/page/rtl-in-ltr");
    const offset = () => inside(session, page, (root) => {
      const { scrollLeft, clientWidth } = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return scrollLeft / clientWidth;
    });
    await page.keyboard.press("ArrowLeft");
    await until("the second page", async () => (await offset()) === -1);
    await page.keyboard.press("ArrowRight");
    await until("the first page", async () => (await offset()) === 0);
    await page.close();
  });

  test("what scrolls within a page has the arrow keys while it has the focus", async () => {
    const page = await read("pages", {}, "/page/table");
    await until("the table to be reachable", () => inside(session, page, (root) => {
      const box = /** @type {HTMLElement | null} */ (root.querySelector(".scroller[tabindex]"));
      box?.focus();
      return box !== null;
    }));
    await page.keyboard.press("ArrowRight");
    await until("the table to scroll", () => inside(session, page, (root) => /** @type {Element} */ (root.querySelector(".scroller")).scrollLeft > 0));
    await page.close();
  });

  for (const width of [360, 1280]) {
    test(`at ${width} px no button lies on code, and its name stands where the code begins`, async () => {
      const page = await read("column", {}, "/page/long-code");
      await page.setViewport({ width, height: 740 });
      const found = await until("the code", () => inside(session, page, (root) => {
        const boxes = Array.from(root.querySelectorAll(".code"), (it) => it);
        return boxes.length === 2 && boxes.map((box) => {
          const [pre, button] = ["pre", "button"].map((it) => /** @type {Element} */ (box.querySelector(it)).getBoundingClientRect());
          const text = document.createRange();
          text.selectNodeContents(/** @type {Element} */ (box.querySelector("pre")));
          const name = getComputedStyle(box, "::before");
          const inset = name.content === "none" ? null : Math.abs(box.getBoundingClientRect().left + parseFloat(name.left) - text.getBoundingClientRect().left);
          return { covers: button && pre && button.left < pre.right, within: button && button.right <= box.getBoundingClientRect().right, isInset: inset === null || inset < 1 };
        });
      }));
      const right = { covers: false, within: true, isInset: true };
      assert.deepEqual(found, [right, right]);
      await page.close();
    });
  }

  test("pages turn by the wheel, one a gesture", async () => {
    const page = await read("pages");
    const at = () => inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      return dialog.scrollLeft / dialog.clientWidth;
    });
    // One gesture of a touch pad is many small steps, which get smaller.
    const gesture = (/** @type {number} */ by) => inside(session, page, (root, step) => {
      const article = root.querySelector("article");
      for (let n = 1; n <= 30; n += 1) article?.dispatchEvent(new WheelEvent("wheel", { deltaY: step / n, bubbles: true, cancelable: true }));
      return performance.now();
    }, by);
    await page.mouse.move(640, 450);
    await page.mouse.wheel({ deltaY: 120 });
    await until("the second page", async () => (await at()) === 1);
    await gesture(-40);
    assert.equal(await at(), 0);
    const last = await gesture(40);
    assert.equal(await at(), 1);
    await until("the wheel to rest", () => inside(session, page, (_, then) => performance.now() - then > 300, last));
    await gesture(40);
    assert.equal(await at(), 2);
    await page.close();
  });

  test("the place stays whatever changes the look or the window", async () => {
    const page = await read("column");
    await page.keyboard.press(",");
    await until("the panel", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    // Not the beginning of a block, and no two alike: a heading tells its part, a paragraph its words.
    const going = await inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      const heading = Array.from(root.querySelectorAll(".body h2")).find((it) => it.textContent === "Part 7");
      const third = heading?.nextElementSibling?.nextElementSibling?.nextElementSibling;
      const box = /** @type {Element} */ (third).getBoundingClientRect();
      dialog.scrollTo({ top: dialog.scrollTop + box.top + box.height / 2 - dialog.clientHeight * 0.2, behavior: "instant" });
      return true;
    });
    assert.ok(going);
    // The third paragraph of part 7 is on the line, in pages on the page.
    const stays = (/** @type {string} */ what) =>
      until(`the place to stay with ${what}`, () => inside(session, page, (root) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const heading = Array.from(root.querySelectorAll(".body h2")).find((it) => it.textContent === "Part 7");
        const third = /** @type {Element} */ (heading?.nextElementSibling?.nextElementSibling?.nextElementSibling);
        if (dialog.classList.contains("paged")) return Array.from(third.getClientRects()).some(({ left }) => 0 <= left && left < dialog.clientWidth);
        const { top, bottom } = third.getBoundingClientRect();
        const line = dialog.clientHeight * 0.2;
        return top <= line && line <= bottom;
      }));
    await stays("nothing");
    const fontSize = () => inside(session, page, (root) => getComputedStyle(/** @type {Element} */ (root.querySelector("dialog"))).fontSize);
    for (const [key, wanted] of [["+", "22px"], ["0", "20px"], ["-", "18px"]]) {
      await page.keyboard.press(/** @type {any} */ (key));
      await until(`text of ${wanted}`, async () => (await fontSize()) === wanted);
      await stays(`text of ${wanted}`);
    }
    const paged = (/** @type {boolean} */ is) => () => inside(session, page, (root, it) => root.querySelector("dialog")?.classList.contains("paged") === it, is);
    await choose(page, "dyslexic");
    await until("the font", () => page.evaluate(() => Array.from(document.fonts).some(({ family, status }) => family.includes("Dyslexic") && status === "loaded")));
    await stays("another font");
    await choose(page, "pages");
    await until("pages", paged(true));
    await stays("pages");
    await page.keyboard.press("Escape");
    await page.setViewport({ width: 600, height: 800 });
    await until("a column", paged(false));
    await stays("a narrow window");
    await page.setViewport({ width: 1440, height: 700 });
    await until("pages", paged(true));
    await stays("a wide window");
    await page.close();
  });

  test("in pages the line in focus stands in one column, and goes on to the next and over the page", async () => {
    const page = await read("pages", { focusLines: 1 });
    await page.setViewport({ width: 1440, height: 600 });
    const look = () => inside(session, page, (root) => {
      const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
      const band = root.querySelector(".band")?.getBoundingClientRect();
      const columns = Number(getComputedStyle(/** @type {Element} */ (root.querySelector("article"))).columnCount);
      return band && { columns, top: band.top, column: Math.round((band.left / dialog.clientWidth) * columns), width: Math.round((band.width / dialog.clientWidth) * columns * 100), page: dialog.scrollLeft / dialog.clientWidth };
    });
    await until("two columns", async () => (await look())?.columns === 2);
    // The view before this one may have been left off further on, and its page told so late.
    await page.keyboard.press("Home");
    await until("the first page", async () => (await look())?.page === 0);
    await page.keyboard.press("ArrowRight");
    await until("the second page, and the line in its first column", async () => {
      const now = await look();
      return now.page === 1 && now.column === 0 && now.width === 100;
    });
    /** Until the line is at the top of a column, or at the foot of one. */
    const goTo = async (/** @type {"ArrowDown" | "ArrowUp"} */ key, /** @type {number} */ onPage, /** @type {number} */ inColumn) => {
      for (let lines = 0; lines < 30; lines += 1) {
        const before = await look();
        await page.keyboard.press(key);
        const now = await until("another line", async () => {
          const it = await look();
          return (it.top !== before.top || it.column !== before.column) && it;
        });
        if (now.column === inColumn && now.page === onPage) return now;
      }
      throw new Error(`no line in column ${inColumn} of page ${onPage}`);
    };
    assert.ok((await goTo("ArrowDown", 1, 1)).top < 120, "the first line of the second column");
    assert.ok((await goTo("ArrowDown", 2, 0)).top < 120, "the first line of the next page");
    assert.ok((await goTo("ArrowUp", 1, 1)).top > 400, "the last line of the page before");
    // Without lines in focus the keys go by paragraph again.
    for (const lines of [3, 5, 0]) {
      await page.keyboard.press("f");
      await until(`${lines} lines`, async () => (await stored(session, "sync"))["focusLines"] === lines);
    }
    await page.keyboard.press("ArrowDown");
    await until("a paragraph", () => inside(session, page, (root) => root.querySelector(".here") !== null));
    await page.close();
  });

  for (const [key, selector] of [[",", ".settings"], ["o", ".outline"]]) {
    test(`in pages ${selector} covers no column, and the page stays`, async () => {
      const page = await read("pages");
      await page.setViewport({ width: 1440, height: 800 });
      const look = () => inside(session, page, (root, name) => {
        const dialog = /** @type {HTMLElement} */ (root.querySelector("dialog"));
        const panel = root.querySelector(name)?.getBoundingClientRect();
        const { left, right } = dialog.getBoundingClientRect();
        const inSight = (/** @type {Element} */ it) => Array.from(it.getClientRects()).some((box) => left <= box.left && box.right <= right);
        const seen = Array.from(root.querySelectorAll(".body > *"), inSight).flatMap((is, at) => (is ? [at] : []));
        const covers = !!panel && left < panel.right && panel.left < right;
        return { isOpen: !!panel, covers, seen, width: right - left, whole: (dialog.scrollLeft / dialog.clientWidth) % 1 };
      }, selector);
      await until("two columns", async () => (await look()).width > 1300);
      for (let n = 0; n < 3; n += 1) await page.keyboard.press("ArrowRight");
      const before = await look();
      assert.ok(Number(before.seen[0]) > 5);
      const buttons = () => inside(session, page, (root) => Array.from(root.querySelectorAll(".toolbar button"), (it) => Math.round(it.getBoundingClientRect().left)).join());
      const stood = await buttons();
      await page.keyboard.press(/** @type {any} */ (key));
      await until("the panel beside the page", async () => {
        const now = await look();
        return now.isOpen && !now.covers && now.width < 1100 && now.whole === 0 && now.seen.includes(before.seen[0]);
      });
      assert.equal(await buttons(), stood, "the buttons stay where they are");
      await page.keyboard.press("Escape");
      await until("the page as before", async () => {
        const now = await look();
        return !now.isOpen && now.width === before.width && now.whole === 0 && now.seen.includes(before.seen[0]);
      });
      await page.close();
    });
  }
});
