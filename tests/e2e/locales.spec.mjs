// Every language says everything: the same names, the same placeholders, and each name the code asks for.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { EXTENSION } from "./reader.mjs";

/** @typedef {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} Messages */

const FOLDER = join(EXTENSION, "_locales");
const LANGUAGES = readdirSync(FOLDER);

/**
 * @param {string} language
 * @returns {Messages}
 */
function messages(language) {
  return JSON.parse(readFileSync(join(FOLDER, language, "messages.json"), "utf8"));
}

const ENGLISH = messages("en");

/** Those that Lede promises to speak. */
const PROMISED = "ar de en es fr he hi it ja ko nl pl pt_BR ru tr uk zh_CN zh_TW".split(" ");

/** Messages whose names are put together from parts, by how they begin. */
const MADE_NAMES = /^(class|reason|hint|control|target|removed|refused|failed|setting|theme|font|align|layout|writing)_/;

/** A list of names, on lines of its own. */
const WORD_LIST = /^\s*"[a-z0-9 -]+"(?: \+)?$/;

/** What looks like a sentence to be read. */
const PROSE = /["'`>][^"'`<>\n]*\b[A-Z]?[a-z]{2,} [a-z]{2,} [a-z]{2,}[^"'`\n]*["'`<]/;

/** @param {string} folder */
function scripts(folder) {
  const names = readdirSync(join(EXTENSION, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".js") && !name.startsWith("pkg")).map((name) => join(EXTENSION, folder, name));
}

/** Without comments, and without what only a developer's console shows. @param {string} file */
function code(file) {
  const text = readFileSync(file, "utf8").replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
  return text.replaceAll(/(console\.\w+|new Error)\(.*\)/g, "");
}

describe("locales", () => {
  test("every language that was promised", () => {
    assert.deepEqual(LANGUAGES.toSorted(), PROMISED);
  });

  test("every message that the code names, and none that nobody names", () => {
    const all = scripts("extension").map(code).join("\n") + readFileSync(join(EXTENSION, "manifest.json"), "utf8");
    const named = new Set(Array.from(all.matchAll(/[a-z]+(?:_[a-zA-Z]+)*/g), ([word]) => word));
    const unused = Object.keys(ENGLISH).filter((name) => !named.has(name) && !named.has(name.replace(/^__MSG_/, "")) && !MADE_NAMES.test(name));
    assert.deepEqual(unused.filter((name) => !all.includes(`__MSG_${name}__`)), []);
    for (const [, name = ""] of all.matchAll(/message\("(\w+)"/g)) assert.ok(ENGLISH[name], name);
  });

  test("every choice of the settings has its words", () => {
    const settings = readFileSync(join(EXTENSION, "extension/settings.js"), "utf8");
    const shared = ["auto", "on", "off", "shown", "hidden", "installed", "legible", "dyslexic"];
    for (const [, setting = "", list = ""] of settings.matchAll(/^ {2}(\w+): \[(".*")\],$/gm)) {
      assert.ok(ENGLISH[`setting_${setting}`], setting);
      for (const [, value = ""] of list.matchAll(/"(\w+)"/g)) assert.ok(shared.includes(value) || ENGLISH[`${setting}_${value}`], `${setting}_${value}`);
    }
  });

  test("no sentence stands in the code", () => {
    for (const file of scripts("extension")) {
      const lines = code(file).split("\n").filter((line) => PROSE.test(line) && !line.includes(".split(") && !WORD_LIST.test(line));
      assert.deepEqual(lines, [], file);
    }
  });

  for (const language of LANGUAGES) {
    test(`${language} says which language it is`, () => {
      assert.equal(messages(language)["language_code"]?.message, language.replace("_", "-"));
    });

    test(`${language} translates: hardly a message is still English`, () => {
      if (language === "en") return;
      const ours = messages(language);
      const names = Object.keys(ENGLISH).filter((name) => !name.startsWith("key_")); // many keyboards print English names
      const same = names.filter((name) => ours[name]?.message === ENGLISH[name]?.message);
      assert.ok(same.length < 12, same.join());
    });
  }

  for (const language of LANGUAGES) {
    test(`${language} has every message, with its placeholders`, () => {
      const ours = messages(language);
      assert.deepEqual(Object.keys(ours).sort(), Object.keys(ENGLISH).sort());
      for (const [name, { message, placeholders = {} }] of Object.entries(ours)) {
        assert.notEqual(message.trim(), "", name);
        const used = Array.from(message.matchAll(/\$(\w+)\$/g), ([, key]) => key?.toLowerCase()).sort();
        assert.deepEqual(used, Object.keys(placeholders).sort(), `${name} in ${language}`);
        assert.deepEqual(Object.keys(placeholders), Object.keys(ENGLISH[name]?.placeholders ?? {}), `${name} in ${language}`);
      }
    });

    test(`${language} says each thing once`, () => {
      const names = Array.from(readFileSync(join(FOLDER, language, "messages.json"), "utf8").matchAll(/^ {2}"(\w+)": \{/gm), ([, name]) => name);
      assert.deepEqual(names, [...new Set(names)]);
      assert.equal(names.length, Object.keys(messages(language)).length);
    });

    test(`${language} keeps to the stores' limits`, () => {
      const { extension_name: name, extension_description: description } = messages(language);
      assert.ok((name?.message.length ?? 0) <= 45);
      assert.ok((description?.message.length ?? 0) <= 132);
    });
  }

  test("every message the manifest asks for is there", () => {
    const manifest = readFileSync(join(EXTENSION, "manifest.json"), "utf8");
    for (const [, name = ""] of manifest.matchAll(/__MSG_(\w+)__/g)) assert.ok(ENGLISH[name], name);
  });
});
