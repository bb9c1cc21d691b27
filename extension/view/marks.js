// In: where the sentence and the word stand that are spoken. Out: both marked, by boxes beneath the text; the text
// itself isn't touched. NOTE: not by the browser's own highlights: those belong to the document, and from a
// highlight's range a script of the page would get at our nodes, in a root that is closed for this very reason.
{
  const { nodes } = globalThis.lede;

  globalThis.lede.marks = (reading) => {
    const { dialog, article, body } = reading;
    const layers = { sentence: layer("sentence"), word: layer("word") };
    /** @type {{ sentence: Range | null, word: Range | null }} */
    const ranges = { sentence: null, word: null };
    const draw = () => {
      for (const name of /** @type {const} */ (["sentence", "word"])) layers[name].replaceChildren(...boxes(layers[name], ranges[name]));
    };
    const show = (/** @type {keyof typeof ranges} */ name) => (/** @type {Range | null} */ range) => {
      ranges[name] = range;
      draw();
    };
    article.prepend(layers.sentence, layers.word);
    dialog.classList.add("boxed");
    const watch = new ResizeObserver(draw);
    watch.observe(body);
    reading.look.onChange(() => requestAnimationFrame(draw));
    return {
      sentence: show("sentence"),
      word: show("word"),
      end() {
        watch.disconnect();
        ranges.sentence = null;
        ranges.word = null;
        layers.sentence.remove();
        layers.word.remove();
        dialog.classList.remove("boxed");
      },
    };
  };

  /** @param {string} name */
  function layer(name) {
    return nodes.element("div", { class: `mark ${name}`, "aria-hidden": "true" });
  }

  /**
   * @param {HTMLElement} within
   * @param {Range | null} range
   */
  function boxes(within, range) {
    const origin = within.getBoundingClientRect();
    return Array.from(range?.getClientRects() ?? [], ({ left, top, width, height }) => {
      const box = nodes.element("div");
      box.style.translate = `${left - origin.left}px ${top - origin.top}px`;
      box.style.width = `${width}px`;
      box.style.height = `${height}px`;
      return box;
    });
  }
}
