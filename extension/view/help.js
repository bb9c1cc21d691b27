// In: the reading. Out: the list of keys. Which key does what is in acts.js; this says it in words.
{
  const { nodes, panel, words } = globalThis.lede;

  /** Keys, and the message that says what they do. */
  const KEYS = /** @type {const} */ ([
    ["j k", "help_paragraph"],
    ["n p", "help_heading"],
    ["+ - 0", "help_size"],
    ["t", "help_theme"],
    [",", "help_settings"],
    ["o", "help_outline"],
    ["a", "help_listen"],
    ["f", "help_focus"],
    ["i", "help_pictures"],
    ["r", "help_removed"],
    ["?", "help_help"],
    ["Esc", "help_escape"],
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
