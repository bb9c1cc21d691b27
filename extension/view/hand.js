// In: the reading, and what its reader wants gone. Out: blocks taken out of the text by hand, one by one: the block that is
// marked or holds the focus at a key, and in a mode of its own whatever is pressed. Undone one after the other, or each from the
// list of what was removed. The block goes out of the view itself, so nothing that looks there knows it any more;
// `reading.taken` tells the files. Nothing of it is stored.
{
  const { blocks, flow, moves, nodes, state, words } = globalThis.lede;

  /** Taken as one at a press, up to a share of the text; what holds more of it is taken in parts. */
  const GROUPS = "ul, ol, dl, blockquote, details";
  const SHARE = 0.25;

  /** Something to see, though it says nothing. */
  const MEDIA = "img, video, audio";

  const EXCERPT = 80; // characters

  /** Nothing that is pressed is smaller: CSS pixels. */
  const TARGET = 44;

  /** @typedef {{ leave(): void, told: HTMLElement, refresh(): void }} Mode */

  /** @type {WeakMap<Reading, Mode>} */
  const modes = new WeakMap();

  globalThis.lede.hand = { takeMarked, undo, choose, bringOut, before };

  /** @param {Reading} reading */
  function takeMarked(reading) {
    const block = marked(reading, blocks.all(reading));
    if (block) takeAndGoOn(reading, block, () => blocks.all(reading));
  }

  /**
   * The one that holds the focus, or else bears the mark, as long as that can be seen.
   *
   * @param {Reading} reading
   * @param {HTMLElement[]} all
   */
  function marked(reading, all) {
    const { root, dialog, article, body } = reading;
    const { activeElement: focused } = root;
    if (focused && body.contains(focused)) {
      const its = all.find((block) => block.contains(focused));
      if (its) return its;
    }
    if (focused && focused !== dialog && !article.contains(focused)) return undefined;
    const here = body.querySelector(".here");
    return here && moves.isOnScreen(reading, here) ? all.find((block) => block.contains(here)) : undefined;
  }

  /**
   * The mark goes on to what comes next.
   *
   * @param {Reading} reading
   * @param {HTMLElement} block
   * @param {() => HTMLElement[]} among
   */
  function takeAndGoOn(reading, block, among) {
    const all = among();
    const at = all.indexOf(block);
    take(reading, block);
    const next = all.slice(at).find(({ isConnected }) => isConnected) ?? all.slice(0, at).findLast(({ isConnected }) => isConnected);
    if (next) toSight(reading, next);
    else reading.dialog.focus({ preventScroll: true });
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} block
   */
  function take(reading, block) {
    const element = wholeOf(reading, block);
    const marker = document.createComment("");
    const within = /** @type {HTMLElement | null} */ (element.closest(".put-back"))?.dataset["removal"];
    const removal = within === undefined ? null : Number(within);
    const hadFocus = element.contains(reading.root.activeElement);
    element.replaceWith(marker);
    reading.taken.push({ element, marker, removal });
    if (hadFocus) reading.dialog.focus({ preventScroll: true });
    changed(reading);
    tell(reading, words.message("taken_out", excerpt(element, EXCERPT)), { label: words.message("undo"), act: () => undo(reading) });
  }

  /**
   * With the block goes what would be left empty around it: the list whose last item it was.
   *
   * @param {Reading} reading
   * @param {HTMLElement} block
   */
  function wholeOf({ body }, block) {
    const isSame = (/** @type {HTMLElement} */ outer, /** @type {HTMLElement} */ inner) =>
      outer.textContent.trim() === inner.textContent.trim() && countMedia(outer) === countMedia(inner);
    let whole = block.localName === "summary" ? (block.parentElement ?? block) : block;
    for (;;) {
      const outer = whole.parentElement;
      if (!outer || outer === body || outer.matches(".put-back") || !isSame(outer, whole)) return whole;
      whole = outer;
    }
  }

  /** @param {HTMLElement} element */
  function countMedia(element) {
    return element.querySelectorAll(MEDIA).length + Number(element.matches(MEDIA));
  }

  /**
   * Brings the last one back.
   *
   * @param {Reading} reading
   */
  function undo(reading) {
    const last = reading.taken.at(-1);
    if (!last) return;
    bringBack(reading, last);
    toSight(reading, last.element);
    tell(reading, words.message("brought_back", excerpt(last.element, EXCERPT)));
  }

  /**
   * @param {Reading} reading
   * @param {Taking} taking
   */
  function bringBack(reading, taking) {
    bringOut(reading, taking.marker);
    taking.marker.replaceWith(taking.element);
    reading.taken.splice(reading.taken.indexOf(taking), 1);
    changed(reading);
  }

  /**
   * Brings back whatever holds the node.
   *
   * @param {Reading} reading
   * @param {Node} node
   */
  function bringOut(reading, node) {
    const outer = reading.taken.find(({ element }) => element.contains(node));
    if (outer) bringBack(reading, outer);
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} element
   */
  function toSight(reading, element) {
    blocks.bring(reading, element.getBoundingClientRect());
    moves.to(reading, element);
  }

  /**
   * How many blocks that were taken out stood before the element: places in the text are stored as if all were there.
   *
   * @param {Reading} reading
   * @param {Node} element
   */
  function before({ taken }, element) {
    /** @type {(taking: Taking) => Comment} */
    const top = ({ marker }) => {
      const outer = taken.find(({ element: its }) => its.contains(marker));
      return outer ? top(outer) : marker;
    };
    const isBefore = (/** @type {Taking} */ taking) => {
      const marker = top(taking);
      return marker.isConnected && (marker.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    };
    return taken.filter(isBefore).reduce((sum, { element: its }) => sum + blocks.count(its), 0);
  }

  /**
   * What depends on the text looks again.
   *
   * @param {Reading} reading
   */
  function changed(reading) {
    list(reading);
    reading.toolbar.buttons.outline.hidden = blocks.headings(reading).length < 2;
    modes.get(reading)?.refresh();
    reading.body.dispatchEvent(new Event("taken")); // goes no further than our root
  }

  /**
   * In the mode its bar says it.
   *
   * @param {Reading} reading
   * @param {string} text
   * @param {{ label: string, act(): void }} [action]
   */
  function tell(reading, text, action) {
    const mode = modes.get(reading);
    if (mode) mode.told.textContent = text;
    else globalThis.lede.say(reading, text, action);
  }

  /**
   * @param {HTMLElement} element
   * @param {number} limit
   */
  function excerpt(element, limit) {
    const text = element.textContent.replaceAll(/\s+/g, " ").trim() || element.querySelector("img")?.alt || words.message("no_text");
    return globalThis.lede.shortened(text, limit);
  }

  /* ---- The list */

  /** @param {Reading} reading */
  function list(reading) {
    const { article, root, taken } = reading;
    const details = /** @type {HTMLElement} */ (article.querySelector(".removed"));
    const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
    const old = details.querySelector(".by-reader");
    const hadFocus = old?.contains(root.activeElement);
    old?.remove();
    summary.querySelector(".count")?.remove();
    if (taken.length > 0) {
      const title = `${words.message("taken_by_hand")} · ${words.number(taken.length)}`;
      summary.append(nodes.element("span", { class: "count" }, " · ", nodes.ours(title)));
      const rows = taken.map((taking) => row(reading, taking));
      summary.after(nodes.element("section", { class: "by-reader" }, nodes.element("h2", {}, nodes.ours(title)), nodes.element("ul", {}, ...rows)));
    }
    if (hadFocus) /** @type {HTMLElement} */ (details.querySelector(".by-reader button") ?? summary).focus({ preventScroll: true });
  }

  /**
   * @param {Reading} reading
   * @param {Taking} taking
   */
  function row(reading, taking) {
    const button = nodes.element("button", { type: "button" }, nodes.ours(words.message("put_back")));
    button.addEventListener("click", () => {
      bringBack(reading, taking);
      const text = words.message("brought_back", excerpt(taking.element, EXCERPT));
      tell(reading, text, { label: words.message("show"), act: () => toSight(reading, taking.element) });
    });
    return nodes.element(
      "li",
      {},
      nodes.element("p", { class: "excerpt" }, nodes.element("bdi", {}, excerpt(taking.element, 2 * EXCERPT))),
      nodes.element("p", { class: "acts" }, button),
    );
  }

  /* ---- The mode */

  /**
   * Begins it, or ends it.
   *
   * @param {Reading} reading
   */
  function choose(reading) {
    const { article, body, dialog, layers, root, signal } = reading;
    const open = modes.get(reading);
    if (open) {
      open.leave();
      return;
    }
    state.panel?.close("keep");
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    const { bar, told } = makeBar(reading, leave);
    const refresh = () => {
      const all = new Set(units(reading));
      for (const old of body.querySelectorAll(".unit")) if (!all.has(/** @type {HTMLElement} */ (old))) old.classList.remove("unit");
      for (const unit of all) unit.classList.add("unit");
    };
    modes.set(reading, { leave, told, refresh });
    const removeLayer = layers.add({ close: leave, acts: keysOf(reading) });
    leaving.signal.addEventListener("abort", () => {
      modes.delete(reading);
      removeLayer();
      const hadFocus = bar.contains(root.activeElement);
      bar.remove();
      dialog.classList.remove("choosing");
      for (const unit of body.querySelectorAll(".unit")) unit.classList.remove("unit");
      for (const { element } of reading.taken) for (const unit of [element, ...element.querySelectorAll(".unit")]) unit.classList.remove("unit");
      if (hadFocus && !signal.aborted) dialog.focus({ preventScroll: true });
    });
    signal.addEventListener("abort", leave, { signal: leaving.signal });
    article.addEventListener("click", (event) => onPress(reading, event), { capture: true, signal: leaving.signal });
    dialog.classList.add("choosing");
    dialog.append(bar);
    refresh();
    beginAt(reading);
  }

  /**
   * For whoever goes on by keyboard, or hears the page.
   *
   * @param {Reading} reading
   */
  function beginAt(reading) {
    const all = units(reading);
    const unit = marked(reading, all) ?? all.find((it) => blocks.isInSight(reading, it.getBoundingClientRect())) ?? all[0];
    if (unit && blocks.isInSight(reading, unit.getBoundingClientRect())) moves.to(reading, unit);
    else reading.dialog.focus({ preventScroll: true });
  }

  /**
   * @param {Reading} reading
   * @param {() => void} leave
   */
  function makeBar(reading, leave) {
    const told = nodes.element("p", { role: "status" });
    requestAnimationFrame(() => told.textContent ||= words.message("choosing")); // spoken, since it changes
    const bar = nodes.element("div", { class: "choosing-bar", role: "group", "aria-label": words.message("take_something_out") }, told);
    const acts = nodes.element("div");
    bar.lang = words.language();
    bar.dir = words.direction();
    for (const [name, act] of /** @type {[string, () => void][]} */ ([["undo", () => undo(reading)], ["done", leave]])) {
      const button = nodes.element("button", { type: "button" }, words.message(name));
      button.addEventListener("click", act);
      acts.append(button);
    }
    bar.append(acts);
    return { bar, told };
  }

  /**
   * Paragraphs and the like, and small lists and quotations whole.
   *
   * @param {Reading} reading
   * @returns {HTMLElement[]} none holds another
   */
  function units(reading) {
    const { body } = reading;
    const limit = body.textContent.length * SHARE;
    /** @type {Map<Element, boolean>} */
    const known = new Map();
    const isSmall = (/** @type {Element} */ group) => {
      const is = known.get(group) ?? group.textContent.length <= limit;
      known.set(group, is);
      return is;
    };
    /** @type {Set<HTMLElement>} */
    const found = new Set();
    for (const block of blocks.all(reading)) {
      let unit = block;
      for (let group = outerGroup(block); group && body.contains(group); group = outerGroup(group)) if (isSmall(group)) unit = group;
      found.add(unit);
    }
    return [...found];
  }

  /**
   * @param {HTMLElement} element
   * @returns {HTMLElement | null | undefined}
   */
  function outerGroup(element) {
    return element.parentElement?.closest(GROUPS);
  }

  /**
   * Nothing else happens at a press in the text: no link is followed, no picture opens.
   *
   * @param {Reading} reading
   * @param {MouseEvent} event
   */
  function onPress(reading, event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".removed, header")) return;
    event.preventDefault();
    event.stopPropagation();
    const unit = target.closest(".unit") ?? near(reading, event);
    if (unit) take(reading, /** @type {HTMLElement} */ (unit));
  }

  /**
   * A line is lower than a finger is broad.
   *
   * @param {Reading} reading
   * @param {MouseEvent} event
   */
  function near({ body }, { clientX: x, clientY: y }) {
    const beyond = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) => {
      const more = Math.max((TARGET - (to - from)) / 2, 0);
      return at < from - more || to + more < at ? Infinity : Math.max(from - at, at - to, 0);
    };
    const away = (/** @type {DOMRect} */ { left, right, top, bottom }) => Math.max(beyond(x, left, right), beyond(y, top, bottom));
    const all = Array.from(body.querySelectorAll(".unit"), (unit) => ({ unit, far: Math.min(...Array.from(unit.getClientRects(), away)) }));
    const nearest = all.reduce((best, it) => (it.far < best.far ? it : best), { unit: /** @type {Element | null} */ (null), far: Infinity });
    return nearest.unit;
  }

  /**
   * @param {Reading} reading
   * @returns {Acts}
   */
  function keysOf(reading) {
    const move = (/** @type {number} */ by) => () => moves.among(reading, units(reading), by);
    const arrow = (/** @type {number} */ by) => () => (flow.isPaged(reading) || flow.isVertical(reading) ? false : move(by)());
    const takeIt = () => {
      const { root, body, dialog } = reading;
      const { activeElement: focused } = root;
      if (focused && focused !== dialog && !body.contains(focused)) return false; // a button's own key
      const all = units(reading);
      const unit = marked(reading, all);
      if (unit) takeAndGoOn(reading, unit, () => all);
      return undefined;
    };
    return { j: move(1), k: move(-1), ArrowDown: arrow(1), ArrowUp: arrow(-1), Enter: takeIt, Space: takeIt, Delete: takeIt, Backspace: takeIt };
  }
}
