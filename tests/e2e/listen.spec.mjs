// Reading aloud: what is said, in which order, by which voice. The voice is that of voice.mjs.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { DEK, FIRST_WORDS, HEADLINE } from "./pages.mjs";
import { BROWSER, forgetStored, inside, opened, stored, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";
import { VOICES, isSpeaking, last, marks, pressPlay, read, said, say, status } from "./voice.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

describe(`reading aloud in ${BROWSER}`, () => {
  test("begins at the headline, goes on sentence by sentence, marks sentence and word", async () => {
    const page = await read("/page/pictures", VOICES);
    assert.deepEqual(await said(page), [{ text: "The ferry that would not stay in its timetable", voice: "amy", rate: 1 }]);
    await say(page, "word");
    await say(page, "word");
    assert.deepEqual(await marks(page), { sentence: "The ferry that would not stay in its timetable", word: "ferry" });
    await say(page, "sentence");
    assert.match((await marks(page)).sentence, /^For the ninth time this autumn/);
    for (let n = 0; n < 16; n += 1) await say(page, "sentence");
    const texts = (await said(page)).map(({ text }) => text);
    assert.equal(texts.filter((text) => text.startsWith("The ferry, early")).length, 1, "a caption once");
    assert.ok(!texts.some((text) => /at the quay|Lede|removed|min read/.test(text)), "no description beside a caption, nothing of ours");
    await page.close();
  });

  test("the line below the headline is read between headline and text", async () => {
    const page = await read("/page/dek", VOICES);
    for (let n = 0; n < 2; n += 1) await say(page, "sentence");
    assert.deepEqual((await said(page)).slice(0, 2).map(({ text }) => text), [HEADLINE, DEK]);
    assert.match((await last(page)).text, new RegExp(`^${FIRST_WORDS}`));
    await say(page, "sentence");
    assert.equal((await said(page)).filter(({ text }) => text.includes(DEK)).length, 1);
    await page.close();
  });

  test("speed and voice are kept, the voice for the language", async () => {
    const page = await read("/page/plain", VOICES);
    const options = await inside(session, page, (root) => Array.from(root.querySelectorAll(".listen select:last-of-type option"), (it) => it.textContent));
    assert.deepEqual(options, ["Amy", "Bob", "Anna"], "none that sends the text away; those of the language first");
    await choose(page, 1, "150");
    await choose(page, 2, "bob");
    await until("them to be used", async () => {
      const { rate, voice } = await last(page);
      return rate === 1.5 && voice === "bob";
    });
    await until("them to be stored", async () => {
      const { rate, voices } = await stored(session, "sync");
      return rate === 150 && voices?.en === "bob";
    });
    await page.close();
    const again = await read("/page/plain", VOICES);
    assert.deepEqual((await said(again)).map(({ rate, voice }) => [rate, voice]), [[1.5, "bob"]]);
    await again.close();
  });

  test("after a speed chosen by a press the keys are the voice's again, and after one chosen by keys not yet", async () => {
    const page = await read("/page/plain", VOICES);
    const focused = () => inside(session, page, (root) => root.activeElement?.localName);
    const change = (/** @type {string} */ before) => inside(session, page, (root, it) => {
      const select = /** @type {HTMLSelectElement} */ (root.querySelector(".listen select"));
      select.focus();
      select.dispatchEvent(new Event(it));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, before);
    await change("keydown");
    assert.equal(await focused(), "select");
    await change("pointerdown");
    assert.equal(await focused(), "button");
    const before = await last(page);
    await page.keyboard.press("ArrowRight");
    await until("the next paragraph", async () => (await last(page)).text !== before.text);
    await page.close();
  });

  test("numbers of notes aren't read", async () => {
    const page = await read("/page/notes", VOICES);
    await say(page, "sentence");
    assert.match((await last(page)).text, /complained about it\.\s*$/);
    await page.close();
  });

  test("notes in brackets and marks to edit aren't read; other languages have their own voice; tables are read cell by cell", async () => {
    const page = await read("/page/spoken", VOICES);
    for (let n = 0; n < 16; n += 1) await say(page, "sentence");
    const all = (await said(page)).slice(1, 16).map(({ text, voice }) => `${voice}: ${text.trim()}`);
    assert.deepEqual(all, [
      "amy: For the ninth time this autumn, the morning ferry to Sandholm left the quay eleven minutes early, and for the ninth time nobody who was on board complained about it.",
      "amy: So says the log and the harbour .",
      "amy: What the harbour says",
      "amy: The captain calls it",
      "anna: eine Frage der Gezeiten",
      "amy: and means it.",
      "anna: Das ist sein letztes Wort.",
      "amy: Nobody asked hyvää huomenta twice.",
      "amy: Departures in autumn",
      "amy: Monday",
      "amy: planned: 6:00",
      "amy: true: 5:49",
      "amy: Tuesday",
      "amy: planned: none.",
      "amy: The wind was too strong.",
    ]);
    await page.keyboard.press("ArrowLeft"); // to the table, as a whole
    await until("the table", async () => (await last(page)).text === "Departures in autumn");
    for (let n = 0; n < 2; n += 1) await say(page, "sentence");
    assert.match((await marks(page)).sentence, /^6:00$/, "the cell alone is marked");
    await page.close();
  });

  test("in a figure the quotation, the table and the code are read, and a caption once", async () => {
    const page = await read("/page/figures-to-hear", VOICES);
    for (let n = 0; n < 16; n += 1) await say(page, "sentence");
    const all = (await said(page)).slice(2).map(({ text }) => text.trim());
    assert.deepEqual(all.filter((text) => !/^(The captain, who|The harbour|A timetable|What neither)/.test(text)).slice(0, 10), [
      "The tide is never late.",
      "It is never early either.",
      "The captain, in a letter",
      "Departures in autumn",
      "Day: Monday",
      "Hour: 5:49",
      "Day: Tuesday",
      "Hour: 5:49",
      "def departs(tide): return tide - 11",
      "When it leaves",
    ]);
    await page.close();
  });

  test("without a voice it says so, and begins when one comes", async () => {
    const page = await read("/page/plain", VOICES.slice(0, 1));
    assert.match(await status(page), /No voice is installed/);
    assert.equal(await inside(session, page, (root) => Array.from(root.querySelectorAll(".listen select, .listen button:not(:last-of-type)"), (it) => /** @type {HTMLButtonElement} */ (it).disabled).every(Boolean)), true);
    await session.content(page, (voices) => {
      const { fake } = /** @type {any} */ (globalThis);
      fake.voices = voices;
      fake.tell();
    }, VOICES);
    await until("it to speak", () => isSpeaking(page));
    assert.equal(await status(page), "");
    await page.close();
  });

  test("without a voice for the language it says so, and offers the others", async () => {
    const page = await read("/page/rtl", VOICES);
    assert.match(await status(page), /Arabic/);
    const shown = () => inside(session, page, (root) => /** @type {HTMLSelectElement} */ (root.querySelector(".listen select:last-of-type")).selectedOptions[0]?.textContent);
    assert.equal(await shown(), "Voice", "the choice isn't blank");
    assert.deepEqual(await said(page), []);
    await choose(page, 2, "amy");
    await pressPlay(page);
    await until("it to speak", () => isSpeaking(page));
    await page.close();
  });

  test("silent when the view is closed", async () => {
    const page = await read("/page/plain", VOICES);
    assert.ok(await isSpeaking(page));
    await session.toggle(page);
    await until("silence", async () => !(await isSpeaking(page)));
    await page.close();
  });

  test("on a machine as it is: a voice, or words that say there is none", async () => {
    const page = await session.newPage(pages.url("/page/plain"));
    await session.toggle(page);
    await opened(page);
    await page.keyboard.press("a");
    await until("the bar", () => inside(session, page, (root) => root.querySelector(".listen") !== null));
    const local = await session.content(page, () => speechSynthesis.getVoices().filter(({ localService }) => localService).length);
    if (local === 0) assert.match(await status(page), /No voice is installed/);
    await page.close();
  });
});

/**
 * @param {Page} page
 * @param {number} which
 * @param {string} value
 */
function choose(page, which, value) {
  return inside(
    session,
    page,
    (root, [at, wanted]) => {
      const select = /** @type {HTMLSelectElement} */ (root.querySelectorAll(".listen select")[at - 1]);
      select.value = wanted;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    [which, value],
  );
}
