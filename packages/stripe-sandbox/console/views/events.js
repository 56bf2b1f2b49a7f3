// @ts-check

import { actionButton } from "../action-button.js";
import { control, get } from "../api.js";
import { redraw } from "../app.js";
import { deliveryBadge } from "../badges.js";
import { h } from "../dom.js";
import { counted, money } from "../format.js";
import { empty, head, status, when } from "../parts/bits.js";
import { createList } from "../parts/list.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** Every type that Stripe has, asked for once. @type {string[]} */
let types = [];

async function readTypes() {
  if (types.length > 0) return;
  types = (await get("/event_types").catch(() => ({ types: [] }))).types;
  redraw();
}

/** @param {Bag} event */
function line(event) {
  return {
    href: `#/events/${event.id}`,
    cells: [
      h("span", { class: "what clip" }, event.type),
      h(
        "span",
        { class: "state" },
        status(deliveryBadge(event)),
        event.next_attempt_at && h("span", { class: "soft reason" }, "next ", when(event.next_attempt_at)),
      ),
      h("span", { class: "who soft clip" }, h("span", { class: "id" }, event.subject ?? "")),
      h(
        "span",
        { class: "amount soft" },
        event.amount !== null && event.currency ? money(event.amount, event.currency) : "",
      ),
      h("span", { class: "time soft" }, when(event.created)),
    ],
  };
}

/** @type {import("../views.js").View} */
export function eventsView({ query }) {
  const type = query.get("type");
  const undelivered = query.get("undelivered");
  const list = createList({
    path: "/events",
    query: { type, undelivered },
    kind: "events",
    columns: ["Type", "Delivery", "About", "Amount", "Happened"],
    noun: ["event", "events"],
    line,
    adds: (hint) => hint.type === "event" && hint.created === true,
    changes: (hint) => (hint.type === "delivery" ? hint.event : undefined),
    none: () => none(type, undelivered),
  });
  list.read();
  readTypes();
  return {
    title: "Events",
    hint: list.hint,
    close: list.close,
    draw: () => [
      head("Events", flushButton()),
      h(
        "div",
        { class: "filters", key: "filters" },
        h("a", { href: "#/events", "aria-current": !type && !undelivered ? "true" : undefined }, "All"),
        h(
          "a",
          { href: "#/events?undelivered=true", "aria-current": undelivered ? "true" : undefined },
          "Not delivered",
        ),
        typeFilter(type),
      ),
      list.draw(),
    ],
  };
}

/** @param {string | null} type */
function typeFilter(type) {
  return h(
    "label",
    { class: "inline" },
    h("span", { class: "hidden" }, "Type"),
    h(
      "select",
      {
        value: type ?? "",
        onchange: (/** @type {Event} */ { currentTarget }) => {
          const { value } = /** @type {HTMLSelectElement} */ (currentTarget);
          location.hash = value ? `#/events?type=${value}` : "#/events";
        },
      },
      h("option", { value: "" }, "Every type"),
      (type && !types.includes(type) ? [type, ...types] : types).map((one) =>
        h("option", { value: one, key: one }, one),
      ),
    ),
  );
}

function flushButton() {
  return actionButton({
    key: "flush",
    label: "Send waiting webhooks",
    title: "Send all delayed webhooks and all retries now",
    run: () => control("POST", "/deliveries/flush", {}),
    done: ({ flushed, still_pending: left }) =>
      flushed === 0
        ? "No delivery was waiting."
        : `${counted(flushed, "delivery", "deliveries")} sent; ${left === 0 ? "none waits any more" : `${left} failed again and will be retried`}.`,
  });
}

/** @param {string | null} type @param {string | null} undelivered */
function none(type, undelivered) {
  if (undelivered)
    return empty(
      "Everything has been delivered",
      h("p", {}, h("a", { href: "#/events" }, "Show all events")),
    );
  if (type) return empty(`No ${type} yet`, h("p", {}, h("a", { href: "#/events" }, "Show all events")));
  return empty(
    "No events yet",
    h("p", {}, "Every change is an event here, with its webhooks: who got it, when, and what they answered."),
  );
}
