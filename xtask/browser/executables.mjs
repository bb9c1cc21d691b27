// Where the browsers are: an environment variable first, then the usual names on PATH, then the usual
// places. Finds; never downloads. `cargo xtask setup` installs what is missing.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

/** @typedef {"chromium" | "firefox"} BrowserName */

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
 * The full path of a browser's program.
 *
 * @param {BrowserName} browser
 * @returns {string}
 */
export function executable(browser) {
  const { variable, names, places } = PROGRAMS[browser];
  const named = process.env[variable];
  if (named) return named;
  const found = [...names.flatMap(onPath), ...places].find(isProgram);
  if (found) return found;
  throw new Error(`no ${browser} found (looked for ${names.join(", ")}); install it, or set ${variable} to its path`);
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
    return true;
  } catch {
    return false;
  }
}
