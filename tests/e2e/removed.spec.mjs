// The line "Lede removed N things", its list, and one click that puts a thing back where it stood.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { BROWSER, inside, openBrowser, opened, speaking, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** Where a page's own words begin and end among ours. */
const ISOLATED = /\u2068[^\u2068\u2069]*\u2069/g;

/**
 * What a message may become: its words as they are, anything in its places.
 *
 * @param {string} message
 */
function shapeOf(message) {
  return new RegExp(`^${message.split(/\$\w+\$/).map((part) => part.replaceAll(/[()[\]?.*+]/g, "\\$&")).join(".+")}$`, "u");
}

describe(`removed list in ${BROWSER}`, () => {
  test("says what went and why, and puts a newsletter box back between its neighbours", async () => {
    const page = await session.newPage(pages.url("/page/newsletter"));
    await session.toggle(page);
    await opened(page);
    const line = await inside(session, page, (root) => root.querySelector(".removed > summary")?.textContent);
    assert.match(line, /^Lede removed \d+ things?$/);
    await inside(session, page, (root) => {
      /** @type {HTMLDetailsElement} */ (root.querySelector(".removed")).open = true;
    });
    const item = await until("the list", () =>
      inside(session, page, (root) => {
        const section = root.querySelector(".removed section");
        return section && { label: section.querySelector("h2")?.textContent, excerpt: section.querySelector(".excerpt")?.textContent, why: section.querySelector(".why")?.textContent };
      }),
    );
    assert.equal(item.label, "Newsletter sign-up");
    assert.match(item.excerpt, /Sign up for our newsletter/);
    assert.ok(item.why.split(" · ").length >= 1 && item.why.length > 10, item.why);

    const press = () => inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".removed section button")).click());
    const neighbours = () =>
      inside(session, page, (root) => {
        const back = root.querySelector(".put-back");
        return back && [back.previousElementSibling?.textContent?.slice(0, 22), back.textContent?.trim(), back.nextElementSibling?.textContent?.slice(0, 11)];
      });
    assert.equal(await neighbours(), null);
    await press();
    const [above, text, below] = await neighbours();
    assert.equal(above, "What neither side disp");
    assert.match(text, /The sea, every morning in your inbox/);
    assert.equal(below, "Researchers");
    await press();
    assert.equal(await neighbours(), null);
    await page.close();
  });

  test("says why in the reader's language, and leaves the page's own words as they are", async () => {
    const copy = speaking("ar");
    const messages = JSON.parse(readFileSync(join(copy, "_locales/en/messages.json"), "utf8"));
    const shapes = Object.keys(messages).filter((name) => name.startsWith("reason_")).map((name) => shapeOf(messages[name].message));
    const speaker = await openBrowser(copy);
    try {
      await speaker.extension();
      const page = await speaker.newPage(pages.url("/fixtures/nags/share-and-author/source.html"));
      await speaker.toggle(page);
      await opened(page);
      await inside(speaker, page, (root) => {
        for (const details of root.querySelectorAll("details")) details.open = true;
      });
      const whys = await until("the list and its furniture", () =>
        inside(speaker, page, (root) => {
          const furniture = root.querySelector(".removed .furniture");
          if (furniture instanceof HTMLDetailsElement) furniture.open = true;
          return root.querySelector(".furniture .why") && Array.from(root.querySelectorAll(".why"), (it) => it.textContent);
        }),
      );
      const reasons = whys.flatMap((/** @type {string} */ why) => why.split(" · "));
      assert.ok(reasons.length > 10, reasons.join());
      for (const reason of reasons) {
        assert.ok(shapes.some((it) => it.test(reason)), reason);
        assert.doesNotMatch(reason.replaceAll(ISOLATED, "").replace("Cookie", ""), /[a-z]/i, reason);
      }
      assert.ok(reasons.some((/** @type {string} */ reason) => reason.includes("\u2068")), "some are the page's own words");
    } finally {
      await speaker.close();
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
