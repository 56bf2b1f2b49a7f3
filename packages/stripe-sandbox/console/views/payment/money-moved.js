// @ts-check

import { disputeBadge, statusBadge } from "../../badges.js";
import { h } from "../../dom.js";
import { money, plain } from "../../format.js";
import { section, status, when } from "../../parts/bits.js";
import { methodName } from "../payments.js";

/** @typedef {import("../../dom.js").Bag} Bag */
/** @typedef {import("../../dom.js").Child} Child */

/** Charges, refunds and disputes: each with its amount, how it stands, and what more there is to say. @param {Bag} all */
export function moneyMoved(all) {
  /** @type {[Bag, string, Child, Child][]} */
  const rows = [
    ...all.disputes.map((/** @type {Bag} */ one) => [
      one,
      one.status.startsWith("warning") ? "Inquiry" : "Dispute",
      status(disputeBadge(one.status)),
      plain(one.reason),
    ]),
    ...all.early_fraud_warnings.map((/** @type {Bag} */ one) => [
      one,
      "Fraud warning",
      status({ tone: "wait", label: one.actionable ? "Actionable" : "Done with" }),
      plain(one.fraud_type),
    ]),
    ...all.reviews.map((/** @type {Bag} */ one) => [
      one,
      "Review",
      status(one.open ? { tone: "wait", label: "Open" } : statusBadge(one.closed_reason)),
      one.opened_reason === "rule" ? "by a rule of Radar" : "by hand",
    ]),
    ...all.refunds.map((/** @type {Bag} */ one) => [
      one,
      "Refund",
      status(statusBadge(one.status)),
      plain(one.failure_reason ?? one.reason ?? ""),
    ]),
    ...all.charges.map((/** @type {Bag} */ one) => [
      one,
      "Charge",
      status(chargeBadge(one)),
      chargeNote(one, all),
    ]),
  ];
  if (rows.length === 0) return undefined;
  return section(
    "Money",
    {},
    h(
      "ul",
      { class: "moved" },
      rows.map(([object, kind, state, note]) =>
        h(
          "li",
          { key: object.id },
          h("span", { class: "kind" }, kind),
          h(
            "span",
            { class: "amount" },
            object.amount === undefined ? "" : money(object.amount, object.currency),
          ),
          h("span", { class: "state" }, state),
          h("span", { class: "note soft" }, note),
          h("span", { class: "time soft" }, when(object.created)),
        ),
      ),
    ),
  );
}

/** @param {Bag} charge @returns {import("../../badges.js").Badge} */
function chargeBadge({ status: state, captured, paid }) {
  if (state === "succeeded" && paid && !captured) return { tone: "wait", label: "Uncaptured" };
  return statusBadge(state);
}

/** @param {Bag} charge @param {Bag} all */
function chargeNote({ id, failure_code: code, outcome, payment_method_details: details }, all) {
  if (code) return plain(outcome?.reason ?? code);
  const movement = all.balance_transactions.find((/** @type {Bag} */ one) => one.source === id);
  const card = details?.[details.type];
  const method = methodName({ type: details?.type, brand: card?.brand, last4: card?.last4 });
  return movement ? `${method} · fee ${money(movement.fee, movement.currency)}` : method;
}
