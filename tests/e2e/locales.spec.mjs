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

describe("locales", () => {
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
