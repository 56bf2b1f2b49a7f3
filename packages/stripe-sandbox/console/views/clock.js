// @ts-check

import { actionButton, perform } from "../action-button.js";
import { control, get } from "../api.js";
import { clock, setClock } from "../clock.js";
import { h } from "../dom.js";
import { exact, span } from "../format.js";
import { failure, head, idLink, section, waiting, when } from "../parts/bits.js";
import { createSource } from "../source.js";
import { goThere, taskName } from "./payment/timeline.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** @type {[string, number][]} */
const steps = [
  ["+1 min", 60_000],
  ["+1 h", 3_600_000],
  ["+1 day", 86_400_000],
  ["+7 days", 604_800_000],
  ["+30 days", 2_592_000_000],
];

/** The sandbox's time, and what will happen in it by itself. @type {import("../views.js").View} */
export function clockView() {
  const source = createSource(() => get("/upcoming"));
  source.read();
  return {
    title: "Clock",
    close: source.close,
    hint: () => source.again(),
    draw: () => [
      head("Clock"),
      h(
        "section",
        { class: "card", "aria-label": "The sandbox's time", key: "now" },
        h("p", { class: "big", role: "timer" }, exact(clock.now())),
        h("p", { class: "soft" }, standing()),
        h(
          "div",
          { class: "buttons" },
          steps.map(([label, advanceMs]) => move(label, { advanceMs })),
          freeze(),
        ),
        toDate(),
        h(
          "p",
          { class: "soft" },
          "It only goes forward; a reset sets it back. Retries, expiring authorizations and decisions of banks happen as it moves. Signatures always bear real time, because receivers compare them with their own clock.",
        ),
      ),
      section(
        "What happens by itself",
        {},
        source.data
          ? upcoming(source.data.upcoming)
          : source.error
            ? failure(source.error, source.read)
            : waiting(3),
      ),
    ],
  };
}

function standing() {
  const ahead = Math.round(clock.aheadMs() / 60_000) * 60;
  const moved =
    ahead === 0 ? "Real time" : `${span(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} real time`;
  return clock.isFrozen() ? `Frozen, ${moved.toLowerCase()}. Nothing falls due until it moves.` : `${moved}.`;
}

/** @param {string} label @param {Bag} body */
function move(label, body) {
  return actionButton({
    key: `clock ${label}`,
    label,
    run: async () => {
      const answer = await control("POST", "/clock", body);
      setClock(answer);
      return answer;
    },
    done: (answer) =>
      `The sandbox's clock is at ${exact(Date.parse(answer.now))}${answer.frozen ? ", frozen" : ""}.`,
  });
}

function freeze() {
  return clock.isFrozen() ? move("Unfreeze", { freeze: false }) : move("Freeze", { freeze: true });
}

function toDate() {
  return h(
    "form",
    {
      class: "row",
      onsubmit(/** @type {SubmitEvent} */ event) {
        event.preventDefault();
        const { value } = /** @type {HTMLInputElement} */ (
          /** @type {HTMLFormElement} */ (event.currentTarget).elements.namedItem("date")
        );
        perform(
          "clock to date",
          async () => {
            const answer = await control("POST", "/clock", { now: new Date(value).toISOString() });
            setClock(answer);
            return answer;
          },
          (answer) => `The sandbox's clock is at ${exact(Date.parse(answer.now))}.`,
        );
      },
    },
    h("label", {}, "To a date", h("input", { type: "datetime-local", name: "date", required: true })),
    h("button", { type: "submit" }, "Go there"),
  );
}

/** @param {Bag[]} tasks */
function upcoming(tasks) {
  if (tasks.length === 0) return h("p", { class: "soft" }, "Nothing is due.");
  return h(
    "ol",
    { class: "timeline" },
    tasks.map((task) =>
      h(
        "li",
        { key: `${task.kind} ${task.subject} ${task.at}` },
        h("span", { class: "event" }, taskName(task.kind), " ", subjectOf(task)),
        h("span", { class: "time soft" }, when(task.at)),
        goThere(task.at),
      ),
    ),
  );
}

/** An object, or the currency of a payout. @param {Bag} task */
function subjectOf({ subject }) {
  return subject.includes("_") ? idLink(subject) : subject.toUpperCase();
}
