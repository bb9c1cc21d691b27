// In: a name. Out: a host with that name at the end of the page, and a closed shadow root in it, in which no style of the page
// and no zoom of it counts. What happens in it is heard at the window and goes no further down: the page's listeners below the
// window hear nothing of it and can't keep it from the view.
// NOTE: a page that listened at the window before us, in the capture phase, is first here, too; see README, "Limits".
{
  const { page } = globalThis.lede;

  /** What nobody in our trees listens to. The browser scrolls, selects and moves the focus all the same. */
  const UNHEARD = (
    "auxclick dblclick mousedown mouseup mousemove mouseover mouseout mouseenter mouseleave pointerup pointercancel pointerover " +
    "pointerout pointerenter pointerleave gotpointercapture lostpointercapture touchstart touchmove touchend touchcancel focus blur focusout beforeinput"
  ).split(" ");

  /** What somebody does: it goes on as a twin that never leaves our tree. By where it happens, or by what has the focus. */
  const AT_POINT = ["click", "pointerdown", "pointermove", "wheel"];
  const AT_FOCUS = ["focusin", "input"];

  /** What listeners of ours look at. */
  const TOLD = [
    "button", "clientX", "clientY", "ctrlKey", "metaKey", "shiftKey", "altKey", "pointerType", "detail",
    "deltaX", "deltaY", "deltaMode", "timeStamp", "relatedTarget",
  ];

  globalThis.lede.mount = (tag, signal) => {
    const host = document.createElement(tag);
    host.style.setProperty("all", "initial", "important");
    const root = host.attachShadow({ mode: "closed" });
    keepIn(host, root, signal);
    return {
      host,
      root,
      stand() {
        (page.body() ?? page.root()).append(host);
        unzoom(host);
        const watch = new ResizeObserver(() => unzoom(host));
        watch.observe(/** @type {Element} */ (root.firstElementChild));
        signal.addEventListener("abort", () => watch.disconnect());
      },
    };
  };

  /**
   * The page may zoom what our host stands in; the view has its own size of text.
   *
   * @param {HTMLElement} host
   */
  function unzoom(host) {
    const own = Number(host.style.getPropertyValue("zoom")) || 1;
    const around = (host.currentCSSZoom ?? 1) / own;
    if (Math.abs(around * own - 1) > 0.001) host.style.setProperty("zoom", String(1 / around), "important");
  }

  /**
   * @param {HTMLElement} host
   * @param {ShadowRoot} root
   * @param {AbortSignal} signal
   */
  function keepIn(host, root, signal) {
    /** @type {Element | null} where the last press began */
    let pressed = null;
    const stop = (/** @type {Event} */ event) => {
      if (event.target === host) event.stopImmediatePropagation();
    };
    const pass = (/** @type {Event} */ event) => {
      if (event.target !== host || !event.isTrusted) return;
      const target = targetOf(root, event, pressed);
      if (event.type === "pointerdown") pressed = target;
      // A player's own buttons are the browser's, inside of it, and would hear nothing.
      if (!target || target.matches("video, audio")) return;
      event.stopImmediatePropagation();
      if (!passOn(event, target)) event.preventDefault();
    };
    // Whatever comes this way nonetheless goes no further up.
    const end = (/** @type {Event} */ event) => event.stopPropagation();
    for (const type of UNHEARD) window.addEventListener(type, stop, { capture: true, passive: true, signal });
    for (const type of [...AT_POINT, ...AT_FOCUS]) window.addEventListener(type, pass, { capture: true, passive: false, signal });
    for (const type of [...UNHEARD, ...AT_POINT, ...AT_FOCUS]) root.addEventListener(type, end, { passive: true });
  }

  /**
   * Null where it can't be told; then the event goes its usual way. A click of a mouse belongs to what holds both the place
   * where it began and the one where it ended, one by key to what has the focus.
   *
   * @param {ShadowRoot} root
   * @param {Event} event
   * @param {Element | null} pressed
   */
  function targetOf(root, event, pressed) {
    const { clientX, clientY, detail, type, pointerType } = /** @type {PointerEvent} */ (event);
    if (type === "input") return changedOf(root, pressed);
    if (type === "focusin" || (type === "click" && detail === 0)) return root.activeElement;
    let at = root.elementFromPoint(clientX, clientY);
    if (type === "click" && pointerType === "mouse" && pressed?.isConnected) while (at && !at.contains(pressed)) at = at.parentElement;
    return at;
  }

  /**
   * Not every system focuses what the mouse changes.
   *
   * @param {ShadowRoot} root
   * @param {Element | null} pressed
   */
  function changedOf(root, pressed) {
    const control = "input, select, textarea";
    const focused = root.activeElement?.matches(control) ? root.activeElement : null;
    return focused ?? pressed?.closest("label")?.control ?? pressed?.closest(control) ?? null;
  }

  /**
   * NOTE: not of the class of the original, since a second click would press, follow or check a second time.
   *
   * @param {Event} event
   * @param {Element} target
   * @returns {boolean} whether the browser is to do what it does
   */
  function passOn(event, target) {
    const twin = new Event(event.type, { bubbles: true, cancelable: event.cancelable });
    for (const name of TOLD) {
      if (name in event) Object.defineProperty(twin, name, { value: /** @type {any} */ (event)[name] });
    }
    /** @type {boolean | undefined} untold where a listener of ours lets it come no further */
    let isWanted;
    const last = (/** @type {Event} */ it) => {
      isWanted = !it.defaultPrevented;
      it.preventDefault();
    };
    const root = target.getRootNode();
    root.addEventListener(event.type, last, { once: true });
    target.dispatchEvent(twin);
    root.removeEventListener(event.type, last);
    return isWanted ?? !twin.defaultPrevented;
  }
}
