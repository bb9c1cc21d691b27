// Our pages and a browser with the extension, for all tests of a spec: opened before the first, closed after the last.
// The names are live: they hold nothing until the first test runs.
import { after, before } from "node:test";
import { servePages } from "./pages.mjs";
import { openBrowser } from "./reader.mjs";

/** @type {Awaited<ReturnType<typeof servePages>>} */ export let pages;
/** @type {Awaited<ReturnType<typeof openBrowser>>} */ export let session;

before(async () => {
  pages = await servePages();
  session = await openBrowser();
  await session.extension();
});
after(async () => {
  await session?.close();
  await pages?.close();
});
