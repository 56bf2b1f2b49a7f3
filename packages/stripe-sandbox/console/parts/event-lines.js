// @ts-check

import { deliveryBadge } from "../badges.js";
import { h } from "../dom.js";
import { status, when } from "./bits.js";

/** Events about one thing, newest first. @param {import("../dom.js").Bag[]} events */
export function eventLines(events) {
  if (events.length === 0) return h("p", { class: "soft" }, "None.");
  return h("ol", { class: "timeline" }, events.map(eventLine));
}

/** @param {import("../dom.js").Bag} event */
export function eventLine(event) {
  return h(
    "li",
    { key: event.id },
    h("a", { class: "event", href: `#/events/${event.id}` }, event.type),
    h("span", { class: "time soft" }, when(event.created)),
    h("span", { class: "state" }, status(deliveryBadge(event))),
  );
}
