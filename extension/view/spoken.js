// In: a block of the article. Out: what is said of it, sentence by sentence, in which language, and where each word of
// that stands. Left out: numbers of notes, marks to edit a heading, readings above characters, buttons; a figure is its
// caption, once, and what else there is to read in it. A table is said cell by cell, each after what its column is called.
{
  const { tables } = globalThis.lede;

  const SKIPPED = "button, rt, rp, .unseen, sup:has(a), a:has(> sup)";

  /** What a figure holds for the ear, unless another such part holds it. */
  const IN_FIGURES = "figcaption, table, blockquote, pre, code, p, ul, ol, dl, h2, h3, h4, h5, h6";

  /** Ends a line where no mark does. */
  const ENDS = new Set(["td", "th", "br", "li", "dt", "dd", "figcaption", "p", "pre", "blockquote", "h2", "h3", "h4", "h5", "h6"]);

  /** Longest sentence that is said at one go, in characters: some voices give up on more. */
  const LONGEST = 600;

  /** A note's number, numbers or letter in brackets: [3], [4, 7], [a]; not in code. */
  const NOTE = /\[(?:\p{N}{1,3}(?:\s?[,–-]\s?\p{N}{1,3})*|\p{Ll})\]/gu;

  /** What a heading ends with, where that holds a link: [edit]. */
  const EDIT = /\s*\[[^[\]]{1,40}\]\s*$/u;

  /**
   * A text to be said: a place for each character of it, and where another language begins.
   *
   * @typedef {object} Script
   * @property {string} text
   * @property {({ node: Text, offset: number } | null)[]} places null where a character stands nowhere
   * @property {{ from: number, language: string }[]} turns
   */

  globalThis.lede.spoken = (element, language, speaks) => {
    const scripts = element.localName === "figure" ? figureOf(element, language) : scriptsOf(element, language);
    return scripts.flatMap((script) => sentencesOf(script, language, speaks));
  };

  /**
   * @param {HTMLElement} element
   * @param {string} language
   * @returns {Script[]}
   */
  function scriptsOf(element, language) {
    return element instanceof HTMLTableElement ? [...captionOf(element, language), ...cellsOf(element, language)] : [collect([element], language)];
  }

  /**
   * What a caption says, nothing else in the figure says again.
   *
   * @param {HTMLElement} figure
   * @param {string} language
   * @returns {Script[]}
   */
  function figureOf(figure, language) {
    const textOf = (/** @type {Element} */ element) => collect([element], language).text.trim();
    const untold = new Map(Array.from(figure.querySelectorAll("figcaption"), (it) => [textOf(it), true]));
    const isNew = ({ text = "" }) => {
      const isUntold = untold.get(text.trim()) ?? true;
      if (untold.has(text.trim())) untold.set(text.trim(), false);
      return isUntold;
    };
    return partsOf(figure).flatMap((part) =>
      part instanceof HTMLTableElement
        ? [...captionOf(part, language).filter(isNew), ...cellsOf(part, language)]
        : [collect([part], language)].filter(isNew),
    );
  }

  /**
   * @param {HTMLElement} figure
   * @returns {HTMLElement[]} none inside another
   */
  function partsOf(figure) {
    /** @type {HTMLElement[]} */
    const parts = [];
    for (const part of figure.querySelectorAll(IN_FIGURES)) {
      if (!parts.at(-1)?.contains(part)) parts.push(/** @type {HTMLElement} */ (part));
    }
    return parts;
  }

  /**
   * @param {HTMLTableElement} table
   * @param {string} language
   * @returns {Script[]}
   */
  function captionOf({ caption }, language) {
    return caption ? [collect([caption], language)] : [];
  }

  /**
   * @param {HTMLTableElement} table
   * @param {string} language
   * @returns {Script[]}
   */
  function cellsOf(table, language) {
    return tables.cells(table).map(({ cell, called }) => {
      const own = collect([cell], language);
      const name = called && own.text !== "" ? collect([called], language).text.trim() : "";
      return name === "" || name === own.text.trim() ? own : after(`${name}: `, own);
    });
  }

  /**
   * @param {string} said before it, and stands elsewhere
   * @param {Script} script
   * @returns {Script}
   */
  function after(said, { text, places, turns }) {
    const { length } = said;
    const [first, ...others] = turns.map(({ from, language }) => ({ from: from + length, language }));
    return { text: said + text, places: [...Array.from(said, () => null), ...places], turns: first ? [{ ...first, from: 0 }, ...others] : [] };
  }

  /**
   * The text as it is seen: white space counts once.
   *
   * @param {Element[]} roots
   * @param {string} language
   * @returns {Script}
   */
  function collect(roots, language) {
    /** @type {Script} */
    const script = { text: "", places: [], turns: [] };
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
        node instanceof Element && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      );
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Text) addText(script, node, language);
        else if (ENDS.has(/** @type {Element} */ (node).localName) && script.text !== "") addPause(script);
      }
    }
    const edit = roots[0]?.matches("h1, h2, h3, h4, h5, h6") && roots[0].querySelector("a") ? EDIT.exec(script.text) : null;
    if (edit) {
      script.text = script.text.slice(0, edit.index);
      script.places.length = edit.index;
    }
    return script;
  }

  /**
   * @param {Script} script
   * @param {Text} node
   * @param {string} language
   */
  function addText(script, node, language) {
    const own = node.parentElement?.closest("article [lang]")?.getAttribute("lang") || language;
    if (own !== script.turns.at(-1)?.language) script.turns.push({ from: script.text.length, language: own });
    const left = node.parentElement?.closest("pre, code") ? [] : Array.from(node.data.matchAll(NOTE), ({ 0: note, index }) => [index, index + note.length]);
    for (let offset = 0; offset < node.data.length; offset += 1) {
      if (left.some(([from = 0, to = 0]) => from <= offset && offset < to)) continue;
      const unit = /** @type {string} */ (node.data[offset]);
      add(script, /\s/.test(unit) ? " " : unit, { node, offset });
    }
  }

  /**
   * @param {Script} script
   * @param {string} unit
   * @param {Script["places"][number]} place
   */
  function add(script, unit, place) {
    if (unit === " " && (script.text === "" || script.text.endsWith(" "))) return;
    script.text += unit;
    script.places.push(place);
  }

  /** @param {Script} script */
  function addPause(script) {
    if (/[\p{L}\p{N}]\s*$/u.test(script.text)) add(script, ",", null);
    add(script, " ", null);
  }

  /**
   * @param {Script} script
   * @param {string} language
   * @param {(language: string) => boolean} speaks whether there is a voice for it
   * @returns {Sentence[]}
   */
  function sentencesOf({ text, places, turns }, language, speaks) {
    const segments = Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(text));
    const found = segments.flatMap(({ index, segment }) =>
      byLanguage(index, index + segment.length, turns, (it) => (primary(it) !== primary(language) && speaks(it) ? it : language)).flatMap((run) =>
        pieces(text.slice(run.from, run.to)).map(({ start, length }) => ({ start: run.from + start, length, language: run.language })),
      ),
    );
    const toSay = found.filter(({ start, length }) => /[\p{L}\p{N}]/u.test(text.slice(start, start + length)));
    return toSay.map(({ start, length, language: own }) => ({
      text: text.slice(start, start + length),
      language: own,
      range: (from, to) => rangeOf(places, start + from, start + to),
    }));
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {Script["turns"]} turns
   * @param {(language: string) => string} spokenAs
   * @returns {{ from: number, to: number, language: string }[]}
   */
  function byLanguage(from, to, turns, spokenAs) {
    /** @type {{ from: number, to: number, language: string }[]} */
    const runs = [];
    turns.forEach((turn, at) => {
      const start = Math.max(turn.from, from);
      const end = Math.min(turns[at + 1]?.from ?? to, to);
      if (end <= start) return;
      const language = spokenAs(turn.language);
      const last = runs.at(-1);
      if (last?.language === language) last.to = end;
      else runs.push({ from: start, to: end, language });
    });
    return runs;
  }

  /** @param {string} language */
  function primary(language) {
    return language.toLowerCase().split("-")[0];
  }

  /**
   * A sentence beyond the limit is cut after a space.
   *
   * @param {string} sentence
   */
  function pieces(sentence) {
    const found = [];
    for (let start = 0; start < sentence.length; ) {
      const space = sentence.lastIndexOf(" ", start + LONGEST);
      const isLast = sentence.length - start <= LONGEST;
      const end = isLast ? sentence.length : space > start ? space + 1 : start + LONGEST;
      found.push({ start, length: end - start });
      start = end;
    }
    return found;
  }

  /**
   * @param {Script["places"]} places
   * @param {number} from
   * @param {number} to
   * @returns {Range | null}
   */
  function rangeOf(places, from, to) {
    const inside = places.slice(from, to).filter((place) => place !== null);
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset + 1);
    return range;
  }
}
