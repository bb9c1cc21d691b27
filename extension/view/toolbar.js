// In: the dialog, the settings, what closes it. Out: the buttons above the article: smaller, larger, close.
// Remembers the text size through the background; the rest of the settings isn't its business.
{
  const { api, nodes, words } = globalThis.lede;

  const SVG = "http://www.w3.org/2000/svg";

  /** Drawn on a square of 24 units, in the colour of the text. */
  const PATHS = {
    smaller: "M4 18 9 6l5 12M5.7 14h6.6M17 12h5",
    larger: "M3 19 9 5l6 14M5.2 14.5h7.6M17 12h6M20 9v6",
    close: "M6 6l12 12M18 6 6 18",
  };

  globalThis.lede.toolbar = (dialog, kit, close) => {
    const size = textSize(dialog, kit);
    const bar = nodes.element("div", { class: "toolbar", role: "group", lang: words.language(), dir: words.direction() });
    bar.append(button("smaller", () => size.step(-1)), button("larger", () => size.step(1)), button("close", close));
    return { bar, size };
  };

  /**
   * @param {keyof typeof PATHS} name also that of its label in _locales
   * @param {() => void} act
   */
  function button(name, act) {
    const label = words.message(name);
    const made = nodes.element("button", { type: "button", title: label, "aria-label": label });
    made.append(icon(PATHS[name]));
    made.addEventListener("click", act);
    return made;
  }

  /** @param {string} d */
  function icon(d) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
    return svg;
  }

  /**
   * @param {HTMLElement} dialog
   * @param {Kit} kit
   */
  function textSize(dialog, { settings, textScales }) {
    let at = textScales.indexOf(settings.textScale);
    const apply = () => dialog.style.setProperty("--scale", String((textScales[at] ?? 100) / 100));
    const set = (/** @type {number} */ next) => {
      const sound = Math.min(Math.max(next, 0), textScales.length - 1);
      if (sound === at) return;
      at = sound;
      apply();
      void api.runtime.sendMessage({ type: "save", settings: { textScale: textScales[at] } });
    };
    apply();
    return { step: (/** @type {number} */ by) => set(at + by), reset: () => set(textScales.indexOf(100)) };
  }
}
