// Pages that no one wrote for a reader: empty, cut off, of bytes that are no text, deeper and wider than any
// browser shows. In: the good page. Out: each bad one by name, with what a reader is to get of it, for pages.mjs
// to serve and bad-inputs.spec.mjs to open.

/**
 * @typedef {object} BadPage
 * @property {() => string | Buffer} body
 * @property {Record<string, string>} [headers]
 * @property {"chromium" | "firefox"} [only] the browser that loads it; another has one like it
 * @property {string | null} holds words of the article; null where there is none
 */

const HTML = { "content-type": "text/html" };

/** Firefox by itself, with no extension in it, takes more than 20 s for so many levels; it gets fewer. */
const LEVELS = { chromium: 100_000, firefox: 10_000 };

/** As many as that. Firefox by itself takes more than 30 s for them on one element; it gets them on many. */
const ATTRIBUTES = 1_000_000;
const ON_EACH = 100;

/**
 * @param {number} levels
 * @param {string} inside
 */
const deep = (levels, inside) => `<!doctype html><title>A well</title>${"<div>".repeat(levels)}${inside}`;

/** @param {number} n */
const numbered = (n) => Array.from({ length: n }, (_, at) => `a${at}`).join(" ");

/**
 * @param {object} good
 * @param {string} good.page a whole one
 * @param {string} good.article its article alone
 * @param {string} good.japanese paragraphs of other letters
 * @param {string} good.first words of the article
 * @param {string} good.last
 * @returns {Record<string, BadPage>}
 */
export function badPages({ page, article, japanese, first, last }) {
  const bytes = Buffer.from(page);
  return {
    empty: { body: () => "", holds: null },
    blank: { body: () => " \n\t\n ", holds: null },
    "cut-in-text": { body: () => page.slice(0, page.indexOf("longest unbroken")), holds: first },
    "cut-in-tag": { body: () => `${page.slice(0, page.indexOf("</article>"))}<p class="nex`, holds: last },
    "cut-in-head": { body: () => "<!doctype html><html><head><title>Soon</ti", holds: null },
    binary: { body: () => Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), noise(200_000)]), headers: HTML, holds: null },
    deep: { body: () => deep(LEVELS.chromium, article), only: "chromium", holds: last },
    "less-deep": { body: () => deep(LEVELS.firefox, article), only: "firefox", holds: last },
    "attributes-of-one": { body: () => page.replace("<article>", `<article ${numbered(ATTRIBUTES)}>`), only: "chromium", holds: last },
    "attributes-of-many": { body: () => page.replace("<article>", `<article>${`<i ${numbered(ON_EACH)}></i>`.repeat(ATTRIBUTES / ON_EACH)}`), only: "firefox", holds: last },
    nul: { body: () => spread(bytes, 0, 40), holds: "harbour" },
    "broken-utf-8": { body: () => spread(bytes, 0xff, 40), holds: "harbour" },
    /** Each letter becomes two or three of another alphabet; the paragraphs are there all the same. */
    "wrong-charset": { body: () => page.replace("</article>", `${japanese}</article>`), headers: { "content-type": "text/html; charset=windows-1252" }, holds: last },
    /** Two bytes make one sign here: a row of them, without a tag or a space, is a text for all anybody can tell. */
    "wrong-utf-16": { body: () => bytes, headers: { "content-type": "text/html; charset=utf-16le" }, holds: "" },
  };
}

/**
 * A byte between every so many others of the page's body.
 *
 * @param {Buffer} bytes
 * @param {number} byte
 * @param {number} every
 */
function spread(bytes, byte, every) {
  const start = bytes.indexOf("<p>");
  const out = [...bytes.subarray(0, start)];
  for (const [at, it] of bytes.subarray(start).entries()) out.push(...(at % every === every - 1 ? [byte, it] : [it]));
  return Buffer.from(out);
}

/**
 * The same on every run: a linear congruential generator (constants of Numerical Recipes).
 *
 * @param {number} length in bytes
 */
function noise(length) {
  let state = 0x1ede;
  return Buffer.from(Array.from({ length }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24));
}
