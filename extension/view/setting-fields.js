// In: the settings, what may be chosen, and what to do with a change. Out: a control for each, in the order in which a
// reader needs them. The panel over an article has them, and the extension's own page of settings.
{
  const { fields, nodes, words } = globalThis.lede;

  /** What may not stand in a font's name: the rest is stored as it is (extension/settings.js). */
  const NOT_IN_A_NAME = /["'\\<>{};\p{Cc}]/gu;

  /** Settings that are steps on a scale, and how their values are said. @type {[keyof Steps, (value: number) => string][]} */
  const SCALES = [
    ["textScale", (value) => words.percent(value)],
    ["columnWidth", (value) => words.number(value)],
    ["lineHeight", (value) => words.number(value / 100)],
    ["letterSpacing", (value) => words.percent(value)],
    ["wordSpacing", (value) => words.percent(value)],
    ["weight", (value) => words.number(value)],
  ];

  /** @typedef {Parameters<typeof globalThis.lede.settingFields>[0]} Chosen */

  globalThis.lede.settingFields = (chosen) => [...colours(chosen), ...fonts(chosen), ...sizes(chosen), ...rest(chosen)];

  globalThis.lede.settingInWords = (name, value) => {
    const scale = SCALES.find(([it]) => it === name);
    if (scale) return `${words.message(`setting_${name}`)}: ${scale[1](Number(value))}`;
    if (name === "focusLines") return words.focusLines(Number(value));
    if (["paper", "ink", "link"].includes(name)) return `${words.message(`colour_${name}`)}: ${value}`;
    if (name === "fontName") return `${words.message("font_name")}: ${value}`;
    if (name === "rate") return `${words.message("setting_rate")}: ${words.percent(Number(value))}`;
    return name === "voices" ? words.message("voice") : `${words.message(`setting_${name}`)}: ${words.choice(name, String(value))}`;
  };

  /**
   * @param {Chosen} chosen
   * @returns {Field[]}
   */
  function colours(chosen) {
    const { look } = chosen;
    /** @type {[label: string, name: "paper" | "ink" | "link"][]} */
    const all = [["colour_paper", "paper"], ["colour_ink", "ink"], ["colour_link", "link"]];
    const own = all.map(([label, name]) => fields.colour(label, () => look.settings[name], (value) => look.set({ [name]: value })));
    return [select(chosen, "theme", (theme) => ({ class: "theme", "data-theme": theme })), only(chosen, "theme", "custom", own)];
  }

  /**
   * @param {Chosen} chosen
   * @returns {Field[]}
   */
  function fonts(chosen) {
    const { look, isInstalled } = chosen;
    const name = fields.text(
      "font_name",
      () => look.settings.fontName,
      (value) => look.set({ fontName: value.replaceAll(NOT_IN_A_NAME, "").trim() }),
      () => (look.settings.font !== "installed" || isInstalled(look.settings.fontName) ? "" : words.message("no_such_font")),
    );
    return [select(chosen, "font", (font) => ({ class: "font", "data-font": font })), only(chosen, "font", "installed", [name])];
  }

  /**
   * @param {Chosen} chosen
   * @returns {Field[]}
   */
  function sizes(chosen) {
    const { look, choices } = chosen;
    return SCALES.map(([name, say]) =>
      fields.slider(`setting_${name}`, choices[name], () => look.settings[name], (value) => look.set({ [name]: value }), say),
    );
  }

  /**
   * @param {Chosen} chosen
   * @returns {Field[]}
   */
  function rest(chosen) {
    const { look, choices, isBothWays, onLines } = chosen;
    const lines = choices.focusLines.map((count) => ({
      value: String(count),
      label: count === 0 ? words.message("off") : words.number(count),
    }));
    const focus = fields.choice(
      "setting_focusLines",
      lines,
      () => String(look.settings.focusLines),
      (value) => {
        look.set({ focusLines: Number(value) });
        onLines?.();
      },
    );
    const writing = isBothWays ? [select(chosen, "writing")] : [];
    return [...writing, select(chosen, "align"), select(chosen, "hyphens"), select(chosen, "layout"), select(chosen, "pictures"), focus, select(chosen, "letterKeys")];
  }

  /**
   * A setting that is one of a few words; each has a message named for the setting and the word.
   *
   * @param {Chosen} chosen
   * @param {"theme" | "font" | "align" | "hyphens" | "layout" | "pictures" | "writing" | "letterKeys"} name
   * @param {(value: string) => Record<string, string>} [sample] attributes by which an option shows what it is
   */
  function select({ look, choices }, name, sample = () => ({})) {
    const options = choices[name].map((value) => ({ value, label: words.choice(name, value), sample: sample(value) }));
    return fields.choice(`setting_${name}`, options, () => look.settings[name], (value) => look.set({ [name]: value }));
  }

  /**
   * Fields that mean something with one choice alone.
   *
   * @param {Chosen} chosen
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
