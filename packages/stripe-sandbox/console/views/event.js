// @ts-check

import { actionButton } from "../action-button.js";
import { control, get } from "../api.js";
import { deliveryBadge } from "../badges.js";
import { h } from "../dom.js";
import { counted } from "../format.js";
import { factList, head, idLink, section, status, unread, whenExactly } from "../parts/bits.js";
import { jsonBlock } from "../parts/code.js";
import { delivery } from "../parts/delivery.js";
import { createSource } from "../source.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** An event, what it changed, and all its deliveries. @type {import("../views.js").View} */
export function eventView({ id }) {
  const source = createSource(() => get(`/events/${encodeURIComponent(id)}`));
  source.read();
  return {
    title: `Event ${id}`,
    back: "#/events",
    close: source.close,
    hint(hint) {
      if (hint.event === id || ["again", "many", "reset", "clock"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return unread(source);
      const { event, deliveries } = source.data;
      return [
        head(
          event.type,
          status(deliveryBadge({ deliveries: countStates(deliveries) })),
          h("span", { class: "id soft" }, id),
        ),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h(
            "div",
            {},
            section(
              "Deliveries",
              { beside: resend(id, source.read) },
              drawDeliveries(id, deliveries, source.read),
            ),
            changes(event),
          ),
          h("div", {}, facts(event), section("JSON", {}, jsonBlock(event, "The event"))),
        ),
      ];
    },
  };
}

/** @param {Bag[]} deliveries */
function countStates(deliveries) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { state } of deliveries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Sends it again, without faults, to all endpoints or to one. @param {string} event @param {() => Promise<void>} again @param {string} [endpoint] */
export function resend(event, again, endpoint) {
  return actionButton({
    key: `resend ${event} ${endpoint ?? ""}`,
    label: endpoint ? "Resend here" : "Resend to all",
    run: async () => {
      const answer = await control(
        "POST",
        `/events/${event}/resend`,
        endpoint ? { webhook_endpoint: endpoint } : {},
      );
      await again();
      return answer;
    },
    done: ({ deliveries }) => {
      if (deliveries.length === 0) return "No endpoint is subscribed to this event, so nothing was sent.";
      const good = deliveries.filter((/** @type {Bag} */ { state }) => state === "delivered").length;
      return `Sent again: ${good} of ${counted(deliveries.length, "endpoint")} accepted it.`;
    },
  });
}

/** @param {string} id @param {Bag[]} deliveries @param {() => Promise<void>} again */
function drawDeliveries(id, deliveries, again) {
  if (deliveries.length === 0)
    return h(
      "p",
      { class: "soft" },
      "No enabled endpoint was subscribed to this event when it happened. ",
      h("a", { href: "#/webhooks" }, "Webhook endpoints"),
    );
  return h(
    "ul",
    { class: "deliveries" },
    deliveries.map((one) =>
      delivery(
        one,
        h("code", { class: "break" }, one.url ?? one.webhook_endpoint),
        resend(id, again, one.webhook_endpoint),
      ),
    ),
  );
}

/** @param {Bag} event */
function facts(event) {
  const { object } = event.data;
  return section(
    "Facts",
    {},
    factList(
      ["Happened", whenExactly(event.created)],
      ["About", object.id && idLink(object.id)],
      ["Caused by", event.request?.id ? idLink(event.request.id) : "not an API request"],
      [
        "Idempotency key",
        event.request?.idempotency_key && h("code", { class: "break" }, event.request.idempotency_key),
      ],
      ["Still to be delivered", event.pending_webhooks > 0 && counted(event.pending_webhooks, "webhook")],
    ),
  );
}

/** What was so before, beside what is so now. @param {Bag} event */
function changes({ data }) {
  const before = Object.entries(data.previous_attributes ?? {});
  if (before.length === 0) return undefined;
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : JSON.stringify(value));
  return section(
    "What changed",
    {},
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "What changed" },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ["Field", "Before", "Now"].map((name) => h("th", { scope: "col" }, name)),
          ),
        ),
        h(
          "tbody",
          {},
          before.map(([name, value]) =>
            h(
              "tr",
              { key: name },
              h("th", { scope: "row" }, name),
              h("td", {}, h("code", {}, text(value))),
              h("td", {}, h("code", {}, text(narrowed(value, data.object[name])))),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Of an object that changed in part, the part. @param {any} before @param {any} now */
function narrowed(before, now) {
  if (!isPlain(before) || !isPlain(now)) return now;
  return Object.fromEntries(Object.keys(before).map((name) => [name, now[name]]));
}

/** @param {any} value */
function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
