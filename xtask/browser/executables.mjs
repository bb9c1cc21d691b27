// Where the browsers are: an environment variable first, then the usual names on PATH, then the usual
// places. Finds; never downloads. `cargo xtask setup` installs what is missing, and asks here what is:
// `node executables.mjs NAME` prints a path, or fails with a message.
import { accessSync, closeSync, constants, openSync, readlinkSync, readSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/** @typedef {"chromium" | "firefox"} BrowserName */

/** @typedef {{ variable: string, names: string[], places: string[] }} Whereabouts */

/** @type {Record<string, Whereabouts>} */
const PROGRAMS = {
  chromium: {
    variable: "LEDE_CHROMIUM",
    names: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge", "brave-browser"],
    places: [
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ],
  },
  chromedriver: {
    variable: "CHROMEDRIVER",
    names: ["chromedriver"],
    places: ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/snap/bin/chromium.chromedriver"],
  },
  firefox: {
    variable: "LEDE_FIREFOX",
    names: ["firefox-esr", "firefox"],
    places: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
      "C:\\Program Files (x86)\\Mozilla Firefox\\firefox.exe",
    ],
  },
};

/**
 * The full path of a program.
 *
 * @param {string} name
 * @returns {string}
 */
export function executable(name) {
  const known = PROGRAMS[name];
  if (!known) throw new Error(`no program of ours is named ${name}`);
  const { variable, names, places } = known;
  const named = process.env[variable];
  if (named) return named;
  const found = [...names.flatMap(onPath), ...places].find(isProgram);
  if (found) return found;
  throw new Error(`no ${name} found (looked for ${names.join(", ")}); install it, or set ${variable} to its path`);
}

/**
 * The folder for a browser's profiles. Ubuntu's browsers are snaps: they have a temporary folder of their own in place of
 * the machine's, and see no hidden folder of the home folder, such as a cache. What each surely may read and write is
 * its own folder `common`. (The tree with the extension must lie in the home folder then, in no hidden one.)
 *
 * @param {string} program its path
 * @param {string} [home]
 * @returns {string}
 */
export function placeOfProfiles(program, home = homedir()) {
  const snap = snapOf(program);
  return snap ? join(home, "snap", snap, "common") : tmpdir();
}

/**
 * The snap that a program belongs to: it lies below /snap, or links there, or is a script that starts what lies there.
 * Links are followed one by one: the last, `/snap/bin/chromium` itself, leads to the program `snap`.
 *
 * @param {string} program
 * @returns {string | null}
 */
function snapOf(program) {
  for (let path = program; path; path = linkedFrom(path)) {
    const name = /^\/snap\/(?:bin\/)?([a-z0-9-]+)/.exec(path)?.[1];
    if (name) return name;
    const script = /^#![^]*\/snap\/bin\/([a-z0-9-]+)/.exec(beginningOf(path))?.[1];
    if (script) return script;
  }
  return null;
}

/**
 * @param {string} path
 * @returns {string} empty where it's no link
 */
function linkedFrom(path) {
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return "";
  }
}

/** Of a script that only starts another program, this is all. */
const SCRIPT_BYTES = 4096;

/** @param {string} path */
function beginningOf(path) {
  try {
    const file = openSync(path, "r");
    const bytes = Buffer.alloc(SCRIPT_BYTES);
    const length = readSync(file, bytes);
    closeSync(file);
    return bytes.toString("latin1", 0, length);
  } catch {
    return "";
  }
}

/** @param {string} name */
function onPath(name) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name + suffix));
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Asked from the command line. */
function main() {
  try {
    console.log(executable(process.argv[2] ?? ""));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
