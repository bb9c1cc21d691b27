// In: a picture of the article. Out: it alone on the screen, with its caption, and the others by arrow keys. Where it
// is known to come larger, that one is shown as soon as it's there.
// A modal dialog of its own: nothing beneath can be reached until it's closed.
{
  const { icons, nodes, words } = globalThis.lede;

  globalThis.lede.feature("lightbox", (reading, asked) => {
    const images = /** @type {HTMLImageElement[]} */ (Array.from(reading.body.querySelectorAll(".picture img")));
    if (images.length === 0) {
      globalThis.lede.say(reading, words.message("none_here"));
      return;
    }
    const start = asked ? images.indexOf(/** @type {HTMLImageElement} */ (asked)) : nearest(images);
    open(reading, images, Math.max(start, 0));
  });

  /**
   * @param {Reading} reading
   * @param {HTMLImageElement[]} images
   * @param {number} start
   */
  function open(reading, images, start) {
    let at = start;
    const box = nodes.element("dialog", { class: "lightbox", "aria-label": words.message("setting_pictures"), lang: words.language(), dir: words.direction() });
    const picture = nodes.element("img", { referrerpolicy: "no-referrer", alt: "" });
    const caption = nodes.element("p", { class: "caption", lang: reading.article.lang, dir: reading.article.dir });
    const count = nodes.element("p", { class: "count" });
    const text = nodes.element("div", { class: "text", "aria-live": "polite" }, caption, count);
    const show = () => {
      const image = /** @type {HTMLImageElement} */ (images[at]);
      picture.src = image.currentSrc || image.src;
      void showLarger(picture, image);
      picture.alt = image.alt;
      caption.textContent = captionOf(image);
      count.textContent = images.length > 1 ? `${words.number(at + 1)} / ${words.number(images.length)}` : "";
    };
    const step = (/** @type {number} */ by) => () => {
      at = (at + by + images.length) % images.length;
      show();
    };
    const previous = icons.button("previous", step(-1));
    const next = icons.button("next", step(1));
    previous.hidden = images.length < 2;
    next.hidden = images.length < 2;
    box.append(icons.button("close", close, words.message("dismiss")), previous, picture, next, text);
    const rtl = words.direction() === "rtl";
    const acts = { ArrowLeft: step(rtl ? 1 : -1), ArrowRight: step(rtl ? -1 : 1), j: step(1), k: step(-1), i: close };
    const remove = reading.layers.add({ close, acts, modal: true });
    box.addEventListener("click", ({ target }) => {
      if (target === box || target === text) close();
    });
    box.addEventListener("close", () => {
      remove();
      box.remove();
    });
    reading.dialog.append(box);
    show();
    box.showModal();

    function close() {
      remove(); // at once: the event comes later than the next key may
      box.close();
    }
  }

  /**
   * Nothing happens where it doesn't come.
   *
   * @param {HTMLImageElement} picture
   * @param {HTMLImageElement} image
   */
  async function showLarger(picture, image) {
    const address = /** @type {HTMLElement | null} */ (image.closest(".picture"))?.dataset["larger"];
    if (!address) return;
    const small = picture.src;
    const larger = nodes.element("img", { referrerpolicy: "no-referrer" });
    larger.src = address;
    const came = await larger.decode().then(() => true, () => false);
    if (came && picture.src === small && larger.naturalWidth > image.naturalWidth) picture.src = address;
  }

  /** @param {HTMLImageElement} image */
  function captionOf(image) {
    const caption = image.closest("figure")?.querySelector("figcaption")?.textContent.trim();
    return caption || image.alt;
  }

  /**
   * The one nearest to the middle of the screen.
   *
   * @param {HTMLImageElement[]} images
   */
  function nearest(images) {
    const distances = images.map((image) => {
      const { top, bottom, left, right } = image.getBoundingClientRect();
      return Math.hypot((top + bottom - innerHeight) / 2, (left + right - innerWidth) / 2);
    });
    return distances.indexOf(Math.min(...distances));
  }
}
