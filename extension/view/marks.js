// In: where the sentence and the word stand that are spoken. Out: both marked, without a change to the text:
// by the browser's highlights, or by boxes beneath the text where it has none.
{
  const { nodes } = globalThis.lede;

  const NAMES = /** @type {const} */ ({ sentence: "lede-sentence", word: "lede-word" });

  globalThis.lede.marks = (reading) => {
    try {
      return highlights();
    } catch (error) {
      console.warn(error);
      return boxes(reading);
    }
  };

  /** @returns {Marks} */
  function highlights() {
    const made = { sentence: new Highlight(), word: new Highlight() };
    made.word.priority = 1;
    for (const name of /** @type {const} */ (["sentence", "word"])) CSS.highlights.set(NAMES[name], made[name]);
    const show = (/** @type {keyof typeof NAMES} */ name) => (/** @type {Range | null} */ range) => {
      made[name].clear();
      if (range) made[name].add(range);
    };
    return {
      sentence: show("sentence"),
      word: show("word"),
      end() {
        for (const name of Object.values(NAMES)) CSS.highlights.delete(name);
      },
    };
  }

  /**
   * @param {Reading} reading
   * @returns {Marks}
   */
  function boxes({ dialog, article }) {
    const layers = {
      sentence: nodes.element("div", { class: "mark sentence", "aria-hidden": "true" }),
      word: nodes.element("div", { class: "mark word", "aria-hidden": "true" }),
    };
    article.prepend(layers.sentence, layers.word);
    const show = (/** @type {keyof typeof layers} */ name) => (/** @type {Range | null} */ range) => {
      const origin = layers[name].getBoundingClientRect();
      const made = Array.from(range?.getClientRects() ?? [], ({ left, top, width, height }) => {
        const box = nodes.element("div");
        box.style.translate = `${left - origin.left}px ${top - origin.top}px`;
        box.style.width = `${width}px`;
        box.style.height = `${height}px`;
        return box;
      });
      layers[name].replaceChildren(...made);
    };
    dialog.classList.add("boxed");
    return {
      sentence: show("sentence"),
      word: show("word"),
      end() {
        layers.sentence.remove();
        layers.word.remove();
      },
    };
  }
}
