// @ts-check
import { redraw } from "./app.js";
import { h } from "./dom.js";

let shown = false;

export function toggleHelp() {
  shown = !shown;
  redraw();
}

/** @type {[string[], string][]} */
const keys = [
  [["/"], "Search"],
  [["j", "k"], "Next and previous line"],
  [["Enter"], "Open the line"],
  [["Esc"], "Back to the list"],
  [["n"], "Show what is new"],
  [["g", "p"], "Payments"],
  [["g", "e"], "Events"],
  [["g", "f"], "Faults"],
  [["g", "c"], "Customers"],
  [["g", "r"], "Requests"],
  [["g", "w"], "Webhooks"],
  [["g", "t"], "Clock"],
  [["?"], "This list"],
];

export function drawHelp() {
  if (!shown) return undefined;
  return h(
    "dialog",
    {
      key: "help",
      "aria-labelledby": "help-title",
      made: (/** @type {HTMLDialogElement} */ element) => queueMicrotask(() => element.showModal()),
      oncancel: toggleHelp,
    },
    h("h2", { id: "help-title" }, "Keys"),
    h(
      "dl",
      { class: "key-list" },
      keys.map(([press, what]) =>
        h(
          "div",
          {},
          h(
            "dt",
            {},
            press.map((key) => h("kbd", {}, key)),
          ),
          h("dd", {}, what),
        ),
      ),
    ),
    h("div", { class: "buttons end" }, h("button", { type: "button", onclick: toggleHelp }, "Close")),
  );
}
