// In: sentences by paragraph, a voice, a rate. Out: speech, and word of where it is. Only voices of this
// machine: the others send the text to somebody. Pausing is stopping: what the browsers call a pause isn't
// reliable, and holds the voice against every other page. Going on starts at the word that came last.
{
  /** Errors that are our own doing. */
  const EXPECTED = new Set(["interrupted", "canceled"]);

  globalThis.lede.speech = { voices, voiceFor, player };

  /** @returns {SpeechSynthesisVoice[]} */
  function voices() {
    return globalThis.speechSynthesis?.getVoices().filter(({ localService }) => localService) ?? [];
  }

  /**
   * @param {string} language of the text
   * @param {string | undefined} chosen a voice's address
   * @returns {SpeechSynthesisVoice | null} null where no voice speaks the language
   */
  function voiceFor(language, chosen) {
    const all = voices();
    const [primary] = language.toLowerCase().split("-");
    const speaks = all.filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === primary);
    return (
      all.find(({ voiceURI }) => voiceURI === chosen) ??
      speaks.find(({ lang }) => lang.toLowerCase().replace("_", "-") === language.toLowerCase()) ??
      speaks.find((voice) => voice.default) ??
      speaks[0] ??
      null
    );
  }

  /**
   * @param {SpeechScript} script
   * @returns {Player}
   */
  function player(script) {
    const at = { paragraph: 0, sentence: 0, from: 0 };
    /** @type {SpeechSynthesisUtterance | null} the one whose events count */
    let speaking = null;
    const stop = () => {
      speaking = null;
      globalThis.speechSynthesis.cancel();
    };
    const speak = () => {
      stop();
      const sentence = settle(script, at);
      if (!sentence) {
        script.ended();
        return;
      }
      const utterance = utteranceOf(script, sentence, at);
      if (!utterance) return;
      const start = at.from;
      speaking = utterance;
      script.reached(at.paragraph, sentence, start);
      utterance.onboundary = ({ name, charIndex, charLength }) => {
        if (speaking !== utterance || (name && name !== "word")) return;
        at.from = start + charIndex;
        script.word(sentence, at.from, at.from + (charLength || wordLength(sentence.text, at.from)));
      };
      utterance.onend = () => {
        if (speaking !== utterance) return;
        [at.sentence, at.from] = [at.sentence + 1, 0];
        speak();
      };
      utterance.onerror = ({ error }) => {
        if (speaking === utterance && !EXPECTED.has(error)) script.failed(error);
      };
      globalThis.speechSynthesis.speak(utterance);
    };
    return {
      get isSpeaking() {
        return speaking !== null;
      },
      play() {
        if (at.paragraph >= script.count) Object.assign(at, { paragraph: script.again(), sentence: 0, from: 0 });
        speak();
      },
      pause: stop,
      goTo(paragraph) {
        const playing = speaking !== null;
        Object.assign(at, { paragraph: Math.max(paragraph, 0), sentence: 0, from: 0 });
        if (playing) speak();
      },
      step(by) {
        const playing = speaking !== null;
        stepParagraph(script, at, by);
        if (playing) speak();
        else settleAndTell(script, at);
      },
      renew() {
        if (speaking !== null) speak();
      },
    };
  }

  /**
   * The sentence that is next, in this paragraph or a later one that has any.
   *
   * @param {SpeechScript} script
   * @param {{ paragraph: number, sentence: number, from: number }} at moved on to it
   */
  function settle(script, at) {
    for (; at.paragraph < script.count; Object.assign(at, { paragraph: at.paragraph + 1, sentence: 0, from: 0 })) {
      const sentence = script.sentences(at.paragraph)[at.sentence];
      if (sentence) return sentence;
    }
    return null;
  }

  /**
   * @param {SpeechScript} script
   * @param {{ paragraph: number, sentence: number, from: number }} at
   */
  function settleAndTell(script, at) {
    const sentence = settle(script, at);
    if (sentence) script.reached(at.paragraph, sentence, at.from);
  }

  /**
   * Paragraphs without a word to say are passed over.
   *
   * @param {SpeechScript} script
   * @param {{ paragraph: number, sentence: number, from: number }} at
   * @param {number} by
   */
  function stepParagraph(script, at, by) {
    let to = at.paragraph + by;
    while (0 < to && to < script.count - 1 && script.sentences(to).length === 0) to += by;
    Object.assign(at, { paragraph: Math.min(Math.max(to, 0), script.count - 1), sentence: 0, from: 0 });
  }

  /**
   * @param {SpeechScript} script
   * @param {Sentence} sentence
   * @param {{ paragraph: number, from: number }} at
   */
  function utteranceOf(script, sentence, { paragraph, from }) {
    const voice = script.voice(paragraph, sentence);
    if (!voice) {
      script.failed("voice-unavailable");
      return null;
    }
    const utterance = new SpeechSynthesisUtterance(sentence.text.slice(from));
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = script.rate();
    return utterance;
  }

  /**
   * Some voices say where a word begins and not how long it is.
   *
   * @param {string} text
   * @param {number} from
   */
  function wordLength(text, from) {
    const [word = ""] = /^[\p{L}\p{N}\p{M}'’-]+/u.exec(text.slice(from)) ?? [];
    return Math.max(word.length, 1);
  }
}
