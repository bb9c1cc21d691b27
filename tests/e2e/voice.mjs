// Reading aloud, for the tests. A test machine has no voice, so they bring a synthesiser of their own into our world in
// the page: it says nothing, keeps what it was to say, and tells word by word when the test wants it to.
import { inside, opened, until } from "./reader.mjs";
import { pages, session } from "./setup.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

export const VOICES = [
  { voiceURI: "far", name: "Far away", lang: "en-US", localService: false, default: true },
  { voiceURI: "anna", name: "Anna", lang: "de-DE", localService: true, default: false },
  { voiceURI: "amy", name: "Amy", lang: "en-GB", localService: true, default: false },
  { voiceURI: "bob", name: "Bob", lang: "en_US", localService: true, default: false },
];

/**
 * @param {string} path
 * @param {object[]} voices
 * @param {{ width: number, height: number }} [size]
 */
export async function read(path, voices, size) {
  const page = await session.newPage(pages.url(path));
  if (size) await page.setViewport(size);
  await session.toggle(page);
  await opened(page);
  await session.content(page, bringSynthesiser, voices);
  await page.keyboard.press("a");
  await until("the bar", () => inside(session, page, (root) => root.querySelector(".listen") !== null));
  await until("what lies over the text to be measured", () => inside(session, page, (root) => root.querySelector("dialog")?.style.getPropertyValue("--lede-under") !== ""));
  return page;
}

/** @param {Object[]} voices runs in our world in the page */
export function bringSynthesiser(voices) {
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
export const said = (page) => /** @type {Promise<{ text: string, voice: string, rate: number }[]>} */ (session.content(page, () => /** @type {any} */ (globalThis).fake.said));

/** @param {Page} page */
export async function last(page) {
  return (await said(page)).at(-1) ?? { text: "", voice: "", rate: 0 };
}

/** @param {Page} page */
export const isSpeaking = (page) => session.content(page, () => /** @type {any} */ (globalThis).fake.now !== null);

/**
 * @param {Page} page
 * @param {"word" | "sentence"} what
 */
export const say = (page, what) => session.content(page, (it) => void /** @type {any} */ (globalThis).fake[it](), what);

/** @param {Page} page */
export const pressPlay = (page) => inside(session, page, (root) => /** @type {HTMLElement} */ (root.querySelector(".listen button:nth-of-type(2)")).click());

/** @param {Page} page */
export const status = (page) => inside(session, page, (root) => root.querySelector(".listen .status")?.textContent);

/**
 * What is marked: the words on which the boxes lie.
 *
 * @param {Page} page
 * @returns {Promise<{ sentence: string, word: string }>}
 */
export function marks(page) {
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
