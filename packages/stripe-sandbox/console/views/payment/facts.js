// @ts-check
import { h } from "../../dom.js";
import { plain } from "../../format.js";
import { factList, idLink, section, whenExactly } from "../../parts/bits.js";
import { methodName } from "../payments.js";

/** @typedef {import("../../dom.js").Bag} Bag */

/** What is known about a payment. @param {Bag} all */
export function paymentFacts({ payment, payment_intent: intent, customer, checkout_sessions: sessions }) {
  const failure = intent.last_payment_error;
  const billing = customer?.name ?? customer?.email;
  return section(
    "Facts",
    {},
    factList(
      ["Status", h("code", {}, intent.status)],
      ["Made", whenExactly(intent.created)],
      ["Description", intent.description],
      ["Customer", intent.customer && [billing && `${billing} · `, idLink(intent.customer)]],
      ["Paid by", !intent.customer && payment.payer],
      ["Method", methodName(payment.method)],
      ["Checkout", sessions[0] && idLink(sessions[0].id)],
      ["Next action", intent.next_action && h("code", {}, intent.next_action.type)],
      [
        "Last error",
        failure && [
          h("code", {}, [failure.code, failure.decline_code].filter(Boolean).join(" · ")),
          h("p", {}, failure.message),
        ],
      ],
      ["Capture", intent.capture_method !== "automatic_async" && plain(intent.capture_method)],
      ["Canceled", intent.cancellation_reason && plain(intent.cancellation_reason)],
      ["Receipt to", intent.receipt_email],
      ["Ships to", shipping(intent.shipping)],
      ["Statement", intent.statement_descriptor ?? intent.statement_descriptor_suffix],
      ["Saved for", intent.setup_future_usage && plain(intent.setup_future_usage)],
    ),
    metadata(intent.metadata),
  );
}

/** @param {Bag | null} shipping */
function shipping(shipping) {
  if (!shipping) return undefined;
  const { line1, line2, postal_code: code, city, state, country } = shipping.address ?? {};
  const town = [code, city].filter(Boolean).join(" ");
  return [shipping.name, line1, line2, town, state, country].filter(Boolean).join(", ");
}

/** What the shop has written on an object itself. @param {Record<string, string> | null} values */
export function metadata(values) {
  const all = Object.entries(values ?? {});
  if (all.length === 0) return undefined;
  return [
    h("h3", { key: "metadata-title" }, "Metadata"),
    h(
      "dl",
      { class: "facts", key: "metadata" },
      all.map(([name, value]) => h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))),
    ),
  ];
}
