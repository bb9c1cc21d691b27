// In: the reading. Out: a button on each block of code that copies it. The button is no text: what is
// selected, read aloud or saved holds the code alone.
{
  const { icons, nodes, words } = globalThis.lede;

  const SHOWS_MS = 2000;

  globalThis.lede.code = ({ body, root }) => {
    for (const block of body.querySelectorAll("pre")) {
      const box = nodes.element("div", { class: "code" });
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
      await copy(block.textContent, root);
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

  /**
   * @param {string} text
   * @param {ShadowRoot} root
   */
  async function copy(text, root) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyOldWay(text, root); // a page without https has no clipboard of that kind
    }
  }

  /**
   * @param {string} text
   * @param {ShadowRoot} root
   */
  function copyOldWay(text, root) {
    const field = nodes.element("textarea", { class: "unseen", "aria-hidden": "true" });
    field.value = text;
    const { activeElement } = root;
    root.querySelector("dialog")?.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  }
}
