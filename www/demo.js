// In: a page from the clipboard, a file or the demo. Out: its article, what was removed and why, timing and report.
// The flow of this site: takes the input, has it read (reading.js), shows the result (nodes.js makes the nodes).
import { build, element } from "./nodes.js";
import { read, version } from "./reading.js";

/** @typedef {import("../extension/pkg/lede.js").Article} Article */
/** @typedef {import("../extension/pkg/lede.js").Removal} Removal */
/** @typedef {import("../extension/pkg/lede.js").Op} Op */

const DEMO = new URL("../demo/", location.href);

/** Names of the classes, for people; the words are the glossary's. @type {Record<string, string>} */
const CLASSES = {
  newsletter: "Newsletter", sign_in: "Sign-in prompt", offer: "Offer", app: "App promotion", related: "Other stories",
  sponsored: "Sponsored", share: "Share bar", author_box: "Author box", comments: "Comments", consent: "Cookie notice",
  slot: "Ad slot", donate: "Donation appeal", push: "Notification prompt", survey: "Survey", event: "Event or podcast",
  affiliate: "Affiliate notice", summary_promo: "Listen or summarise", overlay: "Popup", boilerplate: "Page furniture",
};

const FURNITURE = "boilerplate";

/** Evidence shown for one removal; the rest is counted. */
const REASONS = 4;

const part = {
  status: find("status", HTMLElement),
  result: find("result", HTMLElement),
  article: find("article", HTMLElement),
  timing: find("timing", HTMLElement),
  removed: find("removed", HTMLElement),
  report: find("report", HTMLElement),
  version: find("version", HTMLElement),
  input: find("input", HTMLFormElement),
  demo: find("read-demo", HTMLButtonElement),
  file: find("file", HTMLInputElement),
  html: find("html", HTMLTextAreaElement),
  url: find("url", HTMLInputElement),
  paste: find("paste", HTMLDetailsElement),
};

part.demo.addEventListener("click", () => show("the demo page", demoPage));
part.input.addEventListener("submit", (event) => {
  event.preventDefault();
  show("the pasted page", pastedPage);
});
part.file.addEventListener("change", () => {
  const file = part.file.files?.[0];
  if (file) show(file.name, () => filePage(file));
  part.file.value = ""; // so that the same file can be chosen again
});
takeDrops();
version().then(
  (it) => part.version.replaceChildren(`Lede ${it}, the same core as in the extension`),
  (error) => say(`The core couldn’t be loaded: ${String(error)}. Build it with “cargo xtask build”.`, "bad"),
);
if (location.hash === "#demo") part.demo.click();

/**
 * @param {string} name for the reader
 * @param {() => Promise<import("./reading.js").Page>} getPage
 */
async function show(name, getPage) {
  say(`Reading ${name}…`, "busy");
  try {
    const { article, report, timing } = await read(await getPage());
    showTiming(timing, article);
    showReport(report);
    showRemoved(article, article.found ? showArticle(article) : showNone(article));
    part.result.hidden = false;
    say(`Read ${name}: ${sentence(article)}`, article.found ? "good" : "bad");
    part.article.focus({ preventScroll: true });
  } catch (error) {
    part.result.hidden = true;
    say(`${name} couldn’t be read: ${error instanceof Error ? error.message : String(error)}`, "bad");
  }
}

/** @param {Article} article */
function sentence({ found, noArticle, removals }) {
  if (!found) return noArticle?.message ?? "no article found";
  const nags = removals.filter((it) => it.class !== FURNITURE).length;
  return `${nags} ${nags === 1 ? "nag" : "nags"} and ${removals.length - nags} pieces of page furniture removed.`;
}

/**
 * @param {string} text
 * @param {"busy" | "good" | "bad"} mood
 */
function say(text, mood) {
  part.status.replaceChildren(text);
  part.status.dataset["mood"] = mood;
}

// ---- Where pages come from

/** @returns {Promise<import("./reading.js").Page>} */
async function demoPage() {
  const response = await fetch(DEMO);
  if (!response.ok) throw new Error(`the demo page isn’t served here (${response.status})`);
  return { bytes: new Uint8Array(await response.arrayBuffer()), url: DEMO.href };
}

/** @returns {Promise<import("./reading.js").Page>} */
async function pastedPage() {
  if (part.html.value.trim() === "") throw new Error("there is nothing in the box yet");
  const bytes = new TextEncoder().encode(part.html.value);
  return { bytes, url: part.url.value.trim() || undefined, charset: "utf-8" };
}

/**
 * @param {File} file
 * @returns {Promise<import("./reading.js").Page>}
 */
async function filePage(file) {
  return { bytes: new Uint8Array(await file.arrayBuffer()), url: part.url.value.trim() || undefined };
}

/** A file dropped anywhere is read; dropped text is read as HTML. */
function takeDrops() {
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  for (const end of ["dragleave", "drop"]) {
    document.addEventListener(end, () => document.body.classList.remove("dropping"));
  }
  document.addEventListener("drop", (event) => {
    if (event.target === part.html) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData("text/html") || event.dataTransfer?.getData("text/plain") || "";
    if (file) show(file.name, () => filePage(file));
    else if (text) show("the dropped text", async () => ({ bytes: new TextEncoder().encode(text), charset: "utf-8" }));
  });
}

// ---- What is shown

/**
 * @param {Article} article
 * @returns {Map<number, HTMLElement>} the places of what was removed inside the body
 */
function showArticle(article) {
  /** @type {Map<number, HTMLElement>} */
  const markers = new Map();
  const body = build(article.body, (index) => {
    const marker = element("span", { class: "marker", hidden: "" });
    markers.set(index, marker);
    return marker;
  });
  part.article.lang = article.language ?? "";
  part.article.dir = article.direction;
  part.article.replaceChildren(...masthead(article), body);
  return markers;
}

/**
 * The day of publication where the reader is.
 * @param {string} published RFC 3339, or YYYY-MM-DD
 */
function day(published) {
  const instant = new Date(published);
  const isDay = !published.includes("T") || Number.isNaN(instant.getTime());
  return isDay ? published : instant.toLocaleDateString("sv");
}

/**
 * @param {Article} article
 * @returns {Node[]}
 */
function masthead({ title, dek, byline, site, published, readingMinutes, leadImage, partial }) {
  const facts = [byline, published && day(published), site, `${readingMinutes} min`].filter((it) => typeof it === "string");
  // Each its own direction: a date among Arabic words must not turn round.
  const line = element("ul", { class: "facts" }, ...facts.map((it) => element("li", {}, element("bdi", {}, it))));
  const head = element("header", {}, element("h1", {}, title ?? "Untitled"));
  if (dek) head.append(element("p", { class: "dek" }, dek));
  head.append(line);
  if (partial) head.append(element("p", { class: "partial" }, "This page delivered only part of the article."));
  if (!leadImage || leadImage.inBody) return [head];
  /** @type {Op[]} */
  const figure = [["figure", {}], ["img", { src: leadImage.src, alt: leadImage.alt }], null, null];
  return [head, build(figure, () => new Text())];
}

/**
 * @param {Article} article
 * @returns {Map<number, HTMLElement>}
 */
function showNone({ noArticle }) {
  part.article.removeAttribute("lang");
  part.article.dir = "ltr";
  const message = noArticle?.message ?? "no article found";
  part.article.replaceChildren(
    element("div", { class: "none" }, element("h1", {}, "No article here"), element("p", {}, `The core says: ${message}.`),
      element("p", {}, "In the extension, the page would be left exactly as it was.")),
  );
  return new Map();
}

/**
 * @param {import("./reading.js").Timing} timing
 * @param {Article} article
 */
function showTiming({ bytes, first, best, runs }, { wordCount }) {
  const speed = bytes / 1e6 / ((best ?? first) / 1e3);
  /** @type {[string, string][]} */
  const rows = [
    ["Page", bytes < 1e4 ? `${bytes} bytes` : `${(bytes / 1e3).toFixed(0)} kB`],
    ["First run", duration(first)],
    ...(best === null ? [] : /** @type {[string, string][]} */ ([[`Best of ${runs} more`, duration(best)]])),
    ["Speed", Number.isFinite(speed) ? `${speed.toFixed(0)} MB/s` : "–"],
    ["Words kept", wordCount.toLocaleString("en")],
  ];
  part.timing.replaceChildren(...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

/** @param {number} milliseconds which a browser's clock tells to a tenth, or worse */
function duration(milliseconds) {
  return milliseconds < 0.1 ? "under 0.1 ms" : `${milliseconds.toFixed(1)} ms`;
}

/**
 * @param {Article} article
 * @param {Map<number, HTMLElement>} markers
 */
function showRemoved({ removals }, markers) {
  if (removals.length === 0) {
    part.removed.replaceChildren(element("p", { class: "hint" }, "Nothing."));
    return;
  }
  const rows = removals.map((removal, index) => ({ removal, marker: markers.get(index) }));
  const groups = Map.groupBy(rows, ({ removal }) => removal.class);
  const names = [...groups.keys()].sort((a, b) => Number(a === FURNITURE) - Number(b === FURNITURE));
  part.removed.replaceChildren(
    ...names.map((name) => {
      const members = groups.get(name) ?? [];
      const summary = element("summary", {}, element("span", { class: `tag ${name}` }, CLASSES[name] ?? name), ` ${members.length}`);
      const list = element("ul", {}, ...members.map(({ removal, marker }) => removedItem(removal, marker)));
      return element("details", name === FURNITURE ? {} : { open: "" }, summary, list);
    }),
  );
}

/**
 * @param {Removal} removal
 * @param {HTMLElement | undefined} marker
 */
function removedItem(removal, marker) {
  const reasons = removal.evidence.slice(0, REASONS).map(({ kind, detail }) =>
    element("li", {}, element("b", {}, kind.replaceAll("_", " ")), ` ${detail}`),
  );
  const item = element("li", {}, element("bdi", { class: "excerpt" }, removal.excerpt || "no text"), element("ul", { class: "why" }, ...reasons));
  if (marker && removal.content.length > 0) item.append(putBack(removal, marker));
  return item;
}

/**
 * @param {Removal} removal
 * @param {HTMLElement} marker
 */
function putBack(removal, marker) {
  const button = element("button", { type: "button", "aria-pressed": "false" }, "Put back");
  const content = element("div", { class: "restored" }, build(removal.content, () => new Text()));
  button.addEventListener("click", () => {
    const isBack = content.isConnected;
    if (isBack) content.remove();
    else marker.after(content);
    button.setAttribute("aria-pressed", String(!isBack));
    button.textContent = isBack ? "Put back" : "Take out again";
    if (!isBack) content.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  return button;
}

/** @param {string} report */
function showReport(report) {
  const lines = report.split("\n").filter((it) => it !== "");
  part.report.replaceChildren(
    ...lines.map((line) => {
      const [verdict = "", ...rest] = line.split("\t");
      const cells = [verdict, ...rest, "", "", "", ""].slice(0, 5);
      return element("tr", { class: verdict }, ...cells.map((cell) => element("td", {}, element("bdi", {}, cell))));
    }),
  );
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function find(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${id}`);
  return found;
}
