// @ts-check

import { actionButton } from "../action-button.js";
import { asMerchant, get } from "../api.js";
import { h } from "../dom.js";
import { money, plain } from "../format.js";
import { factList, head, idLink, section, status, unread, whenExactly } from "../parts/bits.js";
import { jsonFold } from "../parts/code.js";
import { eventLines } from "../parts/event-lines.js";
import { createSource } from "../source.js";
import { sessionBadge } from "./checkouts.js";
import { metadata } from "./payment/facts.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** @type {import("../views.js").View} */
export function checkoutView({ id }) {
  const source = createSource(async () => {
    const [session, events] = await Promise.all([
      get(`/objects/${encodeURIComponent(id)}`),
      get("/events", { about: id }),
    ]);
    return { session, events: events.data };
  });
  source.read();
  return {
    title: `Checkout session ${id}`,
    back: "#/checkout",
    close: source.close,
    hint(hint) {
      if (hint.id === id || ["again", "many", "reset", "delivery"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return unread(source);
      const { session, events } = source.data;
      const total =
        session.amount_total === null ? "Checkout session" : money(session.amount_total, session.currency);
      return [
        head(total, status(sessionBadge(session)), h("span", { class: "id soft" }, id)),
        session.status === "open" && actions(session, source.read),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h("div", {}, facts(session)),
          h(
            "div",
            {},
            section("Events", {}, eventLines(events)),
            section("JSON", {}, jsonFold(id, "checkout.session", session)),
          ),
        ),
      ];
    },
  };
}

/** @param {Bag} session @param {() => Promise<void>} again */
function actions(session, again) {
  return section(
    "What can happen now",
    { class: "card actions" },
    h(
      "div",
      { class: "buttons" },
      session.url &&
        h(
          "a",
          { class: "button main", href: session.url, target: "_blank", rel: "noopener" },
          "Open the customer's page",
        ),
      actionButton({
        key: `expire ${session.id}`,
        label: "Expire the session",
        run: async () => {
          const answer = await asMerchant("POST", `/checkout/sessions/${session.id}/expire`);
          await again();
          return answer;
        },
        done: () => `${session.id} has expired; it can no longer be paid.`,
      }),
    ),
  );
}

/** @param {Bag} session */
function facts(session) {
  const details = session.total_details ?? {};
  const sum = (/** @type {number | undefined} */ amount) => (amount ? money(amount, session.currency) : null);
  return section(
    "Facts",
    {},
    factList(
      ["Payment", session.payment_intent && idLink(session.payment_intent)],
      ["Payment status", h("code", {}, session.payment_status)],
      ["Customer", session.customer && idLink(session.customer)],
      ["E-mail", session.customer_details?.email ?? session.customer_email],
      ["Subtotal", sum(session.amount_subtotal)],
      ["Discount", sum(details.amount_discount)],
      ["Shipping", sum(details.amount_shipping)],
      ["Tax", sum(details.amount_tax)],
      ["Mode", plain(session.mode)],
      ["Your reference", session.client_reference_id],
      ["Made", whenExactly(session.created)],
      [
        session.status === "open" ? "Expires" : "Would have expired",
        session.expires_at && whenExactly(session.expires_at),
      ],
      [
        "Leads to",
        (session.success_url ?? session.return_url) &&
          h("code", { class: "break" }, session.success_url ?? session.return_url),
      ],
    ),
    metadata(session.metadata),
  );
}
