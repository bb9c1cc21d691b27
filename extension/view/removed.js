// In: the article's removals, the markers in its body, what the list can ask of the view. Out: the line "Lede removed N things" that opens
// a list: each nag with its reasons and, where it stood inside the body, a button that puts it back; above it what a reader
// may do herself (hand.js). Judges nothing and drops nothing: what the core removed is all here.
{
  const { nodes, words } = globalThis.lede;

  /** What surrounds every article: worth a count, seldom a look. */
  const FURNITURE = "boilerplate";

  const EXCERPT = 160; // characters

  /**
   * @param {Article} article
   * @param {Told} told
   * @param {Markers} markers
   * @param {RemovedActs} acts
   * @returns {HTMLElement}
   */
  globalThis.lede.removedList = ({ removals }, told, markers, acts) => {
    const summary = nodes.element("summary", {}, nodes.ours(told.removed));
    const details = nodes.element("details", { class: "removed" }, summary);
    whenOpened(details, () => [offers(acts), ...groups(removals, markers, acts)]);
    return details;
  };

  /**
   * The list may be long and is seldom wanted: it is made when it is first opened.
   *
   * @param {HTMLDetailsElement} details
   * @param {() => HTMLElement[]} make
   */
  function whenOpened(details, make) {
    details.addEventListener("toggle", () => details.append(...make()), { once: true });
  }

  /** @param {RemovedActs} acts */
  function offers({ choose, showAll }) {
    const all = showAll ? [offer("show_everything", showAll)] : [];
    return nodes.element("p", { class: "offers" }, offer("take_something_out", choose), ...all);
  }

  /**
   * @param {string} name of the message
   * @param {() => void} act
   */
  function offer(name, act) {
    const button = nodes.element("button", { type: "button" }, nodes.ours(words.message(name)));
    button.addEventListener("click", act);
    return button;
  }

  /**
   * @param {readonly Removal[]} removals
   * @param {Markers} markers
   * @param {RemovedActs} acts
   */
  function groups(removals, markers, acts) {
    const rows = removals.map((removal, index) => ({ removal, index, marker: markers.get(index), acts }));
    const byClass = Map.groupBy(rows, ({ removal }) => removal.class);
    const furniture = byClass.get(FURNITURE) ?? [];
    byClass.delete(FURNITURE);
    const sections = [...byClass].map(([name, members]) => section(name, members));
    return furniture.length > 0 ? [...sections, furnitureSection(furniture)] : sections;
  }

  /** @typedef {{ removal: Removal, index: number, marker: Comment | undefined, acts: RemovedActs }} Row */

  /**
   * @param {string} name
   * @param {Row[]} rows
   */
  function section(name, rows) {
    return nodes.element("section", {}, nodes.element("h2", {}, label(name, rows)), list(rows));
  }

  /** @param {Row[]} rows */
  function furnitureSection(rows) {
    const summary = nodes.element("summary", {}, label(FURNITURE, rows));
    const details = nodes.element("details", { class: "furniture" }, summary);
    whenOpened(details, () => [list(rows)]);
    return details;
  }

  /**
   * @param {string} name
   * @param {Row[]} rows
   */
  function label(name, rows) {
    return nodes.ours(rows.length > 1 ? `${words.nagClass(name)} · ${words.number(rows.length)}` : words.nagClass(name));
  }

  /** @param {Row[]} rows */
  function list(rows) {
    return nodes.element("ul", {}, ...rows.map(item));
  }

  /** @param {Row} row */
  function item({ removal, index, marker, acts }) {
    const excerpt = shortened(removal.excerpt.trim(), EXCERPT);
    const made = nodes.element(
      "li",
      {},
      nodes.element("p", { class: "excerpt" }, excerpt ? nodes.element("bdi", {}, excerpt) : nodes.ours(words.message("no_text"))),
      nodes.element("p", { class: "why" }, nodes.ours(removal.evidence.map(words.reason).join(" · "))),
    );
    if (marker && removal.content.length > 0) made.append(putBack(removal, index, marker, acts));
    return made;
  }

  /**
   * @param {Removal} removal
   * @param {number} index its place among them, which saving asks for
   * @param {Comment} marker where it stood
   * @param {RemovedActs} acts
   */
  function putBack(removal, index, marker, { toSight, bringOut }) {
    const block = nodes.element("div", { class: "put-back", "data-removal": String(index), tabindex: "-1" });
    const toggle = nodes.element("button", { type: "button" });
    const show = nodes.element("button", { type: "button" }, nodes.ours(words.message("show")));
    const refresh = () => {
      toggle.replaceChildren(nodes.ours(words.message(block.isConnected ? "take_out" : "put_back")));
      show.hidden = !block.isConnected;
    };
    toggle.addEventListener("click", () => {
      const isBack = block.isConnected;
      bringOut(marker); // what was taken out by hand around it
      if (isBack) block.remove();
      else {
        if (!block.hasChildNodes()) block.append(nodes.build(removal.content).fragment);
        marker.after(block);
      }
      refresh();
    });
    show.addEventListener("click", () => {
      toSight(block);
      block.focus({ preventScroll: true });
    });
    refresh();
    return nodes.element("p", { class: "acts", "aria-live": "polite" }, toggle, show);
  }

  globalThis.lede.shortened = shortened;

  /**
   * Whole characters, as a reader counts them: no half emoji at the end.
   *
   * @param {string} text
   * @param {number} limit
   */
  function shortened(text, limit) {
    const characters = Array.from(text.slice(0, 2 * limit + 2));
    return characters.length > limit ? `${characters.slice(0, limit).join("").trimEnd()}…` : text;
  }
}
