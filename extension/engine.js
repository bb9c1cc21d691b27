// In: a captured page. Out: its article, or that as a file, or how reading failed; a failure never throws.
// Holds the wasm instance: made on first use, thrown away after a trap, because a trap leaves Rust's data
// half changed. Knows no tabs and no messages.
import init, * as core from "./pkg/lede.js";

/** Bytes handed over at once; bounds the copy that the wasm memory must hold beside the core's own data. */
const CHUNK = 256 * 1024;

/**
 * A page with a little of everything. Browsers compile a function when it is first called: most of the time that a first
 * page takes. Read beforehand, this has them do so while the real page is still being captured.
 */
const FIRST_PAGE = `<!doctype html><title>a - b</title><meta property="og:title" content="a"><h1>a</h1><nav><a href="/a">a</a></nav>
<article>${`<p class="a">${"word ".repeat(60)}<a href="/b">b</a>. <em>c</em></p>`.repeat(6)}<ul><li>a<li>b</ul><figure><img src="/c.jpg" alt="">
<figcaption>c</figcaption></figure><div class="newsletter"><form><input type="email"><button>a</button></form></div></article>`;

/** @type {Promise<unknown> | null} one for all who wait, so that two first uses make one instance */
let instance = null;

/** Has a page been read? */
let isWarm = false;

/** Starts the instance, if there is none. */
export function prepare() {
  if (!instance) started().catch(console.error);
}

/**
 * Reads the first page, while the real one is still being captured, in two steps, since that one may come between them. It
 * fails as any reading does: without a word here.
 */
export async function warmUp() {
  if (isWarm) return;
  const html = new TextEncoder().encode(FIRST_PAGE);
  /** @type {core.Reader} */
  let reader;
  await guarded(() => {
    if (!isWarm) reader = filled({ url: "https://lede.example/", html, hints: new Uint8Array(), extent: "page" });
  });
  await new Promise((resolve) => void setTimeout(resolve));
  if (isWarm) return; // the real page came first
  await guarded(() => {
    reader.finish();
    reader.free();
    isWarm = true;
  });
}

/**
 * @param {Capture} page
 * @returns {Promise<ReadReply>}
 */
export function read(page) {
  isWarm = true;
  return guarded(() => ({ article: readWith(page) }));
}

/**
 * Reads the page again: the same bytes give the same article, so nothing need be kept until somebody saves.
 *
 * @param {import("./messages.js").ExportMessage} wanted
 * @returns {Promise<ExportReply>}
 */
export function exportFile(wanted) {
  return guarded(() => ({ file: exportWith(wanted) }));
}

/**
 * @template T
 * @param {() => T} act
 * @returns {Promise<T | { failure: Failure }>}
 */
async function guarded(act) {
  try {
    await started();
  } catch (error) {
    return failure("error", error);
  }
  try {
    return act();
  } catch (error) {
    if (isCoreError(error)) return failure("error", error);
    renew();
    return failure("trap", error);
  }
}

/** A start that failed is not kept: the next read tries again. */
function started() {
  instance ??= init().catch((error) => {
    instance = null;
    throw error;
  });
  return instance;
}

/**
 * @param {Capture} page
 * @returns {Article}
 */
function readWith(page) {
  const reader = filled(page);
  const article = forView(reader.finish());
  reader.free(); // not after a trap: there is nothing left then that could be freed
  return article;
}

/**
 * @param {import("./messages.js").ExportMessage} wanted
 * @returns {ExportedFile}
 */
function exportWith({ page, format, putBack, takenOut, pictures, saved, note }) {
  const reader = filled(page);
  reader.finish();
  const wish = new core.Export();
  wish.address(page.url);
  wish.saved(saved);
  if (note) wish.note(note);
  for (const at of putBack) wish.putBack(at);
  for (const { removal, at } of takenOut.steps) {
    if (removal === null) wish.takeOut(at);
    else wish.takeOutOf(removal, at);
  }
  if (takenOut.lead) wish.withoutLead();
  for (const [address, bytes] of pictures) wish.picture(address, bytes);
  const file = reader.export(format, wish);
  wish.free();
  reader.free();
  return file;
}

/**
 * A reader that holds the whole page.
 *
 * @param {Capture} page
 */
function filled({ url, html, hints, extent }) {
  const reader = new core.Reader({ url, hints, extent, charset: "utf-8" });
  for (let start = 0; start < html.length; start += CHUNK) {
    reader.write(html.subarray(start, start + CHUNK));
  }
  return reader;
}

/**
 * Only what the view shows goes on to the page: no second copy of the body as HTML or text.
 *
 * @param {Article} article
 * @returns {Article}
 */
function forView(article) {
  const { found, noArticle, title, dek, byline, site, published, language, direction } = article;
  const { leadImage, readingMinutes, partial, readerable, bodyFrom, body, removals } = article;
  return {
    found, noArticle, title, dek, byline, site, published, language, direction,
    leadImage, readingMinutes, partial, readerable, bodyFrom, body, removals,
  };
}

/**
 * The core's own errors are Errors with a name of its own. Whatever else comes out of wasm is a trap: a
 * RuntimeError, or the RangeError of a stack or a memory at its end.
 *
 * @param {unknown} error
 */
function isCoreError(error) {
  return error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError);
}

/** Throws the trapped instance away. NOTE: the fresh one is made at the next call; `version` is that call. */
function renew() {
  try {
    core.reset();
    core.version();
  } catch (error) {
    console.error("the engine could not be renewed", error);
  }
}

/**
 * @param {Failure["kind"]} kind
 * @param {unknown} error
 * @returns {{ failure: Failure }}
 */
function failure(kind, error) {
  console.error(kind, error);
  return { failure: { kind, message: String(error) } };
}
