// What `cargo xtask run` tells at the terminal, and the picture it leaves, for pages of every kind.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { servePages } from "./pages.mjs";
import { BROWSER } from "./reader.mjs";

const RUN = fileURLToPath(new URL("../../xtask/browser/run.mjs", import.meta.url));

describe(`a run in ${BROWSER}`, () => {
  /** @type {Awaited<ReturnType<typeof servePages>>} */ let pages;
  /** @type {string} */ let folder;
  before(async () => {
    pages = await servePages();
    folder = mkdtempSync(join(tmpdir(), "lede-run-"));
  });
  after(async () => {
    await pages.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * @param {string} url
   * @returns {Promise<{ code: number, stdout: string, stderr: string, picture: string }>}
   */
  function run(url) {
    const picture = join(folder, `${Math.random()}.png`);
    const words = [RUN, "--browser", BROWSER, "--url", url, "--screenshot", picture];
    return new Promise((resolve) => {
      execFile(process.execPath, words, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr, picture });
      });
    });
  }

  test("an article: reader mode, and its picture", async () => {
    const { code, stdout, stderr, picture } = await run(pages.url("/page/plain"));
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, `run: reader mode is on\nrun: wrote ${picture}\n`);
    assert.ok(existsSync(picture));
  });

  test("no article: what the notice says, and the page's picture", async () => {
    const { code, stdout, stderr, picture } = await run(pages.url("/page/no-article"));
    assert.deepEqual([code, stderr], [0, ""]);
    const said = "No article found here. Lede needs a page with one longer text. This page is just as it was.";
    assert.equal(stdout, `run: ${said}\nrun: wrote ${picture}\n`);
    assert.ok(existsSync(picture));
  });

  test("a document that is no page: what the button says", async () => {
    const { code, stdout, stderr, picture } = await run(pages.url("/page/svg"));
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^run: Lede can’t read this page\. .+\nrun: wrote .+\n$/);
    assert.ok(existsSync(picture));
  });

  test("an address that can't be opened: one line", async () => {
    for (const url of ["http://127.0.0.1:1/", "http://"]) {
      const { code, stdout, stderr, picture } = await run(url);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /^cannot open http:\/\/\S*: .+\n$/);
      assert.ok(stderr.includes(`cannot open ${url}: `), stderr);
      assert.ok(!existsSync(picture));
    }
  });
});
