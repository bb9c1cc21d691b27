// Reading aloud. A test machine has no voice, so the tests bring a synthesiser of their own into our world in
// the page: it says nothing, keeps what it was to say, and tells word by word when the test wants it to.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { DEK, FIRST_WORDS, HEADLINE } from "./pages.mjs";
import { BROWSER, forgetStored, inside, opened, stored, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

beforeEach(() => forgetStored(session));

const VOICES = [
  { voiceURI: "far", name: "Far away", lang: "en-US", localService: false, default: true },
  { voiceURI: "anna", name: "Anna", lang: "de-DE", localService: true, default: false },
  { voiceURI: "amy", name: "Amy", lang: "en-GB", localService: true, default: false },
  { voiceURI: "bob", name: "Bob", lang: "en_US", localService: true, default: false },
];

/**
 * @param {string} path
 * @param {object[]} voices
 */
async function read(path, voices) {
  const page = await session.newPage(pages.url(path));
  await session.toggle(page);
  await opened(page);
  await session.content(page, bringSynthesiser, voices);
  await page.keyboard.press("a");
  await until("the bar", () => inside(session, page, (root) => root.querySelector(".listen") !== null));
  return page;
}

/** @param {Object[]} voices runs in our world in the page */
function bringSynthesiser(voices) {
  /** @type {any} */
  const scope = globalThis;
  const target = new EventTarget();
  scope.fake = {
    said: [],
    now: null,
    /** The next word of what is being said, or its end. */
    word() {
      const { now } = scope.fake;
      const [, gap = "", word = ""] = /^(\s*)(\S+)/.exec(now.text.slice(now.at)) ?? [];
      if (word === "") {
        scope.fake.now = null;
        now.utterance.onend?.({});
      } else {
        now.utterance.onboundary?.({ name: "word", charIndex: now.at + gap.length, charLength: word.length });
        now.at += gap.length + word.length;
      }
    },
    sentence() {
      scope.fake.now.at = Infinity;
      scope.fake.word();
    },
    voices,
    tell: () => target.dispatchEvent(new Event("voiceschanged")),
  };
  const synthesiser = {
    getVoices: () => scope.fake.voices,
    addEventListener: target.addEventListener.bind(target),
    cancel() {
      scope.fake.now = null;
    },
    speak(/** @type {any} */ utterance) {
      scope.fake.said.push({ text: utterance.text, voice: utterance.voice.voiceURI, rate: utterance.rate });
      scope.fake.now = { utterance, text: utterance.text, at: 0 };
    },
  };
  Object.defineProperty(scope, "speechSynthesis", { value: synthesiser, configurable: true });
  // The browser's own takes none but its own voices.
  Object.defineProperty(scope, "SpeechSynthesisUtterance", {
    value: class {
      constructor(/** @type {string} */ text) {
        Object.assign(this, { text, rate: 1, voice: null });
      }
    },
    configurable: true,
  });
}

/** @param {Page} page */
const said = (page) => /** @type {Promise<{ text: string, voice: string, rate: number }[]>} */ (session.content(page, () => /** @type {any} */ (globalThis).fake.said));

/** @param {Page} page */
async function last(page) {
  return (await said(page)).at(-1) ?? { text: "", voice: "", rate: 0 };
}

/** @param {Page} page */
const isSpeaking = (page) => session.content(page, () => /** @type {any} */ (globalThis).fake.now !== null);

/**
 * @param {Page} page
 * @param {"word" | "sentence"} what
 */
const say = (page, what) => session.content(page, (it) => void /** @type {any} */ (globalThis).fake[it](), what);

/** @param {Page} page */
const status = (page) => inside(session, page, (root) => root.querySelector(".listen .status")?.textContent);

/**
 * What is marked: the words on which the boxes lie.
 *
 * @param {Page} page
 * @returns {Promise<{ sentence: string, word: string }>}
 */
function marks(page) {
  return inside(session, page, (root) => {
    const article = /** @type {HTMLElement} */ (root.querySelector("article"));
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    /** @type {{ word: string, x: number, y: number, width: number }[]} */
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { 0: word, index } of /** @type {Text} */ (node).data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        found.push({ word, x: left + width / 2, y: top + height / 2, width });
      }
    }
    const within = (/** @type {string} */ name) => {
      const boxes = Array.from(root.querySelectorAll(`.mark.${name} > div`), (box) => box.getBoundingClientRect());
      const marked = found.filter(({ x, y }) => boxes.some(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom));
      return marked.map(({ word }) => word).join(" ");
    };
    return { sentence: within("sentence"), word: within("word") };
  });
}

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

  test("keeps what is said in sight", async () => {
    const page = await read("/page/long", VOICES);
    for (let n = 0; n < 30; n += 1) await say(page, "sentence");
    const seen = await inside(session, page, (root) => {
      const box = root.querySelector(".mark.sentence > div")?.getBoundingClientRect();
      return box && box.top > 0 && box.bottom < innerHeight;
    });
    assert.ok(seen);
    assert.ok((await inside(session, page, (root) => root.querySelector("dialog")?.scrollTop)) > 500);
    await page.close();
  });

  test("pauses and goes on at the word, back and on by paragraph", async () => {
    const page = await read("/page/newsletter", VOICES);
    await say(page, "sentence");
    for (let n = 0; n < 4; n += 1) await say(page, "word");
    assert.equal((await marks(page)).word, "time");
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".listen button:nth-of-type(2)")).click());
    assert.equal(await isSpeaking(page), false);
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".listen button:nth-of-type(2)")).click());
    assert.match((await last(page)).text, /^time this autumn/);
    await say(page, "word");
    await say(page, "word");
    assert.equal((await marks(page)).word, "this", "places are those of the whole sentence");
    await page.keyboard.press("ArrowRight");
    await until("the next paragraph", async () => /^The captain/.test((await last(page)).text));
    await page.keyboard.press("ArrowLeft");
    await until("the paragraph before", async () => /^For the ninth/.test((await last(page)).text));
    await page.keyboard.press("Escape");
    await until("silence", async () => !(await isSpeaking(page)));
    assert.equal(await inside(session, page, (root) => root.querySelector(".mark")), null);
    assert.equal(await inside(session, page, (root) => root.querySelector(".listen") === null && root.querySelector("article") !== null), true);
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

  test("a cell that is said comes into sight in a wide table", async () => {
    const page = await read("/page/table", VOICES);
    for (let n = 0; n < 40 && (await last(page)).text !== "Departure at 20 o'clock: 20"; n += 1) await say(page, "sentence");
    assert.ok(await inside(session, page, (root) => {
      const box = root.querySelector(".mark.sentence > div")?.getBoundingClientRect();
      const around = /** @type {Element} */ (root.querySelector(".scroller")).getBoundingClientRect();
      return !!box && around.left <= box.left && box.right <= around.right;
    }));
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
    await inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".listen button:nth-of-type(2)")).click());
    await until("it to speak", () => isSpeaking(page));
    await page.close();
  });

  test("on a narrow screen the bar's buttons stand in one row, and nothing lies on them", async () => {
    const page = await read("/page/notes", VOICES);
    await page.setViewport({ width: 360, height: 740 });
    /** Rows of the buttons, and those that can't be pressed. */
    const bar = () => inside(session, page, (root) => {
      const buttons = Array.from(root.querySelectorAll(".listen > :is(button, select)"), (it) => ({ it, box: it.getBoundingClientRect() }));
      const covered = buttons.filter(({ it, box }) => root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest("button, select") !== it);
      return { rows: new Set(buttons.filter(({ it }) => it.localName === "button").map(({ box }) => box.top)).size, covered: covered.map(({ it }) => it.getAttribute("aria-label")) };
    });
    const free = { rows: 1, covered: [] };
    await until("the narrow bar", () => page.evaluate(() => innerWidth === 360));
    assert.deepEqual(await bar(), free);
    await page.keyboard.press("t");
    await until("the line", () => inside(session, page, (root) => root.querySelector(".chip") !== null));
    assert.deepEqual(await bar(), free);
    await page.keyboard.press(",");
    await until("the sheet", () => inside(session, page, (root) => root.querySelector(".settings") !== null));
    assert.deepEqual(await bar(), free);
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
