// In: a link to a place in the page that is read. Out: that place in the article: a note opens beside its
// number, a heading or paragraph is gone to. What the article doesn't hold is left to the page.
// The article has no names for its places, the page has; so the page's element is looked up by name, and ours
// by its words. Nothing of the page's is shown: only what already stands in the article.
{
  const { blocks, nodes, page, panel, words } = globalThis.lede;

  const PLACES = "li, p, dd, dt, h2, h3, h4, h5, h6, td, figcaption, blockquote";

  /** A note's number, star or letter: short, perhaps in brackets. */
  const REFERENCE = /^[\s([{]*([\p{N}]{1,4}|\p{L}{1,2}|[*†‡§¶#]{1,3})[\s)\]}.:]*$/u;

  /** From so many letters on, a beginning is as good as the whole: one of the two may hold a link back. */
  const ENOUGH = 24;

  globalThis.lede.feature("notes", (reading, link) => {
    if (!(link instanceof HTMLAnchorElement)) return;
    const place = find(reading, link);
    if (!place) {
      reading.close();
      location.hash = link.hash;
    } else if (isReference(link) && !place.matches("h2, h3, h4, h5, h6") && !place.contains(link)) {
      show(reading, place, link);
    } else {
      blocks.reveal(reading, place);
      globalThis.lede.moves.to(reading, place);
    }
  });

  /** @param {HTMLAnchorElement} link */
  function isReference(link) {
    return link.closest("sup") !== null || REFERENCE.test(link.textContent);
  }

  /**
   * @param {Reading} reading
   * @param {HTMLAnchorElement} link
   */
  function find({ article }, link) {
    const target = page.named(decodeFragment(link.hash));
    if (!target) return null;
    const texts = textsAround(target);
    const places = Array.from(article.querySelectorAll(PLACES)).map((element) => ({
      element: /** @type {HTMLElement} */ (element),
      letters: lettersOf(element.textContent),
    }));
    for (const text of texts) {
      const fitting = places.filter(({ element, letters }) => isSame(letters, text) && !element.contains(link));
      // The innermost and so the last of those that hold each other.
      const found = fitting.at(-1);
      if (found) return found.element.closest("li") ?? found.element;
    }
    return null;
  }

  /**
   * A name may stand on the note itself, on its number, or on nothing at all before it.
   *
   * @param {Element} target
   */
  function textsAround(target) {
    const around = target.closest("li, p, dd, dt, h1, h2, h3, h4, h5, h6, td") ?? target.parentElement;
    return [target, around, target.nextElementSibling].map((element) => lettersOf(element?.textContent ?? "")).filter(Boolean);
  }

  /**
   * @param {string} ours
   * @param {string} theirs
   */
  function isSame(ours, theirs) {
    if (ours === theirs) return true;
    const shorter = Math.min(ours.length, theirs.length);
    return shorter >= ENOUGH && (ours.endsWith(theirs) || theirs.endsWith(ours) || ours.startsWith(theirs) || theirs.startsWith(ours));
  }

  /** @param {string} text */
  function lettersOf(text) {
    return text.replaceAll(/[^\p{L}\p{N}]/gu, "");
  }

  /** @param {string} hash */
  function decodeFragment(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  }

  /**
   * @param {Reading} reading
   * @param {HTMLElement} place
   * @param {HTMLAnchorElement} link
   */
  function show(reading, place, link) {
    const made = panel(reading, {
      name: "note",
      title: words.message("note", link.textContent.trim()),
      content(close) {
        const text = nodes.element("div", { class: "text" }, ...Array.from(place.childNodes, (node) => node.cloneNode(true)));
        text.lang = reading.article.lang;
        text.dir = reading.article.dir;
        const go = nodes.element("button", { type: "button", class: "wide" }, words.message("go_to_note"));
        go.addEventListener("click", () => {
          close("keep");
          blocks.reveal(reading, place);
          globalThis.lede.moves.to(reading, place);
        });
        return [text, nodes.element("div", { class: "foot" }, go)];
      },
    });
    if (made) putBeside(reading.dialog, made.box, link);
  }

  /**
   * Below the number, or above it where there is no room; on a narrow screen panel.css has a place for it.
   *
   * @param {HTMLElement} dialog
   * @param {HTMLElement} box
   * @param {HTMLElement} link
   */
  function putBeside(dialog, box, link) {
    const GAP = 8;
    const at = link.getBoundingClientRect();
    const left = Math.min(Math.max(at.left - box.offsetWidth / 2, GAP), dialog.clientWidth - box.offsetWidth - GAP);
    const below = at.bottom + GAP;
    const top = below + box.offsetHeight < dialog.clientHeight ? below : Math.max(at.top - GAP - box.offsetHeight, GAP);
    box.style.setProperty("--lede-left", `${left}px`);
    box.style.setProperty("--lede-top", `${top}px`);
  }
}
