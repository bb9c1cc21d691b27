// In: a block of the article. Out: what is said of it, sentence by sentence, and where each word of that
// stands. Left out: numbers of notes, readings above characters, buttons; a figure is its caption, once.
{
  const SKIPPED = "button, rt, rp, .unseen, sup:has(a), a:has(> sup)";

  /** Ends a cell or a line where no mark does. */
  const ENDS = new Set(["td", "th", "br", "li", "dt", "dd", "figcaption"]);

  /** Longest sentence that is said at one go, in characters: some voices give up on more. */
  const LONGEST = 600;

  globalThis.lede.spoken = (element, language) => {
    const said = element.localName === "figure" ? element.querySelector("figcaption") : element;
    if (!said) return [];
    const { text, places } = collect(said);
    return sentencesOf(text, language).map(({ start, length }) => ({
      text: text.slice(start, start + length),
      range: (from, to) => rangeOf(places, start + from, start + to),
    }));
  };

  /** @typedef {{ node: Text, offset: number } | null} Place of one character; null where it stands nowhere */

  /**
   * The text as it is seen: white space counts once.
   *
   * @param {Element} root
   * @returns {{ text: string, places: Place[] }}
   */
  function collect(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Element && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let text = "";
    /** @type {Place[]} */
    const places = [];
    const add = (/** @type {string} */ unit, /** @type {Place} */ place) => {
      if (unit === " " && (text === "" || text.endsWith(" "))) return;
      text += unit;
      places.push(place);
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text)) {
        if (ENDS.has(/** @type {Element} */ (node).localName) && text !== "") addPause(text, add);
        continue;
      }
      for (let offset = 0; offset < node.data.length; offset += 1) {
        const unit = /** @type {string} */ (node.data[offset]);
        add(/\s/.test(unit) ? " " : unit, { node, offset });
      }
    }
    return { text, places };
  }

  /**
   * @param {string} text
   * @param {(unit: string, place: Place) => void} add
   */
  function addPause(text, add) {
    if (/[\p{L}\p{N}]\s*$/u.test(text)) add(",", null);
    add(" ", null);
  }

  /**
   * @param {string} text
   * @param {string} language
   */
  function sentencesOf(text, language) {
    const segments = Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(text));
    const found = segments.flatMap(({ index, segment }) => pieces(segment).map(({ start, length }) => ({ start: index + start, length })));
    return found.filter(({ start, length }) => /[\p{L}\p{N}]/u.test(text.slice(start, start + length)));
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
   * @param {Place[]} places
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
