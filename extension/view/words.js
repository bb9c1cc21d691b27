// In: a name, a number, a date, a reason. Out: words in the language of the reader's browser.
// All text of the view comes through here from _locales; no other file of it holds any. The background has this file, too.
{
  const { api } = globalThis.lede;

  /** Choices whose words are those of something else. @type {Record<string, string>} */
  const SHARED = { auto: "auto", on: "on", off: "off", shown: "on", hidden: "off" };

  /** Names of fonts are the same in every language. @type {Record<string, string>} */
  const NAMES = { legible: "Hyperlegible", dyslexic: "OpenDyslexic" };

  /** Of the languages that we have words in. */
  const RIGHT_TO_LEFT = new Set(["ar", "he"]);

  /** Messages that the kit brought, by name. @type {Map<string, string>} */
  let brought = new Map();

  /** Those that were needed. @type {Set<string>} */
  const needed = new Set();

  globalThis.lede.words = {
    prepare,
    take(messages) {
      brought = new Map(Object.entries(messages));
    },
    needed: () => [...needed],
    told: ({ published, readingMinutes, removals }) => ({
      published: published && date(published),
      minutes: message("reading_time", inUnit(readingMinutes, "minute")),
      removed: message(`removed_${new Intl.PluralRules(language()).select(removals.length)}`, number(removals.length)),
    }),
    message,
    language,
    direction,
    date,
    timeLeft: (count) => message("time_left", inUnit(count, "minute")),
    focusLines: (count) => `${message("setting_focusLines")}: ${count > 0 ? number(count) : message("off")}`,
    choice: (setting, value) => NAMES[value] ?? message(SHARED[value] ?? `${setting}_${value}`),
    number,
    percent,
    times: (value) => `${number(value)}×`,
    nameOfLanguage: (code) => new Intl.DisplayNames(language(), { type: "language" }).of(code) ?? code,
    nagClass: (name) => message(`class_${name}`) || message("class_other"),
    reason: ({ key, values, detail }) => message(`reason_${key}`, ...values.map(filling)) || verbatim(detail),
  };

  /**
   * The first date or number takes a process of the browser's longer than the core takes for a whole page: who waits
   * anyway may have them made meanwhile.
   */
  function prepare() {
    date("2000-01-01T12:30:00Z");
    inUnit(1, "minute");
  }

  /**
   * NOTE: the first that Chromium is asked for in a page takes as long as the core takes for it. Hence those that the kit brings.
   *
   * @param {string} name
   * @param {...string} values
   */
  function message(name, ...values) {
    if (values.length === 0) {
      needed.add(name);
      const known = brought.get(name);
      if (known !== undefined) return known;
    }
    return api.i18n.getMessage(name, values);
  }

  /** The language our words are in: the browser's if there is a _locales folder for it, else English. */
  function language() {
    const ours = message("language_code");
    const browsers = api.i18n.getUILanguage();
    return browsers.toLowerCase().startsWith(ours.toLowerCase()) ? browsers : ours;
  }

  /** By the language of the words: the browser itself may run the other way, where it has no words of ours. */
  function direction() {
    return RIGHT_TO_LEFT.has(message("language_code")) ? "rtl" : "ltr";
  }

  /**
   * What fills a reason's placeholder.
   *
   * @param {EvidenceValue} given
   */
  function filling(given) {
    if (typeof given === "number") return number(given);
    if (typeof given === "string") return verbatim(given);
    return Array.isArray(given) ? list(given.map(nameOf)) : percent(given.percent);
  }

  /**
   * A part's class or id may name what a class of removed things is.
   *
   * @param {string} name
   */
  function nameOf(name) {
    return message(name) || message(name.replace(/^hint_/, "class_"));
  }

  /** @param {string[]} names */
  function list(names) {
    return new Intl.ListFormat(language(), { type: "unit", style: "short" }).format(names);
  }

  /**
   * What the page or the core says in its own language keeps its own order, whichever way the words around it run.
   *
   * @param {string} text
   */
  function verbatim(text) {
    const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u2068", "\u2069"];
    return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
  }

  /** @param {number} count */
  function number(count) {
    return new Intl.NumberFormat(language()).format(count);
  }

  /** @param {number} hundredths */
  function percent(hundredths) {
    return new Intl.NumberFormat(language(), { style: "percent" }).format(hundredths / 100);
  }

  /**
   * @param {number} count
   * @param {string} unit
   */
  function inUnit(count, unit) {
    return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(count);
  }

  /**
   * A day alone has no hour to tell and belongs to no time zone; the same holds for midnight to the second,
   * which is how many pages write a day.
   *
   * @param {string} published RFC 3339, or YYYY-MM-DD
   */
  function date(published) {
    const instant = new Date(published);
    if (Number.isNaN(instant.getTime())) return published;
    const day = /^\d{4}-\d\d-\d\d(T00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(published);
    if (day) {
      const noon = new Date(`${published.slice(0, 10)}T12:00:00Z`);
      return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" }).format(noon);
    }
    return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short" }).format(instant);
  }
}
