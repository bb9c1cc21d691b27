// In: the reading. Out: pictures that open large, by a click or by a button in their corner. Only those that
// have loaded and are worth it: no icons, none that are links.
{
  const { icons, nodes } = globalThis.lede;

  /** CSS pixels of the picture itself: a smaller one has no more to show. */
  const LEAST = 240;

  globalThis.lede.pictures = (reading) => {
    for (const image of reading.body.querySelectorAll("img")) {
      if (image.closest("a, button")) continue;
      if (image.complete && image.naturalWidth > 0) prepare(reading, image);
      else image.addEventListener("load", () => prepare(reading, image), { once: true, signal: reading.signal });
    }
  };

  /**
   * @param {Reading} reading
   * @param {HTMLImageElement} image
   */
  function prepare(reading, image) {
    if (image.naturalWidth < LEAST || image.naturalHeight < LEAST / 2) return;
    if (getComputedStyle(image).display !== "block") return;
    const open = () => globalThis.lede.use(reading, "lightbox", image);
    const button = icons.button("enlarge", open);
    button.classList.add("enlarge");
    const box = nodes.element("div", { class: "picture" });
    image.replaceWith(box);
    box.append(image, button);
    image.addEventListener("click", () => void open());
  }
}
