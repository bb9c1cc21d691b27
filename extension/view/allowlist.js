// In: a tag, an attribute, a value, as the core wrote them. Out: whether it may stand in the reader view.
// The core lets nothing else out (src/write/); this is the second lock on the same door, kept apart from
// the first and no wider, so that one bug doesn't open both.
{
  const TAGS = new Set(
    (
      "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption pre code kbd samp var " +
      "table caption thead tbody tfoot tr th td em strong i b u s del ins sub sup small mark abbr cite q dfn time " +
      "br hr a img details summary ruby rt rp bdi bdo wbr"
    ).split(" "),
  );

  /** @typedef {(value: string) => string | null} Check gives the value to set, or null for none */

  /** @type {(pattern: RegExp) => Check} */
  const matching = (pattern) => (value) => (pattern.test(value) ? value : null);
  /** @type {Check} */
  const anyText = (value) => value;
  const number = matching(/^-?\d{1,9}$/);
  const size = matching(/^\d{1,5}$/);
  const pageUrl = url(["http:", "https:"]);

  /** @type {Record<string, Record<string, Check>>} */
  const ATTRIBUTES = {
    a: { href: url(["http:", "https:", "mailto:"]), title: anyText },
    img: { src: imageUrl, alt: anyText, width: size, height: size },
    th: { colspan: size, rowspan: size, scope: matching(/^(row|col|rowgroup|colgroup)$/) },
    td: { colspan: size, rowspan: size, scope: matching(/^(row|col|rowgroup|colgroup)$/) },
    pre: { class: matching(/^language-[a-z0-9+#._-]{1,20}$/) },
    ol: { start: number, reversed: anyText, type: matching(/^[1aAiI]$/) },
    li: { value: number },
    time: { datetime: anyText },
    abbr: { title: anyText },
    dfn: { title: anyText },
    blockquote: { cite: pageUrl },
    q: { cite: pageUrl },
  };

  /** @type {Record<string, Check>} */
  const ON_ANY = { lang: matching(/^[a-z0-9-]{1,35}$/i), dir: matching(/^(ltr|rtl|auto)$/i) };

  const RASTER_DATA = /^data:image\/(png|jpeg|gif|webp|avif|bmp)[;,]/i;

  globalThis.lede.allowlist = {
    isTag: (tag) => TAGS.has(tag),
    attribute(tag, name, value) {
      const checks = Object.hasOwn(ATTRIBUTES, tag) ? ATTRIBUTES[tag] : undefined;
      const check = checks && Object.hasOwn(checks, name) ? checks[name] : Object.hasOwn(ON_ANY, name) ? ON_ANY[name] : undefined;
      return check ? check(value) : null;
    },
  };

  /**
   * @param {string[]} schemes
   * @returns {Check} an absolute address in its normal form
   */
  function url(schemes) {
    return (value) => {
      const parsed = URL.parse(value);
      return parsed && schemes.includes(parsed.protocol) ? parsed.href : null;
    };
  }

  /** @type {Check} */
  function imageUrl(value) {
    return RASTER_DATA.test(value) ? value : pageUrl(value);
  }
}
