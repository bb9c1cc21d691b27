// In: an address. Out: whether the browser lets Lede into its site, after a question to the reader where she wished it; and,
// for as long as there are such sites, arrive.js in their pages, which tells the background of each that has come.
// The browser puts it there by itself and nowhere else: of all other pages Lede learns nothing, not even that they were opened.
import "./browser.js";

const { api } = globalThis.lede;

/** What the browser knows our scripts in the pages of sites by. */
const ARRIVALS = "arrivals";

/** In the order in which a file needs the ones before it. */
const SCRIPTS = ["extension/browser.js", "extension/past-clobbering.js", "extension/capture.js", "extension/arrive.js"];

/** Of the web, and not, say, of files. */
const WEB = /^(?:\*|https?):\/\//;

/**
 * The one site that an address belongs to, as browsers name it when it's asked for; null where there is none.
 *
 * @param {string} address
 * @returns {{ origins: string[] } | null}
 */
export function siteAt(address) {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) && url.hostname ? { origins: [`${url.protocol}//${url.hostname}/*`] } : null;
}

/**
 * Asks the reader, unless she has said yes before. Must be called at once when she has pressed something: browsers know
 * for so long only that she wished it. "unasked": this browser takes no press in a page for a wish, nor a key.
 *
 * @param {chrome.permissions.Permissions} site
 * @returns {Promise<"yes" | "no" | "unasked">}
 */
export async function ask(site) {
  try {
    return (await api.permissions.request(site)) ? "yes" : "no";
  } catch {
    return (await api.permissions.contains(site)) ? "yes" : "unasked";
  }
}

/** @param {string} address */
export async function isLetIn(address) {
  const site = siteAt(address);
  return site !== null && api.permissions.contains(site);
}

/** @type {Promise<void>} one change after the other */
let watched = Promise.resolve();

/** To be called whenever a site may have been added or taken away. */
export function keepWatch() {
  watched = watched.then(register).catch(console.error);
  return watched;
}

async function register() {
  const { origins = [] } = await api.permissions.getAll();
  const matches = origins.filter((origin) => WEB.test(origin));
  const [known] = await api.scripting.getRegisteredContentScripts({ ids: [ARRIVALS] });
  const script = { id: ARRIVALS, js: SCRIPTS, matches, runAt: /** @type {const} */ ("document_idle") };
  if (matches.length === 0) {
    if (known) await api.scripting.unregisterContentScripts({ ids: [ARRIVALS] });
  } else if (known) await api.scripting.updateContentScripts([script]);
  else await api.scripting.registerContentScripts([script]);
}
