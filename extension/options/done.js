// In: what has been done to what is stored, and how to undo it. Out: a line that says so, with a button for that, which has
// the focus: what was pressed may be gone. The last thing done counts.
import "../browser.js";

const { nodes, words } = globalThis.lede;

/**
 * @param {string} text
 * @param {() => Promise<unknown>} undo called at once when the reader has pressed the button
 * @param {HTMLElement} [opener] has the focus afterwards, if it's still there
 */
export function done(text, undo, opener) {
  const line = /** @type {HTMLElement} */ (document.getElementById("done"));
  const button = nodes.element("button", { type: "button" }, words.message("undo"));
  button.addEventListener("click", () => {
    const undone = undo();
    line.replaceChildren();
    void undone.catch(console.error).then(() => (opener?.isConnected ? opener : document.querySelector("h1"))?.focus());
  });
  line.replaceChildren(nodes.element("p", {}, text), button);
  button.focus();
}
