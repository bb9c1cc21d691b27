// In: the folder with what a Chromium keeps. Out: whether the compiled core is among it, which needn't be compiled again then when the
// extension's worker starts anew.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** In bytes: the compiled core is larger, all else in that folder smaller. */
const MIN_BYTES = 100_000;

/** @param {string} profile */
export function keepsCompiled(profile) {
  const folder = join(profile, "Default/Code Cache/wasm");
  return existsSync(folder) && readdirSync(folder).some((name) => statSync(join(folder, name)).size > MIN_BYTES);
}
