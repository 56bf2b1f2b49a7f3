// @ts-check
import { redraw } from "./app.js";
import { h } from "./dom.js";

const SHOWN_MS = 8_000;

/** @typedef {{ key: string, text: string, bad: boolean }} Notice */

/** @type {Notice[]} */
let notices = [];
let count = 0;

/** Shows for 8 seconds what has just been done. @param {string} text */
export function notify(text) {
  add(text, false);
}

/** Shows an error until it is dismissed. @param {unknown} error */
export function notifyError(error) {
  add(error instanceof Error ? error.message : String(error), true);
}

/** @param {string} text @param {boolean} bad */
function add(text, bad) {
  count += 1;
  const notice = { key: `notice-${count}`, text, bad };
  notices = [...notices.filter((one) => one.text !== text).slice(-2), notice];
  if (!bad) setTimeout(() => remove(notice.key), SHOWN_MS);
  redraw();
}

/** @param {string} key */
function remove(key) {
  notices = notices.filter((one) => one.key !== key);
  redraw();
}

export function drawNotices() {
  return h(
    "div",
    { class: "notices", role: "status", "aria-live": "polite", key: "notices" },
    notices.map(({ key, text, bad }) =>
      h(
        "p",
        { class: bad ? "notice bad" : "notice", key },
        h("span", {}, text),
        h(
          "button",
          { type: "button", class: "quiet", "aria-label": "Dismiss", onclick: () => remove(key) },
          "×",
        ),
      ),
    ),
  );
}
