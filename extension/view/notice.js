// In: a few words. Out: a small box over the page that says them and goes away: by itself, by Esc, by its
// button. Lives in a closed shadow root and in the top layer, so that no page style or script shapes it;
// takes no focus, moves nothing, and leaves no trace when it is gone.
{
  const { nodes, page, words } = globalThis.lede;

  const TAG = "lede-notice";

  /** Milliseconds until a message goes by itself: long enough to read twice. An error waits for the reader. */
  const STAYS = { progress: Infinity, message: 7000, error: Infinity };

  /** Milliseconds after which one that stayed longer looks again whether it may go. */
  const AGAIN_MS = 2000;

  /** With something to do about it: long enough to get there by keyboard. */
  const STAYS_WITH_OFFER = 20_000;

  globalThis.lede.notice = ({ kind, title, detail, offer, onEscape }) => {
    for (const old of page.root().querySelectorAll(TAG)) old.remove();
    const box = nodes.element("div", { class: kind, popover: "manual", lang: words.language(), dir: words.direction() });
    const leaving = new AbortController();
    const host = mount(box, leaving.signal);
    fit(box);
    box.showPopover();
    speak(box, kind, nodes.element("p", { class: "title" }, title), detail);

    const close = () => {
      leaving.abort();
      host.remove();
    };
    if (kind !== "progress") box.append(closeButton(close));
    if (offer) reachable(box.appendChild(offerButton(offer, close)), leaving.signal);
    closeInTime(box, offer ? STAYS_WITH_OFFER : STAYS[kind], close, leaving.signal);
    // NOTE: a page that stops the key in its own capture listener keeps Esc from us; see README, "Limits".
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (!event.isTrusted || event.key !== "Escape" || event.isComposing) return;
      close();
      onEscape?.();
    };
    window.addEventListener("keydown", onKey, { capture: true, signal: leaving.signal });
    return { close };
  };

  /**
   * @param {HTMLElement} box
   * @param {AbortSignal} signal
   */
  function mount(box, signal) {
    const { host, root, stand } = globalThis.lede.mount(TAG, signal);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(globalThis.lede.styles.notice);
    root.adoptedStyleSheets = [sheet];
    root.append(box);
    stand();
    return host;
  }

  /**
   * A telephone shrinks a page that says nothing about its width, and would shrink the box with it; and a page
   * that overflows has its corner where nobody looks.
   *
   * @param {HTMLElement} box
   */
  function fit(box) {
    const { scale, offsetLeft: left, width } = /** @type {VisualViewport} */ (window.visualViewport);
    if (!matchMedia("(pointer: coarse)").matches || scale > 1) return;
    box.style.setProperty("zoom", String(1 / scale));
    box.style.setProperty("--lede-left", `${left * scale}px`);
    box.style.setProperty("--lede-right", `${(innerWidth - left - width) * scale}px`);
  }

  /**
   * A screen reader speaks what changes in a live region, so the region stands before the words come.
   *
   * @param {HTMLElement} box
   * @param {NoticeOptions["kind"]} kind
   * @param {HTMLElement} title
   * @param {string | undefined} detail
   */
  function speak(box, kind, title, detail) {
    const region = nodes.element("div", { role: kind === "error" ? "alert" : "status" });
    box.append(region);
    requestAnimationFrame(() => {
      region.append(title);
      if (detail) region.append(nodes.element("p", {}, detail));
    });
  }

  /** @param {() => void} close */
  function closeButton(close) {
    const button = nodes.element("button", { type: "button", "aria-label": words.message("dismiss") }, "×");
    button.addEventListener("click", close);
    return button;
  }

  /**
   * @param {{ label: string, act(): void }} offer
   * @param {() => void} close
   */
  function offerButton({ label, act }, close) {
    const button = nodes.element("button", { type: "button", class: "offer" }, label);
    button.addEventListener("click", () => {
      close();
      act();
    });
    return button;
  }

  /**
   * The box stands behind everything in the page: where nothing has the focus yet, Tab comes here first.
   *
   * @param {HTMLElement} button
   * @param {AbortSignal} signal
   */
  function reachable(button, signal) {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const isFirst = document.activeElement === null || document.activeElement === page.body();
      if (!event.isTrusted || event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || !isFirst) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      button.focus({ preventScroll: true });
    };
    window.addEventListener("keydown", onKey, { capture: true, signal });
  }

  /**
   * It stays while the pointer or the focus is on the box.
   *
   * @param {HTMLElement} box
   * @param {number} stays
   * @param {() => void} close
   * @param {AbortSignal} signal
   */
  function closeInTime(box, stays, close, signal) {
    if (stays === Infinity) return;
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const leave = () => {
      if (box.matches(":hover, :focus-within")) timer = setTimeout(leave, AGAIN_MS);
      else close();
    };
    timer = setTimeout(leave, stays);
    signal.addEventListener("abort", () => clearTimeout(timer));
  }
}
