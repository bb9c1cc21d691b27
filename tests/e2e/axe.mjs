// What axe finds wrong: in the view, in a notice, on a page of the extension's own.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inside } from "./reader.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("../../xtask/browser/driver.mjs").Session} Session */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What an array of violations says, for the one who reads it. */
const WORDS = `violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, failureSummary }) => id + ": " + html.slice(0, 160) + " " + (any[0]?.message ?? failureSummary)))`;

/**
 * In what we show over a page. Axe looks into open shadow roots only: in our world, and there alone, ours is made to look open.
 *
 * @param {Session} session
 * @param {Page} page
 * @param {"lede-reader" | "lede-notice"} [tag]
 * @returns {Promise<string[]>}
 */
export async function faults(session, page, tag = "lede-reader") {
  const run = `async (root) => {
    const { shadowRootOf } = globalThis.lede;
    Object.defineProperty(Element.prototype, "shadowRoot", { get() { return this.localName === "${tag}" ? shadowRootOf(this) : null; }, configurable: true });
    const module = undefined, define = undefined;
    ${AXE};
    const top = root.querySelector("dialog, [popover]");
    await Promise.all(top.getAnimations({ subtree: true }).map((it) => it.finished));
    const { violations } = await axe.run(top, {
      runOnly: ${JSON.stringify(TAGS)},
      // Over a page: regions and one h1 are rules for whole pages.
      rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
      resultTypes: ["violations"],
    });
    return ${WORDS};
  }`;
  return inside(session, page, /** @type {any} */ (run), null, tag);
}

/**
 * On a page of our own, as a whole.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function faultsOf(page) {
  return /** @type {Promise<string[]>} */ (page.evaluate(`(async () => {
    const module = undefined, define = undefined;
    ${AXE};
    const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] });
    return ${WORDS};
  })()`));
}
