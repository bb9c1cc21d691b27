// In: a tab no script may enter, and the browser's error. Out: the reader is told why, at the button.
// A page that can't be touched can't carry a message either. A pop-up at the button is where the reader
// just looked, needs no permission, and goes away by itself; a notification or a new tab would be louder.
// Where the browser opens no pop-up unasked (Firefox before 149 after a shortcut, Firefox for Android), a
// badge marks the button and its next press shows the pop-up.
import "../browser.js";

const { api } = globalThis.lede;

/** @typedef {"browser" | "store" | "pdf" | "file" | "moved" | "denied" | "other"} Reason each has its words in _locales */

/** @type {[RegExp, Reason][]} what an address or an error tells, the first that fits */
const REASONS = [
  [/^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)\b/, "store"],
  [/\bextensions gallery\b/i, "store"],
  [/\.pdf($|[?#])/i, "pdf"],
  [/^file:/, "file"],
  [/\burl "file:/i, "file"],
  [/^(chrome|about|edge|brave|vivaldi|opera|view-source|devtools|[a-z]+-extension|resource|moz-safe-about)[:-]/, "browser"],
  [/\b(chrome|edge|about|devtools):/i, "browser"],
];

/** Reasons of our own. @type {Reason[]} */
const OURS = ["moved", "denied"];

/**
 * @param {chrome.tabs.Tab} tab
 * @param {unknown} [error] none if our script was let in, and found no page to read
 */
export async function refuse(tab, error) {
  const tabId = /** @type {number} */ (tab.id);
  const reason = reasonOf(`${tab.url ?? ""}`, error);
  const title = `${api.i18n.getMessage(titleOf(reason))} ${api.i18n.getMessage(`refused_${reason}`)}`;
  await api.action.setTitle({ tabId, title });
  await api.action.setPopup({ tabId, popup: `/extension/refused/refused.html?reason=${reason}&tab=${tabId}` });
  try {
    await api.action.openPopup({ windowId: tab.windowId });
  } catch {
    await api.action.setBadgeText({ tabId, text: "!" });
  }
}

/** @param {Reason} reason */
function titleOf(reason) {
  return reason === "denied" ? "refused_denied_title" : "refused_title";
}

/**
 * @param {string} url may be empty: the browser tells addresses only where we may act
 * @param {unknown} error
 * @returns {Reason}
 */
function reasonOf(url, error) {
  const told = error instanceof Error ? error.message : "";
  const ours = OURS.find((it) => it === told);
  if (ours) return ours;
  for (const [pattern, reason] of REASONS) {
    if (pattern.test(url) || pattern.test(told)) return reason;
  }
  return error ? "other" : "pdf";
}
