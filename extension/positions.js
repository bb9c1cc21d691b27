// In: an article's address, and how far its reader has come. Out: the same when she opens it again.
// Kept on this machine alone, for the last articles only, and under a digest of the address: what is stored
// is no list of what somebody has read. Nothing is kept for a private window.
import "./browser.js";

const { api } = globalThis.lede;

const KEY = "positions";
const LIMIT = 300; // articles
const DIGEST_BYTES = 12; // enough to tell so few apart

/** @typedef {[key: string, block: number, into: number]} Entry the newest last */

/** @type {Promise<unknown>} one change after the other, since each reads and writes the whole list */
let last = Promise.resolve();

/**
 * @param {string} url
 * @returns {Promise<Position | null>}
 */
export async function loadPosition(url) {
  const [key, entries] = await Promise.all([digest(url), load()]);
  const found = entries.find(([it]) => it === key);
  return found ? { block: found[1], into: found[2] } : null;
}

/**
 * @param {string} url
 * @param {Position | null} position null: at its start, or read to its end
 */
export function savePosition(url, position) {
  last = last.then(() => save(url, position)).catch(console.warn);
  return last;
}

/**
 * @param {string} url
 * @param {Position | null} position
 */
async function save(url, position) {
  const [key, entries] = await Promise.all([digest(url), load()]);
  const others = entries.filter(([it]) => it !== key);
  if (!position && others.length === entries.length) return;
  /** @type {Entry[]} */
  const now = position ? [...others, [key, position.block, position.into]] : others;
  await api.storage.local.set({ [KEY]: now.slice(-LIMIT) });
}

/** @returns {Promise<Entry[]>} */
async function load() {
  const { [KEY]: stored } = await api.storage.local.get(KEY);
  return Array.isArray(stored) ? stored.filter(isEntry) : [];
}

/**
 * @param {unknown} value
 * @returns {value is Entry}
 */
function isEntry(value) {
  return Array.isArray(value) && typeof value[0] === "string" && isPosition({ block: value[1], into: value[2] });
}

/**
 * @param {unknown} value
 * @returns {value is Position}
 */
export function isPosition(value) {
  const { block, into } = /** @type {Record<string, unknown>} */ (value ?? {});
  return Number.isSafeInteger(block) && 0 <= Number(block) && typeof into === "number" && 0 <= into && into <= 1;
}

/**
 * The fragment isn't part of it: it is the same article.
 *
 * @param {string} url
 */
async function digest(url) {
  const [whole] = url.split("#");
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(whole)));
  return Array.from(bytes.subarray(0, DIGEST_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
