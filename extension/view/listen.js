// In: the reading. Out: the bar from which it is read aloud: back, play or pause, on, the speed, the voice; the
// words being said are marked and kept in sight. Where there is no voice it says so, and waits for one.
{
  const { blocks, flow, icons, marks, nodes, page, speech, spoken, words } = globalThis.lede;

  /** @type {{ reading: Reading, close(): void } | null} */
  let open = null;

  globalThis.lede.feature("listen", (reading) => {
    if (open?.reading === reading) {
      open.close();
      return;
    }
    open = { reading, close: start(reading) };
  });

  /**
   * @param {Reading} reading
   * @returns {() => void} what closes it
   */
  function start(reading) {
    const { dialog, layers, toolbar, signal } = reading;
    const leaving = new AbortController();
    const close = () => leaving.abort();
    const mark = marks(reading);
    const blocksSaid = blocks.withTop(reading);
    /** @type {(state: SpeechState) => void} */
    let tell = () => undefined;
    const player = speech.player(scriptOf(reading, blocksSaid, mark, (state) => tell(state)));
    const bar = makeBar(reading, player, close);
    tell = bar.show;
    const remove = layers.add({ close, acts: keysOf(reading, player, bar) });
    leaving.signal.addEventListener("abort", () => {
      player.pause();
      mark.end();
      remove();
      bar.box.remove();
      open = null;
      toolbar.buttons.listen.setAttribute("aria-expanded", "false");
      if (!signal.aborted) toolbar.buttons.listen.focus({ preventScroll: true });
    });
    signal.addEventListener("abort", close);
    dialog.append(bar.box);
    toolbar.buttons.listen.setAttribute("aria-expanded", "true");
    player.goTo(reading.dialog.scrollTop + Math.abs(reading.dialog.scrollLeft) < 1 ? 0 : blocks.current(reading, blocksSaid));
    const begin = () => {
      if (bar.refreshVoices() && !bar.wasUsed()) bar.toggle();
    };
    globalThis.speechSynthesis?.addEventListener("voiceschanged", begin, { signal: leaving.signal });
    begin();
    bar.focus();
    return close;
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement[]} elements
   * @param {Marks} mark
   * @param {(state: SpeechState) => void} tell
   * @returns {SpeechScript}
   */
  function scriptOf(reading, elements, mark, tell) {
    const { look } = reading;
    /** @type {Map<number, Sentence[]>} */
    const made = new Map();
    const eye = eyeOf(reading);
    const offset = () => flow.of(reading).offset(reading.dialog);
    let endedAt = -1;
    return {
      count: elements.length,
      sentences(paragraph) {
        const element = /** @type {HTMLElement} */ (elements[paragraph]);
        if (!element.isConnected) return []; // taken out by hand
        const known = made.get(paragraph) ?? spoken(element, languageOf(reading, element), (it) => isLanguage(it) && speech.voiceFor(it, undefined) !== null);
        made.set(paragraph, known);
        return known;
      },
      voice(paragraph, sentence) {
        const language = languageOf(reading, elements[paragraph]);
        const its = primary(sentence.language) === primary(language) ? language : sentence.language;
        return speech.voiceFor(its, look.settings.voices[primary(its)]);
      },
      rate: () => look.settings.rate / 100,
      reached(paragraph, sentence, from) {
        const range = sentence.range(0, sentence.text.length);
        mark.sentence(range);
        mark.word(null);
        eye.begin(range, sentence.range(from, from + 1), /** @type {HTMLElement} */ (elements[paragraph]));
      },
      word(sentence, from, to) {
        const range = sentence.range(from, to);
        mark.word(range);
        eye.follow(range);
      },
      again: () => (offset() === endedAt ? 0 : Math.max(blocks.current(reading, elements), 0)),
      ended() {
        endedAt = offset();
        mark.sentence(null);
        mark.word(null);
        tell("ended");
      },
      failed: () => tell("failed"),
    };
  }

  /**
   * Keeps in sight what is said: of a sentence that is longer than the screen, the word. Whoever scrolls away from it is
   * left there until the next sentence.
   *
   * @param {Reading} reading
   */
  function eyeOf(reading) {
    /** @type {Range | null} */
    let last = null;
    const bring = (/** @type {Range} */ range) => {
      bringSideways(range);
      blocks.bring(reading, range.getBoundingClientRect());
      last = range;
    };
    return {
      /** @type {(sentence: Range | null, word: Range | null, element: HTMLElement) => void} */
      begin(sentence, word, element) {
        last = null;
        if (!sentence) blocks.bring(reading, element.getBoundingClientRect());
        else bring(word && !blocks.fits(reading, sentence.getBoundingClientRect()) ? word : sentence);
      },
      /** @param {Range | null} word */
      follow(word) {
        if (word && (!last || blocks.isInSight(reading, last.getBoundingClientRect()))) bring(word);
      },
    };
  }

  /**
   * A cell of a table that is wider than the column.
   *
   * @param {Range} range
   */
  function bringSideways(range) {
    const scroller = range.startContainer.parentElement?.closest(".scroller, pre");
    if (!scroller || scroller.scrollWidth <= scroller.clientWidth) return;
    const [box, around] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()];
    if (box.left < around.left || around.right < box.right) scroller.scrollBy({ left: box.left - around.left - around.width * 0.2, behavior: "instant" });
  }

  /**
   * @param {Reading} reading
   * @param {Player} player
   * @param {() => void} close
   */
  function makeBar(reading, player, close) {
    const { look, kit } = reading;
    let wasUsed = false;
    const play = icons.button("play", toggle, words.message("play"));
    const status = nodes.element("p", { class: "status", role: "status" });
    const rate = choice(words.message("setting_rate"));
    rate.append(...kit.choices.rate.map((value) => nodes.element("option", { value: String(value) }, words.times(value / 100))));
    rate.value = String(look.settings.rate);
    rate.addEventListener("change", () => {
      look.set({ rate: Number(rate.value) });
      player.renew();
    });
    const voice = choice(words.message("voice"));
    voice.addEventListener("change", () => {
      const language = primary(languageOf(reading));
      look.set({ voices: { ...look.settings.voices, [language]: voice.value } });
      player.renew();
    });
    const previous = icons.button("previous", () => player.step(-1));
    const next = icons.button("next", () => player.step(1));
    const box = nodes.element("section", { class: "listen", "aria-label": words.message("listen"), lang: words.language(), dir: words.direction() });
    box.append(previous, play, next, rate, voice, status, icons.button("close", close, words.message("dismiss")));
    for (const select of [rate, voice]) leaveAfterPress(select, play);
    return { box, toggle, show, focus: () => play.focus({ preventScroll: true }), refreshVoices, wasUsed: () => wasUsed };

    function toggle() {
      wasUsed = true;
      if (player.isSpeaking) {
        player.pause();
        show("paused");
      } else {
        player.play();
        if (player.isSpeaking) show("speaking"); // else it has said why not
      }
    }

    /** @param {SpeechState} state */
    function show(state) {
      const name = player.isSpeaking ? "pause" : "play";
      play.replaceChildren(icons.draw(name));
      play.setAttribute("aria-label", words.message(name));
      play.title = words.message(name);
      if (state === "failed") status.textContent = words.message("voice_failed");
      else status.textContent = "";
    }

    /** @returns {boolean} whether one of them speaks the article's language, or is chosen for it */
    function refreshVoices() {
      const language = languageOf(reading);
      const all = speech.voices();
      const chosen = speech.voiceFor(language, look.settings.voices[primary(language)]);
      voice.replaceChildren(...sorted(all, language).map(({ voiceURI, name }) => nodes.element("option", { value: voiceURI }, name)));
      if (!chosen) voice.prepend(nodes.element("option", { value: "", disabled: "", hidden: "" }, words.message("voice")));
      voice.value = chosen?.voiceURI ?? "";
      for (const control of [previous, play, next, rate, voice]) control.disabled = all.length === 0;
      if (all.length === 0) status.textContent = words.message("no_voices");
      else status.textContent = chosen ? "" : words.message("no_voice_for", words.nameOfLanguage(primary(language)));
      return chosen !== null;
    }
  }

  /** @param {string} name */
  function choice(name) {
    return nodes.element("select", { "aria-label": name, title: name });
  }

  /**
   * What was chosen by a press is done with: keys are the voice's again. By keys one may be on the way to another.
   *
   * @param {HTMLSelectElement} select
   * @param {HTMLElement} play
   */
  function leaveAfterPress(select, play) {
    let isPressed = false;
    select.addEventListener("pointerdown", () => void (isPressed = true));
    select.addEventListener("keydown", () => void (isPressed = false));
    select.addEventListener("change", () => isPressed && play.focus({ preventScroll: true }));
  }

  /**
   * @param {Reading} reading
   * @param {Player} player
   * @param {{ toggle(): void }} bar
   * @returns {Acts}
   */
  function keysOf({ root }, player, bar) {
    const right = words.direction() === "rtl" ? -1 : 1; // as the bar's buttons stand
    return {
      ArrowLeft: () => player.step(-right),
      ArrowRight: () => player.step(right),
      Space() {
        if (root.activeElement?.matches("button, summary, a")) return false;
        bar.toggle();
        return true;
      },
    };
  }

  /**
   * @param {SpeechSynthesisVoice[]} voices
   * @param {string} language the ones that speak it come first
   */
  function sorted(voices, language) {
    const speaks = ({ lang = "" }) => lang.toLowerCase().split(/[-_]/)[0] === primary(language);
    return [...voices.filter(speaks), ...voices.filter((voice) => !speaks(voice))];
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} [element]
   */
  function languageOf({ article }, element) {
    const own = element?.closest("[lang]")?.getAttribute("lang");
    const found = own || article.lang || page.root().getAttribute("lang") || words.language();
    return isLanguage(found) ? found : words.language();
  }

  /** @param {string} tag */
  function isLanguage(tag) {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  }

  /** @param {string} language */
  function primary(language) {
    return language.toLowerCase().split("-")[0] ?? "";
  }
}
