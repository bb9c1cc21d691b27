// What the extension does by itself, so that a reader waits less: it has the browser keep the compiled core.
import { describe, test } from "node:test";
import { keepsCompiled } from "../../xtask/browser/compiled.mjs";
import { BROWSER, until } from "./reader.mjs";
import { session } from "./setup.mjs";

describe(`practice in ${BROWSER}`, () => {
  const skip = BROWSER === "firefox" ? "keeps nothing compiled for an extension" : false;

  test("without a single article opened, the browser soon keeps the compiled core", { skip }, async () => {
    await until("the compiled core among the browser's files", () => keepsCompiled(session.profile), 60_000);
  });
});
