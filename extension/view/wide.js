// In: the reading. Out: tables and code that are wider than the column can be reached by Tab, so that the arrow
// keys scroll them; and have a name there. A table that has to be scrolled anyway gets room for its lines. What fits is
// left alone.
{
  const { words } = globalThis.lede;

  globalThis.lede.wide = ({ body, signal }) => {
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) mark(/** @type {HTMLElement} */ (target));
    });
    for (const box of body.querySelectorAll(".scroller, pre")) watch.observe(box);
    signal.addEventListener("abort", () => watch.disconnect());
  };

  /** @param {HTMLElement} box */
  function mark(box) {
    box.classList.remove("roomy"); // it may fit by now
    if (box.scrollWidth <= box.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      return;
    }
    const caption = box.querySelector("caption")?.textContent.trim();
    box.classList.add("roomy");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", caption || words.message("wide"));
  }
}
