// How long a reader waits for the article after her press, in Chromium, by `cargo xtask bench --open PAGE [TIMES]`.
//
// In: a page's file, how often it's opened in each state, and perhaps a folder with another build in LEDE_EXTENSION, which
// takes turns with this tree, so that what else the machine does touches both alike. Out: figures, and no verdict.
//
// "Painted" is when the page's next task runs after the frame that has the view in it. States: "first" right after the extension's
// installation, and once it has practised (extension/practice.js) "warm" with the extension's worker running, "stopped" after the browser
// has ended it, as it does after half a minute.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { keepsCompiled } from "./compiled.mjs";
import { open, until } from "./driver.mjs";

/** @typedef {import("./driver.mjs").Session} Session */
/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {"first" | "warm" | "stopped"} State */

/** Of each state but the first, before the next browser is started. */
const IN_ONE_BROWSER = 4;

/** A reader stays with an article at least for so long; meanwhile the view makes itself ready for more, and for the next. */
const READS_MS = 1000;

/** What else the page asks for fails at once: names that nobody answers would hold its loading up. */
const NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

const [file = "", times = "12"] = process.argv.slice(2);
const builds = [fileURLToPath(new URL("../../", import.meta.url))];
if (process.env["LEDE_EXTENSION"]) builds.push(process.env["LEDE_EXTENSION"]);

/** @type {Map<string, number[]>} milliseconds by build and state */
const measured = new Map();
const { address, close } = await serve(readFileSync(file));
for (let n = 0; n < Number(times); n += IN_ONE_BROWSER) {
  for (const build of builds) await measureIn(build);
}
close();
for (const [name, figures] of measured) {
  const sorted = figures.sort((a, b) => a - b).map((ms) => ms.toFixed(0));
  console.log(`${name}: median ${sorted[sorted.length >> 1]} ms, ${sorted[0]} to ${sorted.at(-1)}, ${sorted.length} times`);
}

/** @param {string} build */
async function measureIn(build) {
  const session = await open({ browser: "chromium", extension: build, args: [NOWHERE_ELSE] });
  try {
    /** @type {State[]} */
    const states = ["first", ...Array(IN_ONE_BROWSER).fill("warm"), ...Array(IN_ONE_BROWSER).fill("stopped")];
    for (const state of states) {
      if (state !== "first") await until("the compiled core among the browser's files", () => keepsCompiled(session.profile), 30_000);
      const name = `${state}, ${build}`;
      measured.set(name, [...(measured.get(name) ?? []), await opening(session, state)]);
    }
  } finally {
    await session.close();
  }
}

/**
 * @param {Session} session
 * @param {State} state
 */
async function opening(session, state) {
  const page = await session.newPage(address);
  await page.evaluate(watch);
  await page.bringToFront();
  if (state === "stopped") await stopWorker(session);
  const start = performance.timeOrigin + performance.now();
  await session.toggle(page);
  const painted = await page.evaluate(() => /** @type {any} */ (globalThis).painted);
  await page.evaluate((ms) => new Promise((read) => void setTimeout(read, ms)), READS_MS);
  await page.close();
  return painted - start;
}

/** Runs in the page: the view's shadow root is closed to it, but not when its host is painted. */
function watch() {
  /** @type {any} */ (globalThis).painted = new Promise((settle) => {
    const watching = new MutationObserver(() => {
      if (!document.querySelector("lede-reader")) return;
      watching.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => settle(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    });
    watching.observe(document, { childList: true, subtree: true });
  });
}

/** @param {Session} session */
async function stopWorker({ browser, base }) {
  const target = () => browser.targets().find((it) => it.type() === "service_worker" && it.url().startsWith(base));
  const worker = await target()?.worker();
  await worker?.close();
  await until("the worker to end", () => !target());
}

/**
 * The page, and nothing of what it asks for besides.
 *
 * @param {Buffer} html
 */
async function serve(html) {
  const server = createServer((request, response) => {
    const isPage = request.url === "/page";
    response.writeHead(isPage ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(isPage ? html : "");
  });
  await new Promise((listening) => void server.listen(0, "127.0.0.1", () => listening(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}/page`, close: () => server.close() };
}
