// In: the reading. Out: pictures that open large, by a click or by a button in their corner. Only those that have loaded
// and are worth it: no icons. Where a link around one leads to a larger one (src/write/image.rs), that is what opens; it
// stays a link for whoever wants it in a tab of its own.
{
  const { icons, nodes } = globalThis.lede;

  /** CSS pixels of the picture itself: a smaller one has no more to show, unless there is a larger one. */
  const LEAST = 240;
  const LEAST_WITH_LARGER = 64;

  const PICTURE = /\.(jpe?g|png|gif|webp|avif)$/i;

  globalThis.lede.pictures = (reading) => {
    for (const image of reading.body.querySelectorAll("img")) {
      const link = image.closest("a");
      if (image.closest("button") || (link && !isLarger(link, image))) continue;
      if (image.complete && image.naturalWidth > 0) prepare(reading, image, link);
      else image.addEventListener("load", () => prepare(reading, image, link), { once: true, signal: reading.signal });
    }
  };

  /**
   * @param {Reading} reading
   * @param {HTMLImageElement} image
   * @param {HTMLAnchorElement | null} link to a larger one
   */
  function prepare(reading, image, link) {
    const least = link ? LEAST_WITH_LARGER : LEAST;
    if (image.naturalWidth < least || image.naturalHeight < least / 2) return;
    if (getComputedStyle(image).display !== "block") return;
    const open = () => globalThis.lede.use(reading, "lightbox", image);
    const button = icons.button("enlarge", open);
    button.classList.add("enlarge");
    const box = nodes.element("div", { class: "picture" });
    if (link) box.dataset["larger"] = link.href;
    const whole = link ?? image;
    whole.replaceWith(box);
    box.append(whole, button);
    whole.addEventListener("click", (event) => {
      const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      void open();
    });
  }

  /**
   * A player's picture and one within a line of text lead elsewhere.
   *
   * @param {HTMLAnchorElement} link
   * @param {HTMLImageElement} image
   */
  function isLarger({ href, children, textContent }, image) {
    const name = nameIn(href);
    return children.length === 1 && textContent.trim() === "" && (PICTURE.test(name) || name === nameIn(image.src));
  }

  /** @param {string} address */
  function nameIn(address) {
    return URL.parse(address)?.pathname.split("/").at(-1) ?? "";
  }
}
