// @ts-check

import { paymentBadge } from "../badges.js";
import { h } from "../dom.js";
import { money, plain } from "../format.js";
import { empty, head, status, when } from "../parts/bits.js";
import { codeBlock } from "../parts/code.js";
import { createList } from "../parts/list.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** @type {[string, string][]} */
const filters = [
  ["", "All"],
  ["succeeded", "Succeeded"],
  ["failed", "Failed"],
  ["requires_action", "Needs 3-D Secure"],
  ["processing", "Processing"],
  ["requires_capture", "Uncaptured"],
  ["refunded", "Refunded"],
  ["disputed", "Disputed"],
  ["incomplete", "Incomplete"],
  ["canceled", "Canceled"],
];

/** @type {Record<string, string>} */
const brands = {
  amex: "Amex",
  visa: "Visa",
  mastercard: "Mastercard",
  discover: "Discover",
  diners: "Diners",
  jcb: "JCB",
  unionpay: "UnionPay",
  sepa_debit: "SEPA",
};

/** `Visa •••• 4242`. @param {Bag | null} method */
export function methodName(method) {
  if (!method) return "";
  const name = brands[method.brand] ?? brands[method.type] ?? plain(method.brand ?? method.type);
  return method.last4 ? `${name} •••• ${method.last4}` : name;
}

/** @param {Bag} payment */
function line(payment) {
  const { customer, payer, description, error } = payment;
  const who = customer?.name ?? customer?.email ?? payer;
  return {
    href: `#/payments/${payment.id}`,
    cells: [
      h("span", { class: "amount" }, money(payment.amount, payment.currency)),
      h(
        "span",
        { class: "state" },
        status(paymentBadge(payment)),
        error && payment.status !== "succeeded" && h("span", { class: "soft reason" }, plain(error)),
      ),
      h("span", { class: "what clip" }, description ?? who ?? h("span", { class: "id soft" }, payment.id)),
      h("span", { class: "who clip soft" }, description ? (who ?? "") : ""),
      h("span", { class: "method" }, methodName(payment.method)),
      h("span", { class: "time soft" }, when(payment.created)),
    ],
  };
}

/** Payments as a list, of everybody or of one customer. @param {{ status?: string | null, customer?: string, none: () => import("../dom.js").Child }} options */
export function paymentList({ status: wanted, customer, none }) {
  return createList({
    path: "/payments",
    query: { status: wanted, customer },
    kind: "payments",
    columns: ["Amount", "Status", "Description", "Customer", "Method", "Made"],
    noun: ["payment", "payments"],
    line,
    // With a filter, a payment that changes may come to stand in the list as well; it is older than the first line.
    adds: (hint) => hint.type === "payment_intent" && (hint.created === true || Boolean(wanted)),
    changes: (hint) => (hint.type === "payment_intent" ? hint.id : hint.payment_intent),
    none,
  });
}

/** @type {import("../views.js").View} */
export function paymentsView({ query }) {
  const wanted = query.get("status") ?? "";
  const list = paymentList({ status: wanted, none: () => (wanted ? noneOfThese(wanted) : noneYet()) });
  list.read();
  return {
    title: "Payments",
    hint: list.hint,
    close: list.close,
    draw: () => [
      head("Payments"),
      h(
        "nav",
        { class: "filters", "aria-label": "Payments by status", key: "filters" },
        filters.map(([value, name]) =>
          h(
            "a",
            {
              href: value ? `#/payments?status=${value}` : "#/payments",
              "aria-current": value === wanted ? "true" : undefined,
            },
            name,
          ),
        ),
      ),
      list.draw(),
    ],
  };
}

/** @param {string} wanted */
function noneOfThese(wanted) {
  const name = filters.find(([value]) => value === wanted)?.[1] ?? wanted;
  return empty(`No payment is “${name}”`, h("p", {}, h("a", { href: "#/payments" }, "Show all payments")));
}

function noneYet() {
  return empty(
    "No payments yet",
    h(
      "p",
      {},
      "They appear here as they are made. Point your project at this sandbox as ",
      h("a", { href: "#/start" }, "the five-minute start"),
      " says, or make one now:",
    ),
    codeBlock(
      `curl ${location.origin}/v1/payment_intents -u sk_test_sandbox: -d amount=1999 -d currency=usd -d payment_method=pm_card_visa -d confirm=true -d "automatic_payment_methods[enabled]=true" -d "automatic_payment_methods[allow_redirects]=never"`,
      "A first payment",
    ),
  );
}
