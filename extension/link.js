// In: a link the reader chose in the menu. Out: a tab with what it leads to, in the reader view.
// A page that she hasn't pressed the button on is another site's ground: the browser asks her once whether
// Lede may enter that site, and never for more than the one. Nothing is kept: should the browser stop
// the background before the page has come, the page is there all the same, and the button works.
import "./browser.js";
import { refuse } from "./refused/refuse.js";
import { ask, siteAt } from "./sites.js";

const { api } = globalThis.lede;

/**
 * Must be called at once when the menu was used: that the reader wished it is known for so long only.
 *
 * @param {string} address
 * @param {chrome.tabs.Tab | undefined} from
 * @param {(tab: chrome.tabs.Tab) => Promise<void>} read opens the reader view in a tab that we may enter
 */
export async function openLink(address, from, read) {
  const site = siteAt(address);
  if (!site) return;
  if ((await ask(site)) !== "yes") {
    if (from?.id !== undefined) await refuse(from, new Error("denied"));
    return;
  }
  const there = await openTab({
    url: address,
    active: true,
    ...(from?.id !== undefined && { index: from.index + 1, openerTabId: from.id }),
  });
  if (!there) return;
  // The browser tells addresses only of sites that we may enter.
  if (there.url) await read(there);
  else await refuse(there, new Error("moved"));
}

/**
 * The new tab when its page has come; null if it was closed before.
 *
 * @param {chrome.tabs.CreateProperties} wanted
 * @returns {Promise<chrome.tabs.Tab | null>}
 */
async function openTab(wanted) {
  const { onUpdated, onRemoved } = api.tabs;
  /** @type {Map<number, chrome.tabs.Tab | null>} what has come or gone; a page may be faster than the answer of create() */
  const ended = new Map();
  /** @type {(id: number) => void} */
  let wake = () => undefined;
  /** @type {(id: number, tab: chrome.tabs.Tab | null) => void} */
  const end = (id, tab) => {
    ended.set(id, tab);
    wake(id);
  };
  /** @type {Parameters<typeof onUpdated.addListener>[0]} */
  const updated = (id, { status }, tab) => {
    if (status === "complete" && tab.url !== "about:blank") end(id, tab);
  };
  /** @param {number} id */
  const removed = (id) => end(id, null);
  onUpdated.addListener(updated);
  onRemoved.addListener(removed);
  try {
    const { id } = /** @type {{ id: number }} */ (await api.tabs.create(wanted));
    if (!ended.has(id)) {
      await new Promise((settle) => {
        wake = (other) => {
          if (other === id) settle(null);
        };
      });
    }
    return ended.get(id) ?? null;
  } finally {
    onUpdated.removeListener(updated);
    onRemoved.removeListener(removed);
  }
}
