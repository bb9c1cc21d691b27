// What the page's scripts may say to the background, and the check that something is such a message.
// A page's process may be taken over, so the background believes no message by its looks alone:
// sizes and types are tested here, values where they are stored, the sender in background.js.
import { isPosition } from "./positions.js";

/**
 * @typedef {{ type: "read", page: Capture }} ReadMessage answered with a ReadReply
 * @typedef {{ type: "opened", hiddenPage: boolean, messages: string[], missingFonts: MissingFonts }} OpenedMessage a reader
 *   view stands in the page; `hiddenPage` if the page itself isn't displayed, so that nothing in it could be; the names of
 *   the `messages` that it needed; `missingFonts` as far as it knows
 * @typedef {{ type: "closed" }} ClosedMessage it is gone again
 * @typedef {{ type: "arrived", page: Capture }} ArrivedMessage a page of a site that Lede may enter has come; answered with
 *   whether it's an article
 * @typedef {{ type: "left" }} LeftMessage that page has become another in place
 * @typedef {{ type: "opens", on: boolean }} OpensMessage whether this site's articles open by themselves; answered with SettingsHere
 * @typedef {{ type: "save", settings: Partial<Settings>, scope: Scope }} SaveMessage
 * @typedef {{ type: "reset", scope: Scope }} ResetMessage answered with SettingsHere
 * @typedef {{ type: "settings" }} SettingsMessage answered with SettingsHere
 * @typedef {{ type: "options" }} OptionsMessage wants the page of all settings
 * @typedef {{ type: "position", position: Position | null }} PositionMessage
 * @typedef {{ type: "part", name: string }} PartMessage wants a part of the view that isn't there from the
 *   start; answered with its style sheet when its scripts have run
 * @typedef {{ type: "font", name: string }} FontMessage wants a font that Lede brings; answered with FontFile[]
 * @typedef {object} ExportMessage answered with an ExportReply
 * @property {"export"} type
 * @property {Capture} page
 * @property {ExportFormat} format
 * @property {readonly number[]} putBack
 * @property {Changes["takenOut"]} takenOut
 * @property {[address: string, bytes: Uint8Array][]} pictures
 * @property {string} saved now, in RFC 3339
 * @property {string} note stands under the title; may be empty
 * @typedef {ExportMessage | ReadMessage | OpenedMessage | ClosedMessage | ArrivedMessage | LeftMessage | OpensMessage | OptionsMessage | SaveMessage | ResetMessage | SettingsMessage | PositionMessage
 *   | PartMessage | FontMessage} Message
 */

/** No view needs as many at its first look. */
const MESSAGES = 100;

/** @type {Record<Message["type"], (message: Record<string, unknown>) => boolean>} */
const CHECKS = {
  read: ({ page }) => isCapture(page),
  export: isExport,
  opened: ({ hiddenPage, messages, missingFonts }) => typeof hiddenPage === "boolean" && isNames(messages) && areCounts(missingFonts),
  closed: () => true,
  arrived: ({ page }) => isCapture(page),
  left: () => true,
  opens: ({ on }) => typeof on === "boolean",
  save: ({ settings, scope }) => isRecord(settings) && isScope(scope),
  reset: ({ scope }) => isScope(scope),
  settings: () => true,
  options: () => true,
  position: ({ position }) => position === null || isPosition(position),
  part: ({ name }) => typeof name === "string",
  font: ({ name }) => typeof name === "string",
};

/**
 * @param {unknown} value
 * @returns {value is Message}
 */
export function isMessage(value) {
  if (!isRecord(value)) return false;
  const type = String(value["type"]);
  return Object.hasOwn(CHECKS, type) && CHECKS[/** @type {Message["type"]} */ (type)](value);
}

/** @param {unknown} value */
function isNames(value) {
  return Array.isArray(value) && value.length <= MESSAGES && value.every((name) => typeof name === "string");
}

/** @param {unknown} value */
function areCounts(value) {
  return isRecord(value) && Object.values(value).every((count) => Number.isInteger(count) && 0 <= Number(count));
}

/** @param {unknown} value */
function isScope(value) {
  return value === "everywhere" || value === "site";
}

/** @param {Record<string, unknown>} value */
function isExport({ page, format, putBack, takenOut, pictures, saved, note }) {
  return (
    isCapture(page) &&
    ["markdown", "page", "text", "epub"].includes(String(format)) &&
    Array.isArray(putBack) &&
    putBack.every(isIndex) &&
    isRecord(takenOut) &&
    typeof takenOut["lead"] === "boolean" &&
    Array.isArray(takenOut["steps"]) &&
    takenOut["steps"].every((it) => isRecord(it) && (it["removal"] === null || isIndex(it["removal"])) && isIndex(it["at"])) &&
    Array.isArray(pictures) &&
    pictures.every((it) => Array.isArray(it) && typeof it[0] === "string" && it[1] instanceof Uint8Array) &&
    typeof saved === "string" &&
    typeof note === "string"
  );
}

/** @param {unknown} value */
function isIndex(value) {
  return Number.isInteger(value) && 0 <= Number(value);
}

/** @param {unknown} value */
function isCapture(value) {
  return (
    isRecord(value) &&
    typeof value["url"] === "string" &&
    value["html"] instanceof Uint8Array &&
    value["hints"] instanceof Uint8Array &&
    ["page", "selection", "whole"].includes(String(value["extent"]))
  );
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
