// Where profiles lie: what Ubuntu's browsers, which are snaps, may read and write isn't what others may.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { placeOfProfiles } from "../../xtask/browser/executables.mjs";

describe("executables", { skip: process.platform === "win32" && "there are no snaps" }, () => {
  /** @type {string} */ let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lede-programs-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const HOME = "/home/ada";
  const CHROMIUM = "/home/ada/snap/chromium/common";
  const FIREFOX = "/home/ada/snap/firefox/common";

  test("a snap's profiles lie where the snap may read and write", () => {
    assert.equal(placeOfProfiles("/snap/bin/chromium", HOME), CHROMIUM);
    assert.equal(placeOfProfiles("/snap/bin/chromium.chromedriver", HOME), CHROMIUM);
    assert.equal(placeOfProfiles("/snap/firefox/current/usr/lib/firefox/firefox", HOME), FIREFOX);
  });

  test("a link to a snap is one, and so is the script that Ubuntu's package has in its place", () => {
    const [near, far, script] = ["near", "far", "script"].map((name) => join(folder, name));
    symlinkSync("/snap/bin/firefox", `${near}`);
    symlinkSync("near", `${far}`);
    writeFileSync(`${script}`, '#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then exit 1; fi\nexec /snap/bin/chromium "$@"\n');
    assert.equal(placeOfProfiles(`${far}`, HOME), FIREFOX);
    assert.equal(placeOfProfiles(`${script}`, HOME), CHROMIUM);
  });

  test("others have the machine's temporary folder", () => {
    const [script, program, link] = ["other-script", "program", "link"].map((name) => join(folder, name));
    writeFileSync(`${script}`, '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"\n');
    writeFileSync(`${program}`, "\x7fELF it names /snap/bin/chromium, and is no script");
    symlinkSync("program", `${link}`);
    for (const path of [script, program, link, "/no/such/program", "/opt/snap/bin/chromium"]) {
      assert.equal(placeOfProfiles(`${path}`, HOME), tmpdir(), path);
    }
  });
});
