// In: a setting, what may be chosen, what is chosen. Out: a control for it with its label, that says what is
// chosen and is brought up to date when that changes elsewhere. Ordinary form controls: they have names, keys
// and roles by themselves.
{
  const { nodes, words } = globalThis.lede;

  globalThis.lede.fields = { choice, slider, colour, text, toggle };

  let ids = 0;

  /**
   * @param {string} name message of the label
   * @param {readonly { value: string, label: string, sample?: Record<string, string> }[]} options
   * @param {() => string} get
   * @param {(value: string) => void} set
   * @returns {Field}
   */
  function choice(name, options, get, set) {
    ids += 1;
    const group = `choice-${ids}`;
    const inputs = options.map(({ value }) => nodes.element("input", { type: "radio", name: group, value }));
    const labels = options.map(({ label, sample = {} }, at) =>
      nodes.element("label", sample, /** @type {Node} */ (inputs[at]), nodes.element("span", {}, label)),
    );
    const box = nodes.element("fieldset", {}, nodes.element("legend", {}, words.message(name)), nodes.element("div", { class: "options" }, ...labels));
    box.addEventListener("change", ({ target }) => set(/** @type {HTMLInputElement} */ (target).value));
    return {
      box,
      refresh() {
        for (const input of inputs) input.checked = input.value === get();
      },
    };
  }

  /**
   * Goes through a list in steps, so that every stop is a value that may be stored.
   *
   * @param {string} name
   * @param {readonly number[]} choices
   * @param {() => number} get
   * @param {(value: number) => void} set
   * @param {(value: number) => string} say
   * @returns {Field}
   */
  function slider(name, choices, get, set, say) {
    const input = nodes.element("input", { type: "range", min: "0", max: String(choices.length - 1), step: "1" });
    const output = nodes.element("output", { "aria-hidden": "true" });
    const label = nodes.element("label", { class: "slider" }, nodes.element("span", {}, words.message(name)), output, input);
    input.addEventListener("input", () => set(/** @type {number} */ (choices[input.valueAsNumber])));
    return {
      box: label,
      refresh() {
        const value = get();
        input.value = String(Math.max(choices.indexOf(value), 0));
        output.value = say(value);
        input.setAttribute("aria-valuetext", say(value));
      },
    };
  }

  /**
   * @param {string} name
   * @param {() => string} get
   * @param {(value: string) => void} set
   * @returns {Field}
   */
  function colour(name, get, set) {
    const input = nodes.element("input", { type: "color" });
    input.addEventListener("input", () => set(input.value));
    const box = nodes.element("label", { class: "colour" }, input, nodes.element("span", {}, words.message(name)));
    return {
      box,
      refresh() {
        input.value = get();
      },
    };
  }

  /**
   * @param {string} name
   * @param {() => string} get
   * @param {(value: string) => void} set
   * @param {() => string} hint what is to be said of the value; nothing, if it's empty
   * @returns {Field}
   */
  function text(name, get, set, hint) {
    const input = nodes.element("input", { type: "text", maxlength: "80", spellcheck: "false", autocomplete: "off" });
    input.addEventListener("input", () => set(input.value));
    const said = nodes.element("small", { role: "status" });
    const label = nodes.element("label", { class: "text" }, nodes.element("span", {}, words.message(name)), input);
    return {
      box: nodes.element("div", { class: "hinted" }, label, said),
      refresh() {
        said.textContent = hint();
        if (!input.matches(":focus")) input.value = get();
      },
    };
  }

  /**
   * @param {string} label
   * @param {() => boolean} get
   * @param {(on: boolean) => void} set
   * @returns {Field}
   */
  function toggle(label, get, set) {
    const input = nodes.element("input", { type: "checkbox" });
    input.addEventListener("change", () => set(input.checked));
    const box = nodes.element("label", { class: "toggle" }, input, nodes.element("span", {}, label));
    return {
      box,
      refresh() {
        input.checked = get();
      },
    };
  }
}
