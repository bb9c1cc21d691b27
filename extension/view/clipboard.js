// In: a text, or markup. Out: it in the clipboard; markup as what it says, too, for where that is pasted. Needs a
// click or a key just before. Rejects where the browser refuses.
{
  const { nodes } = globalThis.lede;

  globalThis.lede.clipboard = {
    text: (text, root) => put({ "text/plain": text }, root),
    markup: (html, root) => put({ "text/plain": html, "text/html": html }, root),
  };

  /**
   * @param {Record<string, string>} kinds
   * @param {ShadowRoot} root
   */
  async function put(kinds, root) {
    try {
      const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      putOldWay(kinds, root); // a page without https has no clipboard of that kind, and some policies forbid it
    }
  }

  /**
   * The browser copies what is selected, and asks first whether something else is meant. It asks at the window,
   * before anything of the page's below it.
   *
   * @param {Record<string, string>} kinds
   * @param {ShadowRoot} root
   */
  function putOldWay(kinds, root) {
    const field = nodes.element("textarea", { class: "unseen", "aria-hidden": "true" });
    field.value = "-"; // copying nothing isn't copying
    const { activeElement } = root;
    const onCopy = (/** @type {ClipboardEvent} */ event) => {
      event.stopImmediatePropagation();
      event.preventDefault();
      for (const [type, text] of Object.entries(kinds)) event.clipboardData?.setData(type, text);
    };
    root.querySelector("dialog")?.append(field);
    field.select();
    window.addEventListener("copy", onCopy, { capture: true });
    const isDone = document.execCommand("copy");
    window.removeEventListener("copy", onCopy, { capture: true });
    field.remove();
    if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
    if (!isDone) throw new Error("the browser doesn't let us copy");
  }
}
