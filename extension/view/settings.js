// In: the reading and its look. Out: the panel in which the look is set. Each change is seen at once in the
// article beneath; look.js applies and stores it.
{
  const { faces, fields, nodes, panel, words } = globalThis.lede;

  /** What may not stand in a font's name: the rest is stored as it is (extension/settings.js). */
  const NOT_IN_A_NAME = /["'\\<>{};\p{Cc}]/gu;

  globalThis.lede.feature("settings", (reading) => {
    const { look, toolbar } = reading;
    /** @type {Field[]} */
    const made = [];
    const refresh = () => made.forEach((field) => field.refresh());
    const opened = panel(reading, {
      name: "settings",
      title: words.message("settings"),
      opener: toolbar.buttons.settings,
      content(close) {
        made.push(...colours(reading), ...fonts(reading), ...sizes(reading), ...rest(reading), ...scope(reading));
        return [...made.map(({ box }) => box), foot(reading, close)];
      },
    });
    if (!opened) return;
    opened.signal.addEventListener("abort", look.onChange(refresh));
    refresh();
  });

  /**
   * @param {Reading} reading
   * @returns {Field[]}
   */
  function colours(reading) {
    const { look } = reading;
    /** @type {[label: string, name: "paper" | "ink" | "link"][]} */
    const all = [["colour_paper", "paper"], ["colour_ink", "ink"], ["colour_link", "link"]];
    const own = all.map(([label, name]) => fields.colour(label, () => look.settings[name], (value) => look.set({ [name]: value })));
    return [select(reading, "theme", (theme) => ({ class: "theme", "data-theme": theme })), only(reading, "theme", "custom", own)];
  }

  /**
   * @param {Reading} reading
   * @returns {Field[]}
   */
  function fonts(reading) {
    const { look } = reading;
    const name = fields.text(
      "font_name",
      () => look.settings.fontName,
      (value) => look.set({ fontName: value.replaceAll(NOT_IN_A_NAME, "").trim() }),
      () => (look.settings.font !== "installed" || faces.isInstalled(look.settings.fontName) ? "" : words.message("no_such_font")),
    );
    return [select(reading, "font", (font) => ({ class: "font", "data-font": font })), only(reading, "font", "installed", [name])];
  }

  /**
   * @param {Reading} reading
   * @returns {Field[]}
   */
  function sizes(reading) {
    const { look, kit } = reading;
    const percent = (/** @type {number} */ value) => words.percent(value);
    const plain = (/** @type {number} */ value) => words.number(value);
    /** @type {[keyof Steps, (value: number) => string][]} */
    const all = [
      ["textScale", percent],
      ["columnWidth", plain],
      ["lineHeight", (value) => words.number(value / 100)],
      ["letterSpacing", percent],
      ["wordSpacing", percent],
      ["weight", plain],
    ];
    return all.map(([name, say]) =>
      fields.slider(`setting_${name}`, kit.choices[name], () => look.settings[name], (value) => look.set({ [name]: value }), say),
    );
  }

  /**
   * @param {Reading} reading
   * @returns {Field[]}
   */
  function rest(reading) {
    const { look, kit } = reading;
    const lines = kit.choices.focusLines.map((count) => ({
      value: String(count),
      label: count === 0 ? words.message("off") : words.number(count),
    }));
    const focus = fields.choice(
      "setting_focusLines",
      lines,
      () => String(look.settings.focusLines),
      (value) => {
        look.set({ focusLines: Number(value) });
        void globalThis.lede.use(reading, "focus");
      },
    );
    const writing = globalThis.lede.writing.isBothWays(reading.data) ? [select(reading, "writing")] : [];
    return [...writing, select(reading, "align"), select(reading, "hyphens"), select(reading, "layout"), select(reading, "pictures"), focus, select(reading, "letterKeys")];
  }

  /**
   * @param {Reading} reading
   * @returns {Field[]}
   */
  function scope({ look, kit }) {
    if (kit.site === null) return [];
    const label = words.message("this_site_only", kit.site);
    return [fields.toggle(label, () => look.siteOnly, (on) => void look.limitToSite(on))];
  }

  /**
   * @param {Reading} reading
   * @param {(focus: "keep") => void} close
   */
  function foot(reading, close) {
    const reset = nodes.element("button", { type: "button", class: "wide" }, words.message("reset"));
    reset.addEventListener("click", () => void resetAll(reading));
    const help = nodes.element("button", { type: "button", class: "wide" }, words.message("help"));
    help.addEventListener("click", () => {
      close("keep");
      void globalThis.lede.use(reading, "help");
    });
    return nodes.element("div", { class: "foot" }, reset, help);
  }

  /** @param {Reading} reading */
  async function resetAll(reading) {
    const act = await reading.look.reset();
    await reading.part("reading");
    globalThis.lede.say(reading, words.message("was_reset"), { label: words.message("undo"), act });
  }

  /**
   * A setting that is one of a few words; each has a message named for the setting and the word.
   *
   * @param {Reading} reading
   * @param {"theme" | "font" | "align" | "hyphens" | "layout" | "pictures" | "writing" | "letterKeys"} name
   * @param {(value: string) => Record<string, string>} [sample] attributes by which an option shows what it is
   */
  function select({ look, kit }, name, sample = () => ({})) {
    const options = kit.choices[name].map((value) => ({ value, label: words.choice(name, value), sample: sample(value) }));
    return fields.choice(`setting_${name}`, options, () => look.settings[name], (value) => look.set({ [name]: value }));
  }

  /**
   * Fields that mean something with one choice alone.
   *
   * @param {Reading} reading
   * @param {"theme" | "font"} name
   * @param {string} value
   * @param {Field[]} inside
   * @returns {Field}
   */
  function only({ look }, name, value, inside) {
    const box = nodes.element("div", { class: "only" }, ...inside.map((field) => field.box));
    return {
      box,
      refresh() {
        box.hidden = look.settings[name] !== value;
        for (const field of inside) field.refresh();
      },
    };
  }
}
