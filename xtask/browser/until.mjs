// Waiting: asks again and again until something holds. Nothing in the tests or the driver sleeps for a
// guessed time, so a fast machine is fast and a slow one still passes.

const PAUSE_MS = 20;
export const PATIENCE_MS = 15_000;

/**
 * Calls `ask` until it gives something truthy, and gives that.
 * A throwing `ask` counts as "not yet"; its last error is told when patience ends.
 *
 * @template T
 * @param {string} what what is waited for, in words, for the error
 * @param {() => T | Promise<T>} ask
 * @param {number} [patience] in milliseconds
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, patience = PATIENCE_MS) {
  const end = performance.now() + patience;
  /** @type {unknown} */
  let last;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await pause(PAUSE_MS);
  } while (performance.now() < end);
  throw new Error(`waited ${patience} ms in vain for: ${what}`, { cause: last });
}

/**
 * Gives `promise`'s answer, or undefined if it takes longer than `patience` milliseconds.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {number} patience
 * @returns {Promise<T | undefined>}
 */
export async function within(promise, patience) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
