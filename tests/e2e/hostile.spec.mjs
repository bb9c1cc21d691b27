// A page that attacks whoever reads it: in the view nothing of it runs, and nothing stands that isn't allowed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FIRST_WORDS, LAST_WORDS } from "./pages.mjs";
import { BROWSER, closed, inside, pageState, see } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** Written out here once more, so that a slip in the product's own list is seen. */
const TAGS =
  "P H2 H3 H4 H5 H6 UL OL LI DL DT DD BLOCKQUOTE FIGURE FIGCAPTION PRE CODE KBD SAMP VAR TABLE CAPTION THEAD TBODY TFOOT TR TH TD " +
  "EM STRONG I B U S DEL INS SUB SUP SMALL MARK ABBR CITE Q DFN TIME BR HR A IMG DETAILS SUMMARY RUBY RT RP BDI BDO WBR DIV";
const ATTRIBUTES =
  "href title src alt width height colspan rowspan scope start reversed type value datetime cite lang dir " +
  "rel referrerpolicy loading decoding class open";
/** Ours: a scroller around each table, a picture that didn't load, boxes around code and pictures. */
const CLASSES = ["scroller", "missing", "code", "picture"];

describe(`hostile page in ${BROWSER}`, () => {
  test("nothing runs, nothing forbidden stands, the article is whole", async () => {
    const page = await session.newPage(pages.url("/page/hostile"));
    const hits = () => page.evaluate(() => Number(document.documentElement.dataset["hits"] ?? 0));
    const was = await pageState(page);
    const hitsOfThePage = await hits();

    await session.toggle(page);
    const seen = await see(session, page);
    assert.match(seen.text, new RegExp(FIRST_WORDS));
    assert.match(seen.text, new RegExp(LAST_WORDS));
    const found = await inside(session, page, (root) => {
      // Our own buttons, which no page can imitate: of classes it has none but a language's name.
      const isOurs = (/** @type {Element} */ element) => element.closest("button.play, .code > button, .picture > button.enlarge") !== null;
      const all = Array.from(root.querySelectorAll(".body *")).filter((element) => !isOurs(element));
      for (const link of root.querySelectorAll(".body a:not([href])")) /** @type {HTMLElement} */ (link).click();
      for (const details of root.querySelectorAll("details")) details.open = true;
      return {
        tags: Array.from(new Set(all.map(({ tagName }) => tagName))),
        attributes: Array.from(new Set(all.flatMap((element) => element.getAttributeNames()))),
        classes: Array.from(new Set(all.flatMap((element) => Array.from(element.classList)))),
        links: all.flatMap((element) => element.getAttribute("href") ?? []),
        images: all.flatMap((element) => element.getAttribute("src") ?? []),
      };
    });
    const beyond = (/** @type {string[]} */ names, /** @type {string} */ list) => names.filter((name) => !list.split(" ").includes(name));
    assert.deepEqual(beyond(found.tags, TAGS), []);
    assert.deepEqual(beyond(found.attributes, ATTRIBUTES), []);
    assert.deepEqual(found.classes.filter((/** @type {string} */ name) => !CLASSES.includes(name)), []);
    for (const link of found.links) assert.match(link, /^(https?|mailto):/);
    for (const image of found.images) assert.match(image, /^(https?:|data:image\/)/);
    await page.mouse.move(640, 450);
    assert.equal(await hits(), hitsOfThePage);

    await session.toggle(page);
    await closed(page);
    assert.deepEqual(await pageState(page), was);
    await page.close();
  });

  test("the view's own allowlist holds without the core's", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await session.toggle(page);
    await see(session, page);
    const built = await session.content(page, () => {
      /** @type {Op[]} */
      const ops = [
        ["script", {}], "document.title = 'run'", null,
        ["p", { onclick: "x()", style: "color:red", id: "title", lang: "en", dir: "up" }], "text", null,
        ["a", { href: "javascript:x()", target: "_top" }], "a", null,
        ["a", { href: "https://example.org/ä" }], "b", null,
        ["img", { src: "data:image/svg+xml,<svg/>", srcset: "/x 2x", onerror: "x()", width: "1e9" }], null,
        ["iframe", { srcdoc: "<p>" }], "inside", null, null, null, null,
        ["constructor", {}], "late", null,
        ["td", { colspan: "2", constructor: "x" }], null,
      ];
      const { fragment } = globalThis.lede.nodes.build(ops);
      return Array.from(fragment.childNodes, (node) =>
        node instanceof Element
          ? `${node.localName}[${Array.from(node.attributes, ({ name, value }) => `${name}=${value}`).sort()}] ${node.textContent}`
          : node.textContent,
      );
    });
    assert.deepEqual(built, [
      "document.title = 'run'",
      "p[lang=en] text",
      "a[rel=noopener noreferrer] a",
      "a[href=https://example.org/%C3%A4,rel=noopener noreferrer] b",
      "img[decoding=async,loading=lazy,referrerpolicy=no-referrer] ",
      "inside",
      "late",
      "td[colspan=2] ",
    ]);
    await page.close();
  });
});
