// In: the reading. Out: on each block of code the name of its language, and a button that copies it. Neither
// is text: what is selected, read aloud or saved holds the code alone.
{
  const { clipboard, icons, nodes, words } = globalThis.lede;

  const SHOWS_MS = 2000;

  globalThis.lede.code = (reading) => {
    for (const block of reading.body.querySelectorAll("pre")) {
      const box = nodes.element("div", { class: "code" });
      const [, language] = /^language-(.+)/.exec(block.className) ?? [];
      if (language) box.dataset.language = language;
      block.replaceWith(box);
      box.append(block, copyButton(block, reading));
    }
  };

  /**
   * @param {HTMLElement} block
   * @param {Reading} reading
   */
  function copyButton(block, reading) {
    const button = icons.button("copy", async () => {
      try {
        await clipboard.text(block.textContent, reading.root);
      } catch (error) {
        console.warn(error);
        globalThis.lede.say(reading, words.message("copy_failed"));
        return;
      }
      globalThis.lede.say(reading, words.message("copied"));
      tell(button, "copied");
      setTimeout(() => tell(button, "copy"), SHOWS_MS);
    });
    return button;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {"copy" | "copied"} name
   */
  function tell(button, name) {
    const label = words.message(name);
    button.replaceChildren(icons.draw(name));
    button.title = label;
    button.setAttribute("aria-label", label);
  }
}
