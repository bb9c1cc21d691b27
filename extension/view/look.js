// In: the settings. Out: a dialog that looks as they say, at once and whenever one of them changes; and the
// changes on their way to the storage. What a value looks like is in reader.css; this sets names and numbers.
{
  const { api, faces, page } = globalThis.lede;

  /** Changes come in quick succession while a slider is drawn: after the first, the storage takes them together. */
  const SAVE_EVERY_MS = 500;

  /** From here on, pages lie side by side; on narrower screens there is always one column. */
  const WIDE = "(width >= 1000px)";

  /** CSS pixels at least beside each column of a page; and above it, where the buttons are. */
  const MARGIN = 36;
  const MARGIN_ABOVE = 60;

  /** Share of the chosen width that a column may shrink to, so that two fit. */
  const SHRINK = 0.7;

  /** Settings that are names reader.css knows, as attributes. */
  const NAMES = /** @type {const} */ (["theme", "font", "align", "hyphens", "pictures"]);

  /** Settings that are numbers: the property that carries each, and what it is there. */
  const NUMBERS = /** @type {const} */ ({
    textScale: ["--lede-scale", 0.01],
    columnWidth: ["--lede-column", 0.5],
    lineHeight: ["--lede-leading", 0.01],
    letterSpacing: ["--lede-tracking", 0.01],
    wordSpacing: ["--lede-word-gap", 0.01],
    weight: ["--lede-weight", 1],
  });

  const COLOURS = /** @type {const} */ (["paper", "ink", "link"]);

  /** @typedef {{ host: HTMLElement, dialog: HTMLElement, lists: FontLists, kit: Kit, vertical: Vertical, signal: AbortSignal }} Parts */

  /**
   * @param {Parts} parts
   * @returns {Look}
   */
  globalThis.lede.look = (parts) => {
    const { dialog, kit, signal } = parts;
    let { settings, siteOnly } = kit;
    /** @type {((settings: Settings) => void)[]} */
    const listeners = [];
    const saver = makeSaver(signal);
    const place = placeHolder();
    const show = () => {
      place.takePlace();
      apply(parts, settings);
      place.restorePlace();
      void faces.use(settings.font, signal).then(() => place.restorePlace());
      for (const listener of listeners) listener(settings);
    };
    const set = (/** @type {Partial<Settings>} */ changed) => {
      settings = { ...settings, ...changed };
      saver.save(changed, siteOnly ? "site" : "everywhere");
      show();
    };
    const replace = async (/** @type {Scope} */ scope) => {
      await saver.flush();
      ({ settings, siteOnly } = await api.runtime.sendMessage({ type: "reset", scope }));
      show();
    };
    const take = (/** @type {SettingsHere} */ here) => {
      const now = { ...here.settings, ...saver.unsaved() };
      if (Object.keys(differing(now, settings)).length === 0 && here.siteOnly === siteOnly && here.opens === kit.opens) return false;
      [settings, kit.opens] = [now, here.opens];
      if (!saver.isSaving()) siteOnly = here.siteOnly;
      show();
      return true;
    };
    const arrange = () => arrangePages(dialog, settings);
    whenChanged(parts, arrange, () => apply(parts, settings));
    show();
    return {
      get settings() {
        return settings;
      },
      get siteOnly() {
        return siteOnly;
      },
      set,
      take,
      step(name, by) {
        const next = stepped(kit.choices[name], settings[name], by);
        if (next !== settings[name]) set({ [name]: next });
      },
      async reset() {
        const before = { settings, siteOnly };
        await replace(siteOnly ? "site" : "everywhere");
        return () => {
          ({ siteOnly } = before);
          set(differing(before.settings, settings));
        };
      },
      async limitToSite(on) {
        if (!on) return replace("site");
        await saver.flush();
        siteOnly = true;
        saver.save({}, "site");
        return show();
      },
      onChange(listener) {
        listeners.push(listener);
        return () => void listeners.splice(listeners.indexOf(listener), 1);
      },
      arrange,
      ...place,
    };
  };

  /** The place that is read, as soon as somebody keeps it. */
  function placeHolder() {
    /** @type {KeptPlace | null} */
    let place = null;
    return {
      takePlace: () => place?.take(),
      restorePlace: () => place?.restore(),
      keep(/** @type {KeptPlace} */ kept) {
        place = kept;
      },
    };
  }

  /**
   * A window of another size, a panel beside the pages; fonts of the page's, by names of the machine's.
   *
   * @param {Parts} parts
   * @param {() => void} arrange
   * @param {() => void} again
   */
  function whenChanged({ dialog, signal }, arrange, again) {
    matchMedia(WIDE).addEventListener("change", arrange, { signal });
    const watch = new ResizeObserver(arrange);
    watch.observe(dialog);
    signal.addEventListener("abort", () => watch.disconnect());
    page.fonts().addEventListener("loading", again, { signal });
  }

  /**
   * @param {Parts} parts
   * @param {Settings} settings
   */
  function apply({ dialog, host, lists, vertical: { isOffered, isInPage }, signal }, settings) {
    for (const name of NAMES) dialog.dataset[name] = settings[name];
    for (const [name, [property, unit]] of Object.entries(NUMBERS)) {
      const value = settings[/** @type {keyof typeof NUMBERS} */ (name)] * unit;
      dialog.style.setProperty(property, String(Number(value.toFixed(3))));
    }
    faces.name(dialog, lists, settings, signal);
    for (const name of COLOURS) dialog.style.setProperty(`--lede-own-${name}`, settings[name]);
    const scheme = isDark(settings.paper) ? "dark" : "light";
    dialog.dataset["scheme"] = scheme;
    // Seen by around.css, which colours the scrollbar of the page beside ours.
    host.dataset["theme"] = settings.theme === "custom" ? scheme : settings.theme;
    const isVertical = isOffered && (settings.writing === "auto" ? isInPage : settings.writing === "vertical");
    dialog.classList.toggle("vertical", isVertical);
    arrangePages(dialog, settings);
  }

  /**
   * As many columns as fit with the chosen width, and margins that make a screen hold a whole number of them.
   *
   * @param {HTMLElement} dialog
   * @param {Settings} settings
   */
  function arrangePages(dialog, { layout, columnWidth }) {
    const isVertical = dialog.classList.contains("vertical");
    const paged = layout === "pages" && (isVertical || matchMedia(WIDE).matches);
    dialog.classList.toggle("paged", paged);
    if (!paged || !dialog.isConnected) return;
    const wanted = columnWidth * NUMBERS.columnWidth[1] * parseFloat(getComputedStyle(dialog).fontSize);
    const bar = parseFloat(dialog.style.getPropertyValue("--lede-bar")) || 0;
    const [length, least] = isVertical ? [dialog.clientHeight, Math.max(MARGIN_ABOVE, bar + 12)] : [dialog.clientWidth, MARGIN];
    const columns = Math.max(1, Math.floor(length / (wanted * SHRINK + 2 * least)));
    const margin = Math.max(least, (length / columns - wanted) / 2);
    dialog.style.setProperty("--lede-columns", String(columns));
    dialog.style.setProperty("--lede-margin", `${margin.toFixed(2)}px`);
  }

  /** @param {AbortSignal} signal */
  function makeSaver(signal) {
    /** @type {Partial<Settings>} */
    let waiting = {};
    /** @type {Partial<Settings>} on its way */
    let sent = {};
    /** @type {Scope | null} */
    let scope = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const flush = async () => {
      if (scope === null) return;
      const message = { type: "save", settings: waiting, scope };
      [sent, waiting, scope] = [waiting, {}, null];
      await api.runtime.sendMessage(message).catch(console.warn);
      if (sent === message.settings) sent = {};
    };
    const flushInTime = () => {
      void flush();
      timer = setTimeout(() => {
        timer = undefined;
        if (scope !== null) flushInTime();
      }, SAVE_EVERY_MS);
    };
    signal.addEventListener("abort", () => void flush());
    window.addEventListener("pagehide", () => void flush(), { signal });
    return {
      flush,
      unsaved: () => ({ ...sent, ...waiting }),
      isSaving: () => scope !== null,
      save(/** @type {Partial<Settings>} */ changed, /** @type {Scope} */ where) {
        waiting = { ...waiting, ...changed };
        scope = where;
        if (timer === undefined) flushInTime();
      },
    };
  }

  /**
   * Those of `settings` that aren't so in `others`.
   *
   * @param {Settings} settings
   * @param {Settings} others
   */
  function differing(settings, others) {
    const same = (/** @type {string} */ name) => JSON.stringify(settings[/** @type {keyof Settings} */ (name)]) === JSON.stringify(others[/** @type {keyof Settings} */ (name)]);
    return Object.fromEntries(Object.entries(settings).filter(([name]) => !same(name)));
  }

  /**
   * The choice so many steps from the one nearest to a value; at an end, that.
   *
   * @param {readonly number[]} choices
   * @param {number} value
   * @param {number} by
   */
  function stepped(choices, value, by) {
    const distances = choices.map((choice) => Math.abs(choice - value));
    const at = distances.indexOf(Math.min(...distances)) + by;
    return choices[Math.min(Math.max(at, 0), choices.length - 1)];
  }

  /** @param {string} colour #rrggbb */
  function isDark(colour) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128; // as bright as the eye finds each
  }
}
