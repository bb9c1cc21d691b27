// In: the reading. Out: videos and sounds that play in their place after a click, with the poster they came
// with. Nothing of them is asked for before. A player that is a page of its own stays a link and opens beside
// the article: in a frame it could look up from inside and see what the view is made of.
{
  const { icons, nodes, words } = globalThis.lede;

  /** What browsers play by themselves, by the end of the address's path. */
  const KINDS = /** @type {const} */ ({
    video: /\.(mp4|m4v|webm|ogv|mov)$/i,
    audio: /\.(mp3|m4a|aac|oga|ogg|opus|wav|flac)$/i,
  });

  /** How the core marks a player without a picture. */
  const SIGN = "▶";

  globalThis.lede.videos = (reading) => {
    for (const link of reading.body.querySelectorAll("figure > a[href]")) offer(reading, /** @type {HTMLAnchorElement} */ (link));
  };

  /**
   * @param {Reading} reading
   * @param {HTMLAnchorElement} link
   */
  function offer(reading, link) {
    const { pathname } = link;
    const kind = KINDS.video.test(pathname) ? "video" : KINDS.audio.test(pathname) ? "audio" : null;
    if (kind === null) {
      if (link.textContent.startsWith(SIGN)) link.target = "_blank";
      return;
    }
    const poster = link.querySelector("img");
    const label = poster?.alt || link.textContent.replace(SIGN, "").trim();
    const button = nodes.element("button", { type: "button", class: "play", "aria-label": `${words.message("play")}: ${label}` });
    button.append(...(poster ? [poster] : [nodes.element("span", { class: "label" }, label)]), icons.draw("play"));
    const giveUp = () => {
      link.target = "_blank";
      link.replaceChildren(...(poster ? [poster] : []), `${SIGN} ${label}`);
      globalThis.lede.say(reading, words.message("play_failed"));
      return link;
    };
    button.addEventListener("click", () => play(button, kind, { source: link.href, poster: poster?.currentSrc, giveUp }));
    link.replaceWith(button);
  }

  /**
   * @param {HTMLElement} place
   * @param {"video" | "audio"} kind
   * @param {{ source: string, poster: string | undefined, giveUp(): HTMLElement }} given what stands there if it doesn't play
   */
  function play(place, kind, { source, poster, giveUp }) {
    const player = nodes.element(kind, { controls: "", preload: "auto" });
    if (poster && player instanceof HTMLVideoElement) player.poster = poster;
    player.addEventListener("error", () => player.replaceWith(giveUp()));
    player.src = source;
    place.replaceWith(player);
    player.focus();
    player.play().catch(() => undefined); // the controls are there
  }
}
