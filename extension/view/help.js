// In: the reading. Out: the list of keys, named as keyboards of the reader's language name them. Which key does what is in
// acts.js; this says it in words. Single characters that are switched off it leaves out, and says so.
{
  const { flow, nodes, panel, words } = globalThis.lede;

  const SIDEWAYS = "← →";
  const UP = "↑ ↓"; // and down

  /** Keys whose names differ from language to language: how they are written below, and the message. */
  const NAMES = /** @type {const} */ ({
    Space: "key_space",
    PageUp: "key_page_up",
    PageDown: "key_page_down",
    Home: "key_home",
    End: "key_end",
    Esc: "key_escape",
    Shift: "key_shift",
    Delete: "key_delete",
    Control: "key_control",
  });

  globalThis.lede.feature("help", (reading) => {
    panel(reading, { name: "help", title: words.message("help"), content: () => content(reading) });
  });

  /**
   * Keys, and the message that says what they do; first the one that opens it, then those that count in there.
   *
   * @param {Reading} reading
   * @returns {[string, string][]}
   */
  function table(reading) {
    const isVertical = flow.isVertical(reading);
    const across = flow.isPaged(reading) ? " ↓ ↑" : reading.article.dir === "rtl" ? " ← →" : " → ←";
    return [
      [`j k${isVertical ? "" : across}`, "help_paragraph"],
      ["n p", "help_heading"],
      ["+ - 0", "help_size"],
      ["t", "setting_theme"],
      [",", "settings"],
      ["o", "outline"],
      [`a ${SIDEWAYS} Space`, "listen"],
      ["s", "save"],
      [`f ${isVertical ? SIDEWAYS : UP}`, "setting_focusLines"],
      [`i ${SIDEWAYS}`, "setting_pictures"],
      [`${SIDEWAYS}${isVertical ? ` ${UP}` : ""} Space PageUp PageDown Home End`, "layout_pages"],
      ["r", "help_removed"],
      ["x", "take_something_out"],
      ["Delete", "help_take_out"],
      [`${/^(Mac|iP)/.test(navigator.platform) ? "⌘" : "Control"}+Z`, "help_undo"],
      ["?", "help"],
      ["Esc", "help_escape"],
      ["Alt+Shift+L", "command_toggle"],
    ];
  }

  /** @param {Reading} reading */
  function content(reading) {
    const hasLetters = reading.look.settings.letterKeys === "on";
    const rows = table(reading).flatMap(([keys, name]) => {
      const counting = keys.split(" ").filter((key) => hasLetters || !/^[!-~]$/.test(key));
      if (counting.length === 0) return [];
      const caps = counting.map((key) => nodes.element("kbd", {}, nameOf(key)));
      return [nodes.element("div", {}, nodes.element("dt", {}, ...caps), nodes.element("dd", {}, words.message(name)))];
    });
    const list = nodes.element("dl", {}, ...rows);
    return hasLetters ? [list] : [nodes.element("p", { class: "off" }, words.message("help_letters_off")), list];
  }

  /** @param {string} keys pressed together */
  function nameOf(keys) {
    if (keys === "+") return keys;
    return keys.split("+").map((key) => (Object.hasOwn(NAMES, key) ? words.message(NAMES[/** @type {keyof typeof NAMES} */ (key)]) : key)).join("+");
  }
}
