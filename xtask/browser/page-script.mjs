// The scripts that every opening of the reader view needs, as one file: extension/pkg/page.js.
//
// In: extension/page.json, which lists them in the order in which a file needs the ones before it, and the style sheets
// that they need as text. Out: that file, as `node xtask/browser/page-script.mjs`, and whenever the driver opens a browser, so
// that no test runs with a stale one. Nothing is rewritten or shortened: what is shipped can be read.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const EXTENSION = new URL("../../extension/", import.meta.url);
const OUT = new URL("pkg/page.js", EXTENSION);

export function writePageScript() {
  /** @type {{ styles: Record<string, string[]>, scripts: string[] }} */
  const { styles, scripts } = JSON.parse(read("page.json"));
  const texts = Object.entries(styles).map(([name, files]) => [name, files.map(read).join("\n")]);
  const [first = "", ...others] = scripts.map((file) => `// ---- ${file}\n${read(file)}`);
  const style = `// ---- Style sheets\nglobalThis.lede.styles = ${JSON.stringify(Object.fromEntries(texts), null, 2)};\n`;
  mkdirSync(new URL("./", OUT), { recursive: true });
  writeFileSync(OUT, [first, style, ...others].join("\n"));
}

/** @param {string} file in extension/ */
function read(file) {
  return readFileSync(new URL(file, EXTENSION), "utf8");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writePageScript();
