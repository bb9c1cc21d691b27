// What stands above the text: the site, which leads to the page, and the line of facts: who wrote it, when, how long it takes.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { HEADLINE } from "./pages.mjs";
import { BROWSER, inside, opened } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @param {string} path */
async function masthead(path) {
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await opened(page);
  const seen = await inside(session, page, (root) => {
    const text = (/** @type {string} */ selector) => root.querySelector(`article header ${selector}`)?.textContent ?? null;
    const facts = /** @type {HTMLElement | null} */ (root.querySelector("article header .facts"));
    return {
      order: Array.from(root.querySelectorAll("article header > *"), ({ localName, className }) => `${localName}.${className}`),
      site: text(".site"),
      leadsTo: /** @type {HTMLAnchorElement | null} */ (root.querySelector("article header .site a"))?.href,
      headline: text("h1"),
      facts: facts?.textContent,
      isSeen: facts?.checkVisibility(),
      byline: text(".byline"),
      date: text("time"),
      datetime: root.querySelector("article header time")?.getAttribute("datetime"),
    };
  });
  await page.close();
  return seen;
}

/**
 * One kind of space: of which kind the one before AM is, browsers don't agree.
 *
 * @param {string} text
 */
function spaced(text) {
  return text.replaceAll(/\s/g, " ");
}

describe(`masthead in ${BROWSER}`, () => {
  test("byline, date, site and minutes, each once and in this order", async () => {
    const seen = await masthead("/page/declared");
    assert.deepEqual(seen.order, ["p.site", "h1.", "p.facts"]);
    assert.deepEqual([seen.site, seen.leadsTo, seen.headline], ["The Sound Post", pages.url("/page/declared"), HEADLINE]);
    const published = "2024-03-05T07:30:00Z";
    const date = spaced(new Date(published).toLocaleString("en", { dateStyle: "long", timeStyle: "short" }));
    assert.match(date, /^March [456], 2024 at /);
    assert.equal(spaced(seen.facts), `Ada Example, Bo Muster · ${date} · 2 min read`);
    assert.deepEqual([seen.byline, spaced(seen.date), seen.datetime], ["Ada Example, Bo Muster", date, published]);
    assert.ok(seen.isSeen);
  });

  test("what a page doesn't tell is left out: the server's name for the site, and the minutes alone", async () => {
    const seen = await masthead("/page/undeclared");
    assert.deepEqual(seen.order, ["p.site", "h1.", "p.facts"]);
    assert.deepEqual([seen.site, seen.headline, seen.facts], ["127.0.0.1", HEADLINE, "2 min read"]);
    assert.deepEqual([seen.byline, seen.date], [null, null]);
  });
});
