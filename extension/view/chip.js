// In: a few words, perhaps with something to do about them. Out: a small line at the foot of the screen that a
// screen reader speaks, and that goes by itself. One at a time; never takes the focus.
{
  const { nodes, words } = globalThis.lede;

  const STAYS_MS = 4000;
  /** With a button in it: long enough to get there by keyboard. */
  const STAYS_WITH_BUTTON_MS = 10_000;

  /** @typedef {{ region: HTMLElement, timer?: ReturnType<typeof setTimeout> }} Chip */

  /** @type {WeakMap<Reading, Chip>} */
  const chips = new WeakMap();

  globalThis.lede.say = (reading, text, action) => {
    const known = chips.get(reading);
    const chip = known ?? make(reading);
    clearTimeout(chip.timer);
    const line = nodes.element("p", { class: "chip" }, nodes.element("span", {}, text));
    if (action) {
      const button = nodes.element("button", { type: "button" }, action.label);
      button.addEventListener("click", () => {
        chip.region.replaceChildren();
        action.act();
      });
      line.append(button);
    }
    // A screen reader speaks what changes in a live region, so the region stands before the words come.
    if (known) chip.region.replaceChildren(line);
    else requestAnimationFrame(() => chip.region.replaceChildren(line));
    const leave = () => {
      if (line.matches(":hover, :focus-within")) chip.timer = setTimeout(leave, STAYS_MS);
      else line.remove();
    };
    chip.timer = setTimeout(leave, action ? STAYS_WITH_BUTTON_MS : STAYS_MS);
  };

  /**
   * @param {Reading} reading
   * @returns {Chip}
   */
  function make(reading) {
    const region = nodes.element("div", { class: "chips", role: "status", lang: words.language(), dir: words.direction() });
    reading.dialog.append(region);
    const chip = { region };
    chips.set(reading, chip);
    return chip;
  }
}
