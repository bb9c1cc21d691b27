// In: the reading and its look. Out: the panel in which the look is set. Each change is seen at once in the
// article beneath; look.js applies and stores it.
{
  const { api, faces, fields, nodes, panel, settingFields, words } = globalThis.lede;

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
        const onLines = () => void globalThis.lede.use(reading, "focus");
        const isBothWays = globalThis.lede.writing.isBothWays(reading.data);
        made.push(...settingFields({ look, choices: reading.kit.choices, isInstalled: faces.isInstalled, isBothWays, onLines }), ...scope(reading));
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
  function scope({ look, kit }) {
    if (kit.site === null) return [];
    const opens = fields.toggle(words.message("opens_by_itself", kit.site), () => kit.opens, async (on) => {
      // At once: the browser asks the reader only as long as her press is fresh.
      const here = await api.runtime.sendMessage({ type: "opens", on }).catch(console.warn);
      kit.opens = here?.opens ?? kit.opens;
      opens.refresh();
    });
    return [fields.toggle(words.message("this_site_only", kit.site), () => look.siteOnly, (on) => void look.limitToSite(on)), opens];
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
    const all = nodes.element("button", { type: "button", class: "wide" }, words.message("all_settings"));
    all.addEventListener("click", () => void api.runtime.sendMessage({ type: "options" }));
    return nodes.element("div", { class: "foot" }, reset, help, all);
  }

  /** @param {Reading} reading */
  async function resetAll(reading) {
    const act = await reading.look.reset();
    globalThis.lede.say(reading, words.message("was_reset"), { label: words.message("undo"), act });
  }
}
