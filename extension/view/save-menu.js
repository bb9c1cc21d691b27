// In: the reading. Out: the menu from which its article is taken along: saved as a file, copied, printed. What the
// reader has put back goes along. Says in words what failed, and stays open then for another try.
{
  const { nodes, panel, save, words } = globalThis.lede;

  /** Their names are those of their labels. @type {Record<string, (reading: Reading) => Promise<void>>} */
  const WAYS = {
    save_html: saveAs("page"),
    save_markdown: saveAs("markdown"),
    save_text: saveAs("text"),
    save_epub: saveAs("epub"),
    copy_markdown: copyAs("markdown"),
    copy_text: copyAs("text"),
    copy_html: copyAs("page"),
  };

  /** The picture above the text, which none of its ops makes. */
  const LEAD = ".lead-figure";

  globalThis.lede.feature("save", (reading) => {
    panel(reading, {
      name: "save",
      title: words.message("save"),
      opener: reading.toolbar.buttons.save,
      content: (close) => content(reading, close),
    });
  });

  /**
   * @param {Reading} reading
   * @param {(focus?: "keep" | "return") => void} close
   */
  function content(reading, close) {
    const told = nodes.element("p", { class: "told", role: "alert" });
    const list = nodes.element("ul");
    for (const [name, act] of Object.entries(WAYS)) {
      const failed = words.message(name.startsWith("copy") ? "copy_failed" : "save_failed");
      list.append(item(name, () => attempt(reading, { act, failed, list, told, close })));
    }
    list.append(item("print", () => printed(close)));
    return [list, told];
  }

  /**
   * @param {string} name of its label
   * @param {() => unknown} act
   */
  function item(name, act) {
    const button = nodes.element("button", { type: "button", "data-way": name }, words.message(name));
    button.addEventListener("click", () => void act());
    return nodes.element("li", {}, button);
  }

  /**
   * One at a time: a second press while the first is on its way would give the file twice.
   *
   * @param {Reading} reading
   * @param {{ act: (reading: Reading) => Promise<void>, failed: string, list: HTMLElement, told: HTMLElement, close(): void }} given
   */
  async function attempt(reading, { act, failed, list, told, close }) {
    if (list.hasAttribute("aria-busy")) return;
    list.setAttribute("aria-busy", "true");
    told.textContent = "";
    try {
      await act(reading);
      close();
    } catch (error) {
      console.error(error);
      told.textContent = failed;
    } finally {
      list.removeAttribute("aria-busy");
    }
  }

  /** @param {ExportFormat} format */
  function saveAs(format) {
    return async (/** @type {Reading} */ reading) => save.download(await save.file(format, changes(reading)));
  }

  /** @param {ExportFormat} format */
  function copyAs(format) {
    return async (/** @type {Reading} */ reading) => {
      await save.copy(await save.file(format, changes(reading), "links"), reading.root);
      globalThis.lede.say(reading, words.message("copied"));
    };
  }

  /** @param {() => void} close */
  function printed(close) {
    close();
    print();
  }

  /**
   * What the reader has changed in the text.
   *
   * @param {Reading} reading
   * @returns {Changes}
   */
  function changes(reading) {
    const { taken } = reading;
    const isLead = (/** @type {Taking} */ { element }) => element.matches(LEAD) || element.querySelector(LEAD) !== null;
    const steps = taken.flatMap(({ element, removal }) => stepsOf(element).map((at) => ({ removal, at })));
    return { putBack: putBack(reading), takenOut: { lead: taken.some(isLead), steps } };
  }

  /**
   * The ops of the element, or where it's one of ours, of those in it.
   *
   * @param {Element} element
   * @returns {number[]}
   */
  function stepsOf(element) {
    if (element.matches(LEAD)) return [];
    const step = nodes.step(element);
    return step === undefined ? Array.from(element.children).flatMap(stepsOf) : [step];
  }

  /**
   * Places in `removals` of what is back in the text.
   *
   * @param {Reading} reading
   */
  function putBack({ body }) {
    const blocks = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(".put-back"));
    return Array.from(blocks, ({ dataset }) => Number(dataset["removal"])).sort((a, b) => a - b);
  }
}
