// In: a format, which removed parts are back in the view, and what was taken out of it by hand. Out: the article as a file, written by the core
// from the bytes that the view was opened with; handed to the browser as a download, or to the clipboard.
// Fetches nothing: of pictures, those of the page's own site that the browser's cache holds go along; all
// others are links. Shows nothing: the menu, and what to say of a failure, are the view's.
{
  const { api, clipboard, state, words } = globalThis.lede;

  /** What a message may carry, with room for the page: pictures after so many bytes are links. */
  const MAX_PICTURE_BYTES = 32 * 1024 * 1024;

  /** By then the browser has taken the file. */
  const KEEP_MS = 60_000;

  /** The formats that hold pictures. */
  const WITH_PICTURES = new Set(["page", "epub"]);

  globalThis.lede.save = { file, download, copy };

  /**
   * @param {ExportFormat} format
   * @param {Changes} changes
   * @param {"pictures" | "links"} [wanted] whether pictures go along where the format can hold them
   * @returns {Promise<ExportedFile>}
   */
  async function file(format, { putBack, takenOut }, wanted = "pictures") {
    if (!state.opened) throw new Error("no reader view is open");
    const { page, article } = state.opened;
    const holdsPictures = wanted === "pictures" && WITH_PICTURES.has(format);
    const pictures = holdsPictures ? await cachedPictures(article, putBack) : [];
    const note = article.partial ? words.message("partial") : "";
    const saved = new Date().toISOString();
    /** @type {ExportReply} */
    const reply = await api.runtime.sendMessage({ type: "export", page, format, putBack, takenOut, pictures, saved, note });
    if ("failure" in reply) throw new Error(reply.failure.message);
    return reply.file;
  }

  /** @param {ExportedFile} file */
  function download({ name, mediaType, bytes }) {
    const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
    // In no document: the page hears nothing of the click.
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
  }

  /**
   * @param {ExportedFile} file
   * @param {ShadowRoot} root
   */
  function copy({ bytes, mediaType }, root) {
    const text = new TextDecoder().decode(bytes);
    return mediaType.startsWith("text/html") ? clipboard.markup(text, root) : clipboard.text(text, root);
  }

  /**
   * @param {Article} article
   * @param {readonly number[]} putBack
   */
  async function cachedPictures(article, putBack) {
    const parts = putBack.map((at) => article.removals[at]?.content ?? []);
    const sources = [article.leadImage?.src, ...[article.body, ...parts].flat().map(source)];
    /** @type {[string, Uint8Array][]} */
    const pictures = [];
    let left = MAX_PICTURE_BYTES;
    for (const address of new Set(sources)) {
      const bytes = address ? await fromCache(address) : null;
      if (!bytes || left < bytes.length) continue;
      left -= bytes.length;
      pictures.push([/** @type {string} */ (address), bytes]);
    }
    return pictures;
  }

  /** @param {Op} op */
  function source(op) {
    return Array.isArray(op) && op[0] === "img" ? op[1]["src"] : undefined;
  }

  /**
   * The cache alone is asked, which browsers allow for addresses of the page's own site only.
   *
   * @param {string} address
   */
  async function fromCache(address) {
    if (!URL.canParse(address) || new URL(address).origin !== location.origin) return null;
    try {
      const answer = await fetch(address, { mode: "same-origin", cache: "only-if-cached", credentials: "same-origin" });
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    } catch {
      return null; // not in the cache
    }
  }
}
