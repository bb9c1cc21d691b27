// In: the reading. Out: its look as the settings are now, whoever changed them: another tab, another window, another
// machine of hers. What she is just changing here counts more.
{
  const { api } = globalThis.lede;

  /** Stored on this machine at every rest, and none of ours here. */
  const PLACES = "positions";

  globalThis.lede.follow = (reading) => {
    const { look, signal } = reading;
    let changes = 0;
    const onChanged = async (/** @type {Record<string, unknown>} */ changed) => {
      if (Object.keys(changed).every((name) => name === PLACES)) return;
      changes += 1;
      const mine = changes;
      const here = await api.runtime.sendMessage({ type: "settings" }).catch(console.warn);
      if (mine !== changes || signal.aborted || !here?.settings) return; // a later change has another answer
      if (look.take(here) && look.settings.focusLines > 0) await globalThis.lede.use(reading, "focus");
    };
    api.storage?.onChanged.addListener(onChanged);
    signal.addEventListener("abort", () => api.storage?.onChanged.removeListener(onChanged));
  };
}
