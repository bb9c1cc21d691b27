// In: the root, the article. Out: Ctrl+A, or Cmd+A, selects the article. Left to themselves, Chromium selects nothing in a closed
// root, and Firefox all that stands in it. Before keys.js, which hears each key first of those that stand after it.
{
  const OTHERWISE = "input, select, textarea, .lightbox, .lightbox *";

  globalThis.lede.selectAll = (root, article, signal) => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, isTrusted } = event;
      if (!isTrusted || key.toLowerCase() !== "a" || ctrlKey === metaKey || altKey || shiftKey) return;
      if (root.activeElement?.matches(OTHERWISE)) return;
      event.preventDefault();
      // NOTE: in Chromium the root has a selection of its own; the standard has only the document's.
      const { getSelection = () => window.getSelection() } = /** @type {{ getSelection?(): Selection | null }} */ (/** @type {unknown} */ (root));
      getSelection.call(root)?.selectAllChildren(article);
    };
    window.addEventListener("keydown", onKey, { capture: true, signal });
  };
}
