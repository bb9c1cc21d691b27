// In: the browser's own API, `browser` in Firefox, `chrome` elsewhere. Out: `lede.api`, and what else differs
// from browser to browser. The only file that names either. It is a plain script on purpose: modules import it for its effect, and
// it goes into pages, where scripts can't be modules, as the first of our files.
//
// NOTE: a page's `<form id="lede">` makes a global of that name, in our world too; hence hasOwn, not `??=`,
// and hence a look for a function that no element has.
{
  /** @type {any} */
  const scope = globalThis;
  if (!Object.hasOwn(globalThis, "lede")) {
    const isApi = typeof scope.browser?.runtime?.sendMessage === "function";
    const api = isApi ? scope.browser : scope.chrome;
    scope.lede = {
      api,
      shadowRootOf: (/** @type {any} */ element) => api.dom?.openOrClosedShadowRoot?.(element) ?? element.openOrClosedShadowRoot ?? null,
      state: { view: null, opening: false, hasShown: false, ahead: 0, opened: null, panel: null },
    };
  }
}
