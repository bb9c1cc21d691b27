// In: what each button does. Out: the buttons above the article: outline, read aloud, save, settings, close;
// and the place beside them where the time left is told. Knows no more of what they open than its name.
{
  const { nodes, words } = globalThis.lede;

  const SVG = "http://www.w3.org/2000/svg";

  /** Drawn on a square of 24 units, in the colour of the text. */
  const PATHS = {
    outline: "M4 6h16M8 12h12M8 18h12M4 12h.01M4 18h.01",
    listen: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
    save: "M12 4v11M7.5 11l4.5 4.5L16.5 11M4.5 19.5h15",
    settings: "M3 18 8 6l5 12M4.7 14h6.6M14.5 18l3.25-8L21 18M15.6 15.4h4.3",
    close: "M6 6l12 12M18 6 6 18",
    previous: "M15 5l-7 7 7 7",
    next: "M9 5l7 7-7 7",
    play: "M8 5.5v13l11-6.5z",
    pause: "M8.5 5.5v13M15.5 5.5v13",
    copy: "M9 9h11v11H9zM5 15H4V4h11v1",
    copied: "M5 12.5l5 5L19.5 7",
    enlarge: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  };

  /** Those of acts.js, told where a pointer rests. */
  const KEYS = { outline: "o", listen: "a", save: "s", settings: "," };

  globalThis.lede.icons = { button, draw };

  /**
   * @param {Record<keyof Toolbar["buttons"], () => unknown>} acts
   * @returns {Toolbar}
   */
  globalThis.lede.toolbar = (acts) => {
    const aside = nodes.element("p", { class: "left" });
    const buttons = {
      outline: button("outline", acts.outline),
      listen: button("listen", acts.listen),
      save: button("save", acts.save),
      settings: button("settings", acts.settings),
      close: button("close", acts.close),
    };
    const tellKeys = (/** @type {boolean} */ hasLetters) => {
      for (const [name, key] of Object.entries(KEYS)) {
        const opener = buttons[/** @type {keyof typeof KEYS} */ (name)];
        opener.title = hasLetters ? `${opener.getAttribute("aria-label")} (${key})` : (opener.getAttribute("aria-label") ?? "");
        if (hasLetters) opener.setAttribute("aria-keyshortcuts", key);
        else opener.removeAttribute("aria-keyshortcuts");
      }
    };
    for (const name of Object.keys(KEYS)) buttons[/** @type {keyof typeof KEYS} */ (name)].setAttribute("aria-expanded", "false");
    tellKeys(true);
    const { outline, listen, save, settings, close } = buttons;
    const bar = nodes.element("div", { class: "toolbar", role: "group", lang: words.language(), dir: words.direction() });
    bar.setAttribute("aria-label", words.message("toolbar"));
    bar.append(outline, aside, listen, save, settings, close);
    return { bar, buttons, left: aside, tellKeys };
  };

  /**
   * @param {keyof typeof PATHS} name also that of its label in _locales
   * @param {() => unknown} act
   * @param {string} [label]
   */
  function button(name, act, label = words.message(name)) {
    const made = nodes.element("button", { type: "button", title: label, "aria-label": label }, draw(name));
    made.addEventListener("click", () => void act());
    return made;
  }

  /** @param {keyof typeof PATHS} name */
  function draw(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", PATHS[name]);
    svg.append(path);
    return svg;
  }
}
