// Where the browsers are: an environment variable first, then the usual names on PATH, then the usual
// places. Finds; never downloads. `cargo xtask setup` installs what is missing, and asks here what is:
// `node executables.mjs NAME` prints a path, or fails with a message.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
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
    places: ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"],
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
