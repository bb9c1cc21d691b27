// The line "Lede removed N things", its list, and one click that puts a thing back where it stood.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BROWSER, inside, opened, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

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
});
