// Browsers that have less, Firefox for Android above all: no menus, no keys, no icon to change, perhaps no storage that
// travels. The background runs here in Node, on an API made for it, which has what such a browser has and no more.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EXTENSION, until } from "./reader.mjs";

/** @typedef {(...given: any[]) => any} Listener */

/** @type {Record<string, Listener[]>} */
const heard = { clicked: [], installed: [], message: [] };
const listen = (/** @type {string} */ name) => ({ addListener: (/** @type {Listener} */ it) => void heard[name]?.push(it) });

/** @type {{ files?: string[], args?: any[], origin?: string }[]} what was put into the page */
const put = [];

/** "full": it can be read, but takes nothing. @type {"works" | "absent" | "fails" | "full"} */
let sync = "absent";
/** @type {Record<string, Record<string, unknown>>} */
const kept = { sync: {}, local: {} };

/** @param {string} name */
function area(name) {
  const act = async (/** @type {(all: Record<string, unknown>) => unknown} */ doing, isWrite = false) => {
    if (name === "sync" && sync === "fails") throw new Error("no account");
    if (name === "sync" && sync === "full" && isWrite) throw new Error("QUOTA_BYTES quota exceeded");
    return doing(/** @type {Record<string, unknown>} */ (kept[name]));
  };
  return {
    get: (/** @type {string | string[] | null} */ keys) =>
      act((all) => Object.fromEntries(Object.entries(all).filter(([key]) => keys === null || [keys].flat().includes(key)))),
    set: (/** @type {object} */ changed) => act((all) => void Object.assign(all, changed), true),
    remove: (/** @type {string | string[]} */ keys) => act((all) => [keys].flat().forEach((key) => delete all[key]), true),
  };
}

const TAB = { id: 7, url: "https://sound.example/ferry", incognito: false };

const api = {
  runtime: { id: "lede", sendMessage: () => undefined, onInstalled: listen("installed"), onStartup: listen("startup"), onMessage: listen("message"), getURL: String },
  i18n: { getMessage: (/** @type {string} */ name) => (name === "language_code" ? "en" : name), getUILanguage: () => "en" },
  action: { onClicked: listen("clicked"), setTitle: async () => undefined, setPopup: async () => undefined, setBadgeText: async () => undefined },
  tabs: { query: async () => [TAB] },
  permissions: { onAdded: listen("added"), onRemoved: listen("removed"), contains: async () => false, getAll: async () => ({ origins: [] }) },
  scripting: {
    getRegisteredContentScripts: async () => [],
    async executeScript(/** @type {any} */ given) {
      put.push(given);
      return [{ result: given.func ? "opened" : null }];
    },
    insertCSS: async (/** @type {any} */ given) => void put.push(given),
    removeCSS: async () => undefined,
  },
  storage: {
    get sync() {
      return sync === "absent" ? undefined : area("sync");
    },
    local: area("local"),
  },
};

/**
 * @param {object} message
 * @returns {Promise<any>}
 */
function ask(message) {
  return new Promise((reply) => void heard["message"]?.[0]?.(message, { id: "lede", tab: TAB }, reply));
}

before(async () => {
  Object.assign(globalThis, { browser: api, fetch: async (/** @type {URL} */ from) => new Response(await readFile(from)) });
  await import(pathToFileURL(join(EXTENSION, "extension/background.js")).href);
});

describe("a browser that has less", () => {
  test("the background starts, and is installed, without menus and keys", () => {
    assert.equal(heard["clicked"]?.length, 1);
    for (const installed of heard["installed"] ?? []) installed({ reason: "install" });
  });

  for (const how of /** @type {const} */ (["absent", "fails", "works"])) {
    test(`the button opens the view, and settings are kept, where storage that travels ${how === "absent" ? "is absent" : how}`, async () => {
      sync = how;
      kept["local"] = {};
      put.length = 0;
      heard["clicked"]?.[0]?.(TAB);
      await until("the view to be asked for", async () => put.some(({ args }) => args));
      const kit = put.find(({ args }) => args)?.args?.[0];
      assert.equal(kit.settings.theme, "auto");
      assert.ok(put.some(({ files }) => files?.includes("/extension/pkg/page.js")));
      assert.ok(!(await ask({ type: "save", settings: { theme: "sepia" }, scope: "everywhere" }))?.failure);
      await ask({ type: "save", settings: { theme: "dark" }, scope: "site" });
      const { settings, siteOnly } = await ask({ type: "settings" });
      assert.deepEqual([settings.theme, siteOnly], ["dark", true]);
      assert.equal((await ask({ type: "reset", scope: "site" })).settings.theme, "sepia");
      assert.equal((await ask({ type: "reset", scope: "everywhere" })).settings.theme, "auto");
      assert.equal(Object.keys(kept["local"] ?? {}).length, 0);
    });
  }

  test("where storage that travels is full, what is set holds on this machine, and travels as soon as it can", async () => {
    const theme = async () => (await ask({ type: "settings" })).settings.theme;
    sync = "works";
    kept["sync"] = {};
    kept["local"] = { places: { kept: true } };
    await ask({ type: "save", settings: { theme: "sepia", textScale: 150 }, scope: "everywhere" });
    sync = "full";
    await ask({ type: "save", settings: { theme: "dark" }, scope: "everywhere" });
    assert.equal(await theme(), "dark");
    await ask({ type: "save", settings: { theme: "contrast" }, scope: "site" });
    assert.equal(await theme(), "contrast");
    await ask({ type: "reset", scope: "site" });
    assert.equal(await theme(), "dark");
    const { settings } = await ask({ type: "reset", scope: "everywhere" });
    assert.deepEqual([settings.theme, settings.textScale], ["auto", 100], "what it still holds counts no more");
    await ask({ type: "save", settings: { theme: "light" }, scope: "everywhere" });
    assert.equal(kept["sync"]["theme"], "sepia");

    sync = "works";
    await ask({ type: "save", settings: { rate: 150 }, scope: "everywhere" });
    assert.deepEqual([kept["sync"], kept["local"]], [{ theme: "light", rate: 150 }, { places: { kept: true } }]);
    await ask({ type: "reset", scope: "everywhere" });
    Reflect.deleteProperty(kept["local"] ?? {}, "places");
  });

  test("the page is laid out for the view though the button's icon can't change", async () => {
    put.length = 0;
    assert.equal(await ask({ type: "opened", hiddenPage: false, messages: ["close"], missingFonts: { serif: 1 } }), null);
    assert.ok(put.some(({ origin }) => origin === "USER"));
    assert.equal(await ask({ type: "closed" }), null);
  });

  test("what a view had to say, and found missing, the next needn't ask for", async () => {
    await ask({ type: "opened", hiddenPage: false, messages: ["close", "outline"], missingFonts: { serif: 3 } });
    put.length = 0;
    heard["clicked"]?.[0]?.(TAB);
    await until("the next view to be asked for", async () => put.some(({ args }) => args));
    const { messages, missingFonts } = put.find(({ args }) => args)?.args?.[0] ?? {};
    assert.deepEqual([messages, missingFonts], [{ close: "close", outline: "outline" }, { serif: 3 }]);
  });
});

test("the manifest is for Firefox for Android, too, and asks for nothing that it lacks", async () => {
  const manifest = JSON.parse(await readFile(fileURLToPath(new URL("../../manifest.json", import.meta.url)), "utf8"));
  assert.match(manifest.browser_specific_settings.gecko_android.strict_min_version, /^\d+\.\d+$/);
  assert.ok(parseFloat(manifest.browser_specific_settings.gecko_android.strict_min_version) >= 142, "the first that knows data_collection_permissions");
  assert.ok(!manifest.action.default_popup && manifest.action.default_title, "a press in its menu is a press of the button");
});
