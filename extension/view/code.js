// In: the reading. Out: on each block of code the name of its language, and a button that copies it. Neither
// is text: what is selected, read aloud or saved holds the code alone.
{
  const { clipboard, icons, nodes, words } = globalThis.lede;

  const SHOWS_MS = 2000;

  globalThis.lede.code = ({ body, root }) => {
    for (const block of body.querySelectorAll("pre")) {
      const box = nodes.element("div", { class: "code" });
      const [, language] = /^language-(.+)/.exec(block.className) ?? [];
      if (language) box.dataset.language = language;
      block.replaceWith(box);
      box.append(block, copyButton(block, root));
    }
  };

  /**
   * @param {HTMLElement} block
   * @param {ShadowRoot} root
   */
  function copyButton(block, root) {
    const button = icons.button("copy", async () => {
      await clipboard.text(block.textContent, root);
      tell(button, "copied");
      setTimeout(() => tell(button, "copy"), SHOWS_MS);
    });
    button.setAttribute("aria-live", "polite");
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
