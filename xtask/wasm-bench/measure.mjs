// How fast the core is in WebAssembly, beside lol_html alone on the same pages in the same run.
//
// In: the module's folder, a folder of pages (*.html or *.html.gz), how often each is read. Out: a
// table. Each page is read in turn by all that are compared, and the shortest time of each counts:
// what else the machine does then touches all alike, where that is often enough for the longest to come through
// undisturbed, too.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [moduleFolder = "", pageFolder = "", rounds = "80"] = process.argv.slice(2);
const { initSync, core, attributesAndText, passThrough } = await import(
  pathToFileURL(resolve(moduleFolder, "wasm_bench.js")).href
);
initSync({ module: readFileSync(join(moduleFolder, "wasm_bench_bg.wasm")) });

/**
 * All pages below a folder that are UTF-8: lol_html alone reads no other charset.
 * @param {string} folder
 */
function pagesBelow(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.html(\.gz)?$/.test(name));
  const contents = files.sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  });
  return contents.filter((bytes) => bytes.equals(Buffer.from(bytes.toString("utf8"))));
}

/** Something that reads pages, and the sum of its shortest times so far. */
class Compared {
  /**
   * @param {string} name
   * @param {(page: Uint8Array) => number} read
   */
  constructor(name, read) {
    this.name = name;
    this.read = read;
    /** @type {Map<Uint8Array, number>} */
    this.best = new Map();
  }

  /** @param {Uint8Array} page */
  measure(page) {
    const start = performance.now();
    this.read(page);
    const ms = performance.now() - start;
    this.best.set(page, Math.min(ms, this.best.get(page) ?? ms));
  }

  /** Milliseconds for all pages. */
  get total() {
    return [...this.best.values()].reduce((sum, ms) => sum + ms, 0);
  }
}

const pages = pagesBelow(pageFolder);
if (pages.length === 0) {
  console.error(`${pageFolder} holds no page in UTF-8 (*.html, *.html.gz)`);
  process.exit(1);
}
const yardstick = new Compared("lol_html, attributes and text", attributesAndText);
const whole = new Compared("core", core);
const compared = [new Compared("lol_html, no handler", passThrough), yardstick, whole];
for (let round = 0; round < Number(rounds); round++) {
  for (const page of pages) {
    for (const each of compared) each.measure(page);
  }
}
const bytes = pages.reduce((sum, page) => sum + page.length, 0);
console.log(`${pages.length} pages, ${(bytes / 1e6).toFixed(1)} MB, shortest of ${rounds}`);
for (const { name, total } of compared) {
  console.log(`${name.padEnd(30)} ${(bytes / 1e3 / total).toFixed(0).padStart(5)} MB/s`);
}
console.log(`core takes ${(whole.total / yardstick.total).toFixed(3)} times as long as lol_html's attributes and text`);
