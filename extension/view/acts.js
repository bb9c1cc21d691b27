// In: the reading. Out: what its reader can do, by key and by button. The table of keys is the whole of it;
// most of what it names comes into the page only when it is first asked for.
{
  const { blocks, flow, words } = globalThis.lede;

  /** @type {Map<string, (reading: Reading, at?: Element) => void>} */
  const features = new Map();

  // NOTE: gives nothing back. A file's last value is its result, and Firefox refuses one that can't be copied.
  globalThis.lede.feature = (name, open) => {
    features.set(name, open);
  };

  /**
   * @param {() => Reading} reading there once something is done
   * @param {() => void} close
   * @returns {{ keys: Acts, buttons: Record<keyof Toolbar["buttons"], () => unknown> }}
   */
  globalThis.lede.acts = (reading, close) => {
    const open = (/** @type {string} */ name) => () => void use(reading(), name);
    const move = (/** @type {"paragraph" | "heading"} */ what, /** @type {number} */ by) => () => void moveBy(reading(), what, by);
    const byHand = (/** @type {"takeMarked" | "undo" | "choose"} */ act) => () => void workByHand(reading(), act);
    const size = (/** @type {number} */ by) => () => reading().look.step("textScale", by);
    return {
      buttons: { outline: open("outline"), listen: open("listen"), save: open("save"), settings: open("settings"), close },
      keys: {
        Escape: close,
        j: move("paragraph", 1),
        k: move("paragraph", -1),
        n: move("heading", 1),
        p: move("heading", -1),
        "+": size(1),
        "=": size(1),
        "-": size(-1),
        "0": () => reading().look.set({ textScale: reading().kit.defaults.textScale }),
        t: () => void nextTheme(reading()),
        f: () => void nextFocus(reading()),
        i: open("lightbox"),
        o: open("outline"),
        x: byHand("choose"),
        Delete: () => isMarked(reading()) && byHand("takeMarked")(),
        Backspace: () => isMarked(reading()) && byHand("takeMarked")(),
        Undo: () => (reading().taken.length > 0 ? byHand("undo")() : false),
        r: () => showRemoved(reading()),
        a: open("listen"),
        s: open("save"),
        ",": open("settings"),
        "?": open("help"),
        ...pageKeys(reading),
      },
    };
  };

  globalThis.lede.use = use;

  /**
   * Opens a part that has a place on the screen, or closes it if it's open.
   *
   * @param {Reading} reading
   * @param {string} name
   * @param {Element} [at] where it was asked for
   */
  async function use(reading, name, at) {
    await reading.part("reading"); // says what isn't there
    await reading.part(name);
    if (!reading.signal.aborted) features.get(name)?.(reading, at);
  }

  /**
   * @param {Reading} reading
   * @param {"paragraph" | "heading"} what
   * @param {number} by
   */
  async function moveBy(reading, what, by) {
    await reading.part("reading");
    globalThis.lede.moves[what](reading, by);
  }

  globalThis.lede.workByHand = workByHand;

  /** @param {Reading} reading */
  function isMarked({ body, root }) {
    return body.contains(root.activeElement) || body.querySelector(".here") !== null;
  }

  /**
   * @param {Reading} reading
   * @param {"takeMarked" | "undo" | "choose"} act
   */
  async function workByHand(reading, act) {
    await reading.part("reading");
    await reading.part("hand");
    if (!reading.signal.aborted) globalThis.lede.hand?.[act](reading);
  }

  /** @param {Reading} reading */
  async function nextTheme(reading) {
    const { look, kit } = reading;
    const hasOwn = /** @type {const} */ (["paper", "ink", "link"]).some((name) => look.settings[name] !== kit.defaults[name]);
    const themes = kit.choices.theme.filter((theme) => theme !== "custom" || hasOwn);
    const theme = /** @type {string} */ (themes[(themes.indexOf(look.settings.theme) + 1) % themes.length]);
    look.set({ theme });
    await say(reading, words.choice("theme", theme));
  }

  /** @param {Reading} reading */
  async function nextFocus(reading) {
    const { look, kit } = reading;
    const { focusLines: choices } = kit.choices;
    const focusLines = choices[(choices.indexOf(look.settings.focusLines) + 1) % choices.length] ?? 0;
    look.set({ focusLines });
    await use(reading, "focus");
    await say(reading, words.focusLines(focusLines));
  }

  /**
   * @param {Reading} reading
   * @param {string} text
   */
  async function say(reading, text) {
    await reading.part("reading");
    globalThis.lede.say(reading, text);
  }

  /** @param {Reading} reading */
  function showRemoved(reading) {
    const list = /** @type {HTMLDetailsElement | null} */ (reading.root.querySelector(".removed"));
    if (!list) return;
    list.open = !list.open;
    if (!list.open) return;
    blocks.center(reading, list);
    list.querySelector("summary")?.focus({ preventScroll: true });
  }

  /**
   * Along the way that the text runs, arrows turn pages; a column scrolls by itself. Across it they go by paragraph, but where
   * lines run down, which no browser's own keys scroll, all of them scroll or turn. What scrolls within the text or above it has its own, and so has a screen that fingers
   * have zoomed.
   *
   * @param {() => Reading} reading
   * @returns {Acts}
   */
  function pageKeys(reading) {
    const turn = (/** @type {number} */ by) => () => blocks.turn(reading(), by);
    const isElsewhere = () => (reading().root.activeElement?.closest(".scroller, pre, video, audio, .panel") ?? null) !== null;
    const arrow = (/** @type {"up" | "sideways"} */ axis, /** @type {number} */ by) => () => {
      if (isElsewhere()) return false;
      if (flow.isVertical(reading()) || flow.of(reading()).isSideways === (axis === "sideways")) return blocks.turn(reading(), by, "lines");
      if ((window.visualViewport?.scale ?? 1) > 1) return false;
      return void moveBy(reading(), "paragraph", by);
    };
    const sideways = (/** @type {number} */ by) => () => {
      const isBackwards = flow.isVertical(reading()) || reading().article.dir === "rtl";
      return arrow("sideways", isBackwards ? -by : by)();
    };
    const space = (/** @type {number} */ by) => () => {
      const pressed = reading().root.activeElement?.matches("button, summary, a");
      return pressed ? false : blocks.turn(reading(), by);
    };
    return {
      ArrowRight: sideways(1),
      ArrowLeft: sideways(-1),
      ArrowDown: arrow("up", 1),
      ArrowUp: arrow("up", -1),
      PageDown: turn(1),
      PageUp: turn(-1),
      Home: turn(-Infinity),
      End: turn(Infinity),
      Space: space(1),
      "Shift Space": space(-1),
    };
  }
}
