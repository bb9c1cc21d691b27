// In: a page's bytes and what is known of it. Out: its article, the report, and how long reading took.
// Holds the wasm instance, which is made on first use and thrown away after a trap. Touches no element.
import init, * as core from "../extension/pkg/lede.js";

/** Bytes handed over at once. */
const CHUNK = 64 * 1024;

/** The warm figure is the best of so many further runs, or of as many as fit into the time. */
const RUNS = { most: 9, milliseconds: 400 };

/** @typedef {import("../extension/pkg/lede.js").Article} Article */
/** @typedef {{ bytes: Uint8Array, url?: string | undefined, charset?: string | undefined }} Page */
/** @typedef {{ bytes: number, first: number, best: number | null, runs: number }} Timing milliseconds */
/** @typedef {{ article: Article, report: string, timing: Timing }} Reading */

/** @type {Promise<unknown> | null} */
let instance = null;

/** @returns {Promise<string>} the core's version */
export async function version() {
  await started();
  return core.version();
}

/**
 * @param {Page} page
 * @returns {Promise<Reading>}
 */
export async function read(page) {
  await started();
  try {
    return readAndMeasure(page);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) renew();
    throw error;
  }
}

/** A start that failed isn't kept: the next read tries again. */
function started() {
  instance ??= init().catch((error) => {
    instance = null;
    throw error;
  });
  return instance;
}

/** NOTE: the fresh instance is made at the next call into the module; `version` is that call. */
function renew() {
  core.reset();
  core.version();
}

/**
 * @param {Page} page
 * @returns {Reading}
 */
function readAndMeasure(page) {
  const { article, report, milliseconds: first } = readOnce(page);
  const more = [];
  const until = performance.now() + RUNS.milliseconds;
  while (more.length < RUNS.most && performance.now() < until) more.push(readOnce(page).milliseconds);
  const best = more.length > 0 ? Math.min(...more) : null;
  return { article, report, timing: { bytes: page.bytes.length, first, best, runs: more.length } };
}

/** @param {Page} page */
function readOnce({ bytes, url, charset }) {
  const reader = new core.Reader({ ...(url ? { url } : {}), ...(charset ? { charset } : {}) });
  const start = performance.now();
  for (let at = 0; at < bytes.length; at += CHUNK) reader.write(bytes.subarray(at, at + CHUNK));
  const article = reader.finish();
  const milliseconds = performance.now() - start;
  const report = reader.explain();
  reader.free(); // not after a trap: there is nothing left then that could be freed
  return { article, report, milliseconds };
}
