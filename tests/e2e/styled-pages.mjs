// Pages with an article and a style of their own that could reach into the view: none of it may be seen there.

/** Names that style sheets like to use. */
const PLAIN_NAMES = "paper ink quiet line wash link edge mark serif sans mono face medium column scale leading weight read pages margin".split(" ");

/** Every font that the view may be set in is another one on this page. */
const OTHER_FONTS = "ui-monospace,Cascadia Mono,SF Mono,Menlo,Consolas,DejaVu Sans Mono,Charter,Georgia,system-ui,-apple-system,Segoe UI,Noto Sans,monospace,serif"
  .split(",").map((name) => `@font-face { font-family: "${name}"; src: url(/other.woff2) }`).join("\n");

/** What such a style may say, by what the tests call it. */
const STYLED = {
  hidden: "* { display: none !important; opacity: 0 !important; visibility: hidden !important } lede-reader { position: fixed !important; left: -9999px !important }",
  "registered names": PLAIN_NAMES.map((name) => `@property --${name} { syntax: "*"; inherits: false }`).join("\n"),
  "names with values": `:root, lede-reader { ${PLAIN_NAMES.map((name) => `--${name}: 7 !important`).join("; ")} }`,
  fonts: OTHER_FONTS,
  "zoom of the root": "html { zoom: 2 }",
  "zoom of the body": "body { zoom: 0.5 }",
  "colours of what is selected": "::selection { color: transparent; background: transparent }",
  "nothing rendered": "body { content-visibility: hidden }",
  "nothing rendered at all": "html { content-visibility: hidden }",
  "colours turned": "html { filter: invert(1) }",
  "seen through": "html { opacity: 0.1; mix-blend-mode: difference }",
  "cut and masked": "html { clip-path: inset(40%); mask: linear-gradient(transparent, transparent) }",
  "moved": "html { transform: rotate(3deg) scale(0.5); translate: 9px; rotate: 1deg; scale: 2; perspective: 9px } body { contain: strict; transform: scale(2) }",
  "another direction": "html { writing-mode: vertical-rl; direction: rtl }",
};

/** The same, said when the view is open already. */
const STYLED_LATER = { "fonts later": STYLED.fonts, "zoom later": STYLED["zoom of the body"] };

export const STYLES = [...Object.keys(STYLED), ...Object.keys(STYLED_LATER)];

/**
 * @param {(head: string) => string} page with an article, and this in its head
 * @returns {Record<string, { body: string }>}
 */
export function styledPages(page) {
  return Object.fromEntries(
    Object.entries({ none: "", ...STYLED, ...STYLED_LATER }).map(([name, style]) => {
      const when = Object.hasOwn(STYLED_LATER, name) ? 'id="late" media="not all"' : "";
      return [`styled/${name}`, { body: page(`<style>html { overflow: hidden scroll }</style><style ${when}>${style}</style>`) }];
    }),
  );
}
