// In: what is known about the article. Out: the header above its body: site, headline, dek, byline, date,
// reading time, what is special about it; and the lead image where the body doesn't hold it already. Shows only what is there.
{
  const { nodes, words } = globalThis.lede;

  /**
   * @param {Article} article
   * @param {Told} told
   * @returns {HTMLElement}
   */
  globalThis.lede.masthead = (article, told) => {
    const title = nodes.element("h1", { id: "title" }, article.title ?? document.title);
    const header = nodes.element("header", {}, site(article), title);
    if (article.dek) header.append(nodes.element("p", { class: "dek" }, article.dek));
    const facts = factsLine(article, told);
    if (facts.childElementCount > 0) header.append(facts);
    if (article.partial) header.append(note("partial"));
    if (article.bodyFrom !== "markup") header.append(note("from_script"));
    return header;
  };

  globalThis.lede.leadFigure = ({ leadImage }) => {
    if (!leadImage || leadImage.inBody) return null;
    const { src, alt, caption } = leadImage;
    /** @type {Op[]} */
    const captionOps = caption ? [["figcaption", {}], caption, null] : [];
    const { fragment } = nodes.build([["figure", {}], ["img", { src, alt }], null, ...captionOps, null]);
    fragment.firstElementChild?.classList.add("lead-figure");
    return fragment;
  };

  /** @param {string} name of the message */
  function note(name) {
    return nodes.element("p", { class: "note" }, nodes.ours(words.message(name)));
  }

  /** @param {Article} article */
  function site(article) {
    const link = nodes.element("a", { href: location.href, rel: "noopener noreferrer" }, siteName(article));
    return nodes.element("p", { class: "site" }, link);
  }

  /** @param {Article} article */
  function siteName({ site: declared }) {
    return declared || location.hostname || decodeURI(location.pathname);
  }

  /**
   * @param {Article} article
   * @param {Told} told
   */
  function factsLine({ byline, published, readingMinutes }, told) {
    /** @type {HTMLElement[]} */
    const facts = [];
    if (byline) facts.push(nodes.element("bdi", { class: "byline" }, byline));
    if (told.published && published) facts.push(nodes.element("time", { datetime: published }, nodes.ours(told.published)));
    const parted = facts.flatMap((fact, index) => (index === 0 ? [fact] : [" · ", fact]));
    if (readingMinutes > 0) {
      const minutes = nodes.ours(told.minutes);
      parted.push(facts.length > 0 ? nodes.element("span", { class: "minutes" }, " · ", minutes) : minutes);
      minutes.classList.add("minutes");
    }
    return nodes.element("p", { class: "facts" }, ...parted);
  }
}
