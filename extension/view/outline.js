// In: the reading. Out: the list of its headings; the one that is read is marked, and a press goes to one.
{
  const { blocks, nodes, panel, words } = globalThis.lede;

  globalThis.lede.feature("outline", (reading) => {
    let headings = blocks.headings(reading);
    if (headings.length < 2) {
      globalThis.lede.say(reading, words.message("none_here"));
      return;
    }
    const makeItems = () => headings.map((heading) => item(reading, heading));
    let items = makeItems();
    const list = nodes.element("ul", {}, ...items);
    const made = panel(reading, {
      name: "outline",
      title: words.message("outline"),
      opener: reading.toolbar.buttons.outline,
      stays: "open",
      content: () => [nodes.element("nav", { "aria-labelledby": "panel-title" }, list)],
    });
    if (!made) return;
    const mark = () => markCurrent(reading, headings, items);
    for (const type of ["scroll", "focusin"]) reading.dialog.addEventListener(type, mark, { passive: true, signal: made.signal });
    const again = () => {
      headings = blocks.headings(reading);
      items = makeItems();
      list.replaceChildren(...items);
      mark();
    };
    reading.body.addEventListener("taken", again, { signal: made.signal });
    mark();
  });

  /**
   * @param {Reading} reading
   * @param {HTMLElement} heading
   */
  function item(reading, heading) {
    const level = heading.localName.slice(1);
    const title = nodes.element("bdi", {}, heading.textContent.trim());
    title.lang = reading.article.lang;
    const button = nodes.element("button", { type: "button" }, title);
    button.addEventListener("click", () => {
      if (heading.localName === "h1") reading.dialog.scrollTo({ top: 0, left: 0, behavior: "instant" });
      else blocks.reveal(reading, heading);
      globalThis.lede.moves.to(reading, heading);
    });
    return nodes.element("li", { "data-level": level }, button);
  }

  /**
   * The last ones can't come up to the line: the one that was gone to counts, as long as the screen stands there, and at the
   * very end the last that is in sight.
   *
   * @param {Reading} reading
   * @param {HTMLElement[]} headings
   * @param {HTMLElement[]} items
   */
  function markCurrent(reading, headings, items) {
    const landed = headings.indexOf(globalThis.lede.moves.landed(reading) ?? reading.body);
    const line = blocks.isAtEnd(reading) ? Infinity : undefined;
    const at = landed >= 0 ? landed : Math.max(blocks.current(reading, headings, line), 0);
    items.forEach(({ firstElementChild: button }, index) => {
      if (index !== at) button?.removeAttribute("aria-current");
      else if (!button?.hasAttribute("aria-current")) {
        button?.setAttribute("aria-current", "location");
        button?.scrollIntoView({ block: "nearest", behavior: "instant" });
      }
    });
  }
}
