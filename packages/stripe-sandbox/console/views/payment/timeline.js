// @ts-check

import { actionButton } from "../../action-button.js";
import { control } from "../../api.js";
import { setClock } from "../../clock.js";
import { h } from "../../dom.js";
import { capital, exact, plain } from "../../format.js";
import { section, when } from "../../parts/bits.js";
import { eventLine } from "../../parts/event-lines.js";

/** @typedef {import("../../dom.js").Bag} Bag */

/** What Stripe and banks do by themselves. @type {Record<string, string>} */
const tasks = {
  "settle-charge": "The fees are booked",
  "expire-authorization": "The bank lets go of the hold",
  "settle-refund": "The refund arrives",
  "fail-refund": "The bank sends the refund back",
  "give-refund-reference": "The refund gets its reference",
  "dispute-charge": "The customer disputes the charge",
  "lose-unanswered-dispute": "The dispute is lost for want of an answer",
  "decide-dispute": "The bank decides the dispute",
  "close-inquiry": "The inquiry is closed",
  "expire-session": "The Checkout session expires",
  "warn-of-fraud": "The bank warns of fraud",
  "make-payout": "The day's payout is made",
  "reconcile-payout": "The payout's transactions are known",
  "arrive-payout": "The payout arrives",
};

/** In words, as far as there are some. @param {string} kind */
export const taskName = (kind) => tasks[kind] ?? capital(plain(kind));

/** What is to come, and all events so far, newest first. @param {Bag} all */
export function timeline({ events, upcoming }) {
  return section(
    "Timeline",
    {},
    h(
      "ol",
      { class: "timeline" },
      [...upcoming]
        .reverse()
        .map((/** @type {Bag} */ task) =>
          h(
            "li",
            { class: "to-come", key: `${task.kind} ${task.subject}` },
            h("span", { class: "event" }, taskName(task.kind), h("span", { class: "soft" }, " by itself")),
            h("span", { class: "time soft" }, when(task.at)),
            goThere(task.at),
          ),
        ),
      events.map(eventLine),
    ),
  );
}

/** Moves the clock to a moment. @param {number} seconds */
export function goThere(seconds) {
  return actionButton({
    key: `go to ${seconds}`,
    label: "Go there",
    title: "Move the sandbox's clock to this moment",
    run: async () => {
      const answer = await control("POST", "/clock", { now: seconds + 1 });
      setClock(answer);
      return answer;
    },
    done: (answer) => `The sandbox's clock is at ${exact(Date.parse(answer.now))}.`,
  });
}
