// What axe finds wrong in the view. It looks into open shadow roots only: in our world, and there alone, ours is made to
// look open.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inside } from "./reader.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * @param {import("./reader.mjs").Session} session
 * @param {import("./reader.mjs").Page} page
 * @returns {Promise<string[]>}
 */
export async function faults(session, page) {
  const run = `async (root) => {
    const { shadowRootOf } = globalThis.lede;
    Object.defineProperty(Element.prototype, "shadowRoot", { get() { return this.localName === "lede-reader" ? shadowRootOf(this) : null; }, configurable: true });
    const module = undefined, define = undefined;
    ${AXE};
    await Promise.all(root.querySelector("dialog").getAnimations({ subtree: true }).map((it) => it.finished));
    const { violations } = await axe.run(root.querySelector("dialog"), {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // The view is a dialog over a page: regions and one h1 are rules for whole pages.
      rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, failureSummary }) => id + ": " + html.slice(0, 160) + " " + (any[0]?.message ?? failureSummary)));
  }`;
  return inside(session, page, /** @type {any} */ (run));
}
