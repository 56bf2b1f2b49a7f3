// @ts-check

import { actionButton } from "../action-button.js";
import { control, get } from "../api.js";
import { h } from "../dom.js";
import { capital, plain } from "../format.js";
import { head, section, unread } from "../parts/bits.js";
import { jsonBlock } from "../parts/code.js";
import { eventLines } from "../parts/event-lines.js";
import { createSource } from "../source.js";

/** Any object: its JSON, and the events about it. @type {import("../views.js").View} */
export function objectView({ id }) {
  const source = createSource(async () => {
    const [object, events] = await Promise.all([
      get(`/objects/${encodeURIComponent(id)}`),
      get("/events", { about: id }),
    ]);
    return { object, events: events.data };
  });
  source.read();
  return {
    title: id,
    back: "#/state",
    close: source.close,
    hint(hint) {
      if (hint.id === id || ["again", "many", "reset"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return unread(source);
      const { object, events } = source.data;
      return [
        head(
          object.name ?? capital(plain(object.object)),
          object.deleted && h("span", { class: "soft" }, "Deleted"),
          h("span", { class: "id soft" }, id),
        ),
        object.object === "setup_intent" && object.status === "requires_action" && challenge(id, source.read),
        object.object === "payout" &&
          ["in_transit", "paid"].includes(object.status) &&
          sendBack(id, source.read),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h("div", {}, section("JSON", {}, jsonBlock(object, "The object"))),
          h("div", {}, section("Events", {}, eventLines(events))),
        ),
      ];
    },
  };
}

/** The customer's answer to the bank, when a card is saved. @param {string} id @param {() => Promise<void>} again */
function challenge(id, again) {
  /** @param {string} label @param {string} outcome */
  const answer = (label, outcome) =>
    actionButton({
      key: `${outcome} ${id}`,
      label,
      run: async () => {
        const after = await control("POST", `/3ds/${id}`, { outcome });
        await again();
        return after;
      },
      done: ({ setup_intent: now }) => `The customer has answered; the setup is now ${now.status}.`,
    });
  return section(
    "What others can do now",
    { class: "card actions" },
    h(
      "div",
      { class: "buttons" },
      answer("Passes 3-D Secure", "complete"),
      answer("Refuses 3-D Secure", "refuse"),
    ),
  );
}

/** The shop's own bank does not take a payout. @param {string} id @param {() => Promise<void>} again */
function sendBack(id, again) {
  return section(
    "What others can do now",
    { class: "card actions" },
    h(
      "div",
      { class: "buttons" },
      actionButton({
        key: `send back ${id}`,
        label: "The bank sends it back",
        run: async () => {
          const after = await control("POST", `/payouts/${id}`, { outcome: "fail" });
          await again();
          return after;
        },
        done: ({ failure_message: why }) =>
          `The payout has failed: ${why} The next day's payout brings the money again.`,
      }),
    ),
  );
}
