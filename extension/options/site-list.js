// In: what is stored for single sites, and the sites that the browser lets Lede into. Out: the list of both, where each can be
// changed, and removed with what belongs to it; and a question about a site whose articles are to open by themselves, where the
// reader wished it in a browser that takes no press in a page for a wish.
import "../browser.js";
import { bringBackRules, DEFAULTS, forgetRules, loadRules, setOpens } from "../settings.js";
import { ask } from "../sites.js";
import { done } from "./done.js";

const { api, fields, nodes, settingInWords, words } = globalThis.lede;

/** A pattern of the browser's for the pages of a site. */
const PATTERN = /^(\*|https?):\/\/([^/]+)\/\*$/;

/** One site, as against a pattern for several. */
const HOST = /^[^*]+$/;

/**
 * @typedef {import("../settings.js").SiteRules} SiteRules
 * @typedef {SiteRules & { let: string[] }} Site `let`: the patterns by which the browser lets Lede into it
 */

/** @param {{ list: HTMLElement, wish: HTMLElement }} places */
export async function showSites({ list, wish }) {
  let changes = 0;
  const show = async () => {
    changes += 1;
    const mine = changes;
    const sites = await loadSites();
    if (mine === changes) fill(list, sites);
  };
  const showWish = () => fillWish(wish, decodeURIComponent(location.hash.slice(1)));
  for (const event of [api.storage.onChanged, api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(() => void show());
  globalThis.addEventListener("hashchange", showWish);
  await show();
  showWish();
}

/** @returns {Promise<Site[]>} by name */
async function loadSites() {
  const [rules, { origins = [] }] = await Promise.all([loadRules(), api.permissions.getAll()]);
  /** @type {Map<string, Site>} */
  const sites = new Map(rules.map((rule) => [rule.site, { ...rule, let: [] }]));
  for (const origin of origins) {
    const [, , site] = PATTERN.exec(origin) ?? [];
    if (!site) continue;
    const known = sites.get(site) ?? { site, protocol: null, own: null, let: [] };
    sites.set(site, { ...known, let: [...known.let, origin] });
  }
  return [...sites.values()].sort((a, b) => a.site.localeCompare(b.site));
}

/**
 * The focus stays on what it was on: the list is filled anew whenever something changes.
 *
 * @param {HTMLElement} list
 * @param {Site[]} sites
 */
function fill(list, sites) {
  const focused = list.contains(document.activeElement) ? document.activeElement?.id : undefined;
  if (sites.length === 0) list.replaceChildren(nodes.element("p", { class: "none" }, words.message("sites_none")));
  else list.replaceChildren(nodes.element("ul", {}, ...sites.map((site, at) => item(site, at))));
  if (focused) (document.getElementById(focused) ?? document.querySelector("h1"))?.focus();
}

/**
 * @param {Site} site
 * @param {number} at
 */
function item(site, at) {
  const heading = nodes.element("h3", { id: `site-${at}` }, name(site.site));
  const remove = nodes.element("button", { type: "button", id: `remove-${site.site}`, "aria-describedby": heading.id }, words.message("remove"));
  remove.addEventListener("click", () => void removeSite(site));
  const own = site.own === null ? [] : [nodes.element("p", {}, words.message("site_own", inWords(site.own)))];
  const single = HOST.test(site.site) ? [opens(site, heading.id)] : [];
  return nodes.element("li", {}, heading, ...single, ...own, ...permission(site, heading.id), remove);
}

/**
 * @param {Site} site
 * @param {string} described
 */
function opens(site, described) {
  const { box, refresh } = fields.toggle(words.message("site_opens"), () => site.protocol !== null, (on) => void setWhetherOpens(site, on));
  refresh();
  const input = /** @type {HTMLElement} */ (box.querySelector("input"));
  input.id = `opens-${site.site}`;
  input.setAttribute("aria-describedby", described);
  return box;
}

/**
 * @param {Site} site
 * @param {string} described
 */
function permission(site, described) {
  if (site.let.length > 0) return [nodes.element("p", { class: "state" }, words.message("site_allowed"))];
  if (site.protocol === null) return [];
  const allow = nodes.element("button", { type: "button", class: "first", id: `allow-${site.site}`, "aria-describedby": described }, words.message("allow"));
  allow.addEventListener("click", () => void ask({ origins: [patternOf(site)] }));
  return [nodes.element("p", { class: "state off" }, words.message("site_not_allowed")), allow];
}

/**
 * @param {Site} site
 * @param {boolean} on
 */
async function setWhetherOpens(site, on) {
  const pattern = patternOf(site);
  if (on && (await ask({ origins: [pattern] })) !== "yes") {
    /** @type {HTMLInputElement} */ (document.getElementById(`opens-${site.site}`)).checked = false;
    return;
  }
  await setOpens(site.site, on ? protocolOf(pattern) : null);
}

/**
 * With its rules goes the permission. What the browser doesn't take back, since it was given with the extension, stays.
 *
 * @param {Site} site
 */
async function removeSite(site) {
  if (site.let.length > 0) await api.permissions.remove({ origins: site.let }).catch(console.warn);
  await forgetRules(site.site);
  done(words.message("site_removed", labelOf(site.site)), () => {
    const asked = site.let.length > 0 ? ask({ origins: site.let }) : null; // first, since it needs the press
    return Promise.all([asked, bringBackRules(site)]);
  });
}

/**
 * @param {HTMLElement} place
 * @param {string} pattern
 */
function fillWish(place, pattern) {
  const [, , host] = PATTERN.exec(pattern) ?? [];
  if (!host || !HOST.test(host)) {
    place.replaceChildren();
    return;
  }
  const allow = nodes.element("button", { type: "button", class: "first" }, words.message("allow"));
  allow.addEventListener("click", async () => {
    if ((await ask({ origins: [pattern] })) !== "yes") return;
    await setOpens(host, protocolOf(pattern));
    history.replaceState(null, "", location.pathname);
    place.replaceChildren();
    document.querySelector("h1")?.focus();
  });
  place.replaceChildren(nodes.element("p", {}, words.message("site_wish", labelOf(host))), allow);
  allow.focus();
}

/** @param {Site} site */
function patternOf({ site, protocol, let: patterns }) {
  return patterns[0] ?? `${protocol ?? "https:"}//${site}/*`;
}

/** @param {string} pattern */
function protocolOf(pattern) {
  return pattern.startsWith("http:") ? "http:" : "https:";
}

/** @param {string} site */
function name(site) {
  return nodes.element("bdi", {}, site === "*" ? words.message("every_site") : site);
}

/**
 * Within a sentence, whichever way that runs.
 *
 * @param {string} site
 */
function labelOf(site) {
  const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2068", "\u2069"];
  return FIRST_STRONG_ISOLATE + (site === "*" ? words.message("every_site") : site) + POP_ISOLATE;
}

/** @param {Partial<Settings>} own */
function inWords(own) {
  const all = Object.keys(DEFAULTS).flatMap((it) => (it in own ? [settingInWords(it, own[/** @type {keyof Settings} */ (it)])] : []));
  return all.length > 0 ? all.join(" · ") : "–";
}
