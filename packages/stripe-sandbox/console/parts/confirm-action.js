// @ts-check
import { redraw } from "../app.js";
import { h } from "../dom.js";

/** @typedef {{ title: string, text: import("../dom.js").Child, yes: string, resolve: (agreed: boolean) => void }} Question */

/** @type {Question | undefined} */
let question;

/** Asks before something that cannot be undone. @param {string} title @param {import("../dom.js").Child} text @param {string} yes @returns {Promise<boolean>} */
export function confirmAction(title, text, yes) {
  return new Promise((resolve) => {
    question = { title, text, yes, resolve };
    redraw();
  });
}

/** @param {boolean} agreed */
function answer(agreed) {
  question?.resolve(agreed);
  question = undefined;
  redraw();
}

export function drawQuestion() {
  if (!question) return undefined;
  const { title, text, yes } = question;
  return h(
    "dialog",
    {
      key: "question",
      "aria-labelledby": "question-title",
      made: (/** @type {HTMLDialogElement} */ element) => queueMicrotask(() => element.showModal()),
      oncancel: () => answer(false),
    },
    h("h2", { id: "question-title" }, title),
    h("div", {}, text),
    h(
      "div",
      { class: "buttons end" },
      h("button", { type: "button", onclick: () => answer(false) }, "Cancel"),
      h("button", { type: "button", class: "danger", onclick: () => answer(true) }, yes),
    ),
  );
}
