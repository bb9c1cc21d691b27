// In: practice.txt, a page of our own in the shape of those that readers open, with a little of all that the core knows. Out: no more
// than a quicker core: it reads that page over and over, when nobody waits. Chromium compiles for speed what is often called, and
// keeps it with the browser's files once it is much of the module: what it has kept it needn't compile when the worker starts
// anew. Without this a reader would have to open some dozens of articles first, and again after each update.
//
// Firefox compiles the whole module for speed whenever it loads it, and keeps nothing: there's nothing to practise for.
import "./browser.js";
import { read } from "./engine.js";

const { api } = globalThis.lede;

/** Till then a reader may have opened her first article, which nothing should slow down. */
const WAIT_MS = 3000;

/** From about so many readings on the browser compiles for speed what a reading does once. */
const TIMES = 100;

/** Between two readings: other work comes first. */
const PAUSE_MS = 10;

/** Reads the page till the browser knows what to keep. It ends with a reading that fails, since the next would, too. */
export async function practise() {
  if (!("ServiceWorkerGlobalScope" in globalThis)) return;
  await after(WAIT_MS);
  const answer = await fetch(api.runtime.getURL("/extension/practice.txt"));
  const html = new Uint8Array(await answer.arrayBuffer());
  for (let nth = 0; nth < TIMES; nth++) {
    const reply = await read({ url: "https://lede.example/stories/lamps", html, hints: new Uint8Array(), extent: "page" });
    if ("failure" in reply) return;
    await after(PAUSE_MS);
  }
}

/** @param {number} ms */
function after(ms) {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
