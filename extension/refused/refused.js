// In: the reason, from the address. Out: the pop-up's words. Once seen it takes itself off the button, so
// that the next press tries again: the tab may show another page by then.
import "../browser.js";
import "../view/words.js";

const { api, words } = globalThis.lede;
const asked = new URLSearchParams(location.search);
const tabId = Number(asked.get("tab"));

const reason = asked.get("reason");

document.documentElement.lang = words.language();
document.documentElement.dir = words.direction();
say("title", reason === "denied" ? "refused_denied_title" : "refused_title");
say("reason", `refused_${reason}`);

void api.action.setPopup({ tabId, popup: "" });
void api.action.setBadgeText({ tabId, text: "" });

/**
 * @param {string} id
 * @param {string} name
 */
function say(id, name) {
  const element = document.getElementById(id);
  if (element) element.textContent = api.i18n.getMessage(name);
}
