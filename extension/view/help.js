// In: the reading. Out: the list of keys. Which key does what is in acts.js; this says it in words.
{
  const { nodes, panel, words } = globalThis.lede;

  /** Keys, and the message that says what they do; first the one that opens it, then those that count in there. */
  const KEYS = /** @type {const} */ ([
    ["j k", "help_paragraph"],
    ["n p", "help_heading"],
    ["+ - 0", "help_size"],
    ["t", "setting_theme"],
    [",", "settings"],
    ["o", "outline"],
    ["a ← → Space", "listen"],
    ["s", "save"],
    ["f ↑ ↓", "setting_focusLines"],
    ["i ← →", "setting_pictures"],
    ["← → ↑ ↓ Space PageUp PageDown Home End", "layout_pages"],
    ["r", "help_removed"],
    ["?", "help"],
    ["Esc", "help_escape"],
    ["Alt+Shift+L", "command_toggle"],
  ]);

  globalThis.lede.feature("help", (reading) => {
    panel(reading, { name: "help", title: words.message("help"), content: () => [list()] });
  });

  function list() {
    const rows = KEYS.map(([keys, name]) => {
      const caps = keys.split(" ").map((key) => nodes.element("kbd", {}, key));
      return nodes.element("div", {}, nodes.element("dt", {}, ...caps), nodes.element("dd", {}, words.message(name)));
    });
    return nodes.element("dl", {}, ...rows);
  }
}
