// @ts-check

import { actionButton } from "../../action-button.js";
import { control } from "../../api.js";
import { disputeBadge } from "../../badges.js";
import { h } from "../../dom.js";
import { money, plain } from "../../format.js";
import { section } from "../../parts/bits.js";

/** @typedef {import("../../dom.js").Bag} Bag */
/**
 * An action of the customer, the bank or time. `after` describes the result.
 * @typedef {{ who: string, label: string, path: string, body?: Bag, after: (answer: Bag) => string, kind?: "main" | "danger" }} Action
 */

/** What the customer, the bank and time can do to this payment in its current state. @param {Bag} all @returns {Action[]} */
function possible(all) {
  const intent = all.payment_intent;
  /** @type {Action[]} */
  const actions = [];
  if (intent.status === "requires_action") actions.push(...challenge(intent));
  if (intent.status === "processing") actions.push(...bankDebit(intent));
  if (intent.status === "requires_capture")
    actions.push({
      who: "The bank",
      label: "Lets the authorization expire",
      path: `/payment_intents/${intent.id}/expire`,
      after: () =>
        `The authorization of ${money(intent.amount, intent.currency)} has expired; the payment is canceled.`,
    });
  for (const refund of all.refunds) actions.push(...ofRefund(refund));
  for (const dispute of all.disputes) actions.push(...ofDispute(dispute));
  for (const review of all.reviews) actions.push(...ofReview(review, intent));
  const charge = all.charges.find((/** @type {Bag} */ one) => one.id === intent.latest_charge);
  if (charge?.paid && charge.captured) actions.push(...ofCharge(charge, all));
  return actions;
}

/** @param {Bag} intent @returns {Action[]} */
function challenge({ id }) {
  return [
    {
      who: "The customer",
      label: "Passes 3-D Secure",
      kind: "main",
      path: `/3ds/${id}`,
      body: { outcome: "complete" },
      after: ({ payment_intent: now }) =>
        `The customer has passed 3-D Secure; the payment is now ${now.status}.`,
    },
    {
      who: "The customer",
      label: "Refuses 3-D Secure",
      path: `/3ds/${id}`,
      body: { outcome: "refuse" },
      after: ({ payment_intent: now }) =>
        `The customer has refused 3-D Secure; the payment is now ${now.status}.`,
    },
  ];
}

/** @param {Bag} intent @returns {Action[]} */
function bankDebit({ id, amount, currency }) {
  const path = `/payment_intents/${id}/bank`;
  return [
    {
      who: "The bank",
      label: "Accepts the debit",
      kind: "main",
      path,
      body: { outcome: "succeed" },
      after: () => `The bank has paid ${money(amount, currency)}.`,
    },
    ...["insufficient_funds", "account_closed", "debit_not_authorized"].map((code) => ({
      who: "The bank",
      label: `Rejects it: ${plain(code)}`,
      path,
      body: { outcome: "fail", code },
      after: () => `The bank has rejected the debit of ${money(amount, currency)}: ${plain(code)}.`,
    })),
  ];
}

/** @param {Bag} refund @returns {Action[]} */
function ofRefund({ id, amount, currency, status }) {
  const sum = money(amount, currency);
  const path = `/refunds/${id}`;
  /** @type {Action[]} */
  const actions = [];
  if (status === "pending" || status === "requires_action")
    actions.push({
      who: "The bank",
      label: `Accepts the refund of ${sum}`,
      path,
      body: { outcome: "succeed" },
      after: () => `The refund of ${sum} has arrived at the customer's bank.`,
    });
  if (status === "pending" || status === "requires_action" || status === "succeeded")
    actions.push({
      who: "The bank",
      label: status === "succeeded" ? `Sends the refund of ${sum} back` : `Rejects the refund of ${sum}`,
      path,
      body: { outcome: "fail" },
      after: () => `The refund of ${sum} has failed; the money is back in the balance.`,
    });
  return actions;
}

/** @param {Bag} dispute @returns {Action[]} */
function ofDispute({ id, amount, currency, status }) {
  if (["won", "lost", "warning_closed", "prevented"].includes(status)) return [];
  const inquiry = status.startsWith("warning_");
  const what = `the ${inquiry ? "inquiry" : "dispute"} about ${money(amount, currency)}`;
  const end = (/** @type {Bag} */ now) =>
    `${what.replace("the", "The")} is decided: ${disputeBadge(now.status).label.toLowerCase()}.`;
  return [
    {
      who: "The bank",
      label: `Decides ${what} for the shop`,
      path: `/disputes/${id}`,
      body: { outcome: "win" },
      after: end,
    },
    ...(inquiry
      ? [
          {
            who: "The customer",
            label: "Turns the inquiry into a dispute",
            path: `/disputes/${id}`,
            body: { outcome: "escalate" },
            after: () => `The inquiry is a dispute now; ${money(amount, currency)} are withdrawn.`,
          },
        ]
      : []),
    {
      who: "The bank",
      label: `Decides ${what} for the customer`,
      path: `/disputes/${id}`,
      body: { outcome: "lose" },
      after: end,
    },
  ];
}

/** @param {Bag} review @param {Bag} intent @returns {Action[]} */
function ofReview({ id, open }, { amount, currency, status }) {
  if (!open) return [];
  const sum = money(amount, currency);
  const path = `/reviews/${id}`;
  /** @type {Action[]} */
  const actions = [
    {
      who: "The shop, in the Dashboard",
      label: "Approves the review",
      kind: "main",
      path,
      body: { outcome: "approve" },
      after: () => `The payment of ${sum} is approved; its review is closed.`,
    },
  ];
  if (status !== "succeeded") return actions;
  for (const [outcome, label, words] of [
    ["refund", "Refunds it", "is refunded"],
    ["refund_as_fraud", "Refunds it as fraud", "is refunded as fraud"],
  ])
    actions.push({
      who: "The shop, in the Dashboard",
      label: `${label}`,
      path,
      body: { outcome },
      after: () => `The payment of ${sum} ${words}; its review is closed.`,
    });
  return actions;
}

/** @param {Bag} charge @param {Bag} all @returns {Action[]} */
function ofCharge({ id, amount, currency, disputed }, all) {
  const sum = money(amount, currency);
  /** @type {Action[]} */
  const actions = [];
  if (!disputed && all.disputes.length === 0) {
    const dispute = (/** @type {string} */ label, /** @type {Bag} */ body, /** @type {string} */ words) =>
      actions.push({
        who: "The customer",
        label,
        path: `/charges/${id}/dispute`,
        body,
        after: () => `The customer ${words} ${sum}.`,
      });
    dispute("Disputes it as fraud", { reason: "fraudulent" }, "has disputed as fraud the payment of");
    dispute(
      "Disputes it: not received",
      { reason: "product_not_received" },
      "says the goods never came, and disputes",
    );
    dispute("Asks the bank about it", { inquiry: true }, "has asked the bank about");
  }
  if (all.reviews.length === 0)
    actions.push({
      who: "The shop, in the Dashboard",
      label: "Puts it under review",
      path: `/charges/${id}/review`,
      body: {},
      after: () => `The payment of ${sum} is under review.`,
    });
  if (all.early_fraud_warnings.length === 0)
    actions.push({
      who: "The bank",
      label: "Warns of fraud",
      path: `/charges/${id}/early_fraud_warning`,
      body: {},
      after: () => `The bank has sent an early fraud warning about ${sum}.`,
    });
  return actions;
}

/** @param {Bag} all @param {() => Promise<void>} again */
export function outsideActions(all, again) {
  const actions = possible(all);
  if (actions.length === 0) return undefined;
  const actors = [...new Set(actions.map(({ who }) => who))];
  return section(
    "What others can do now",
    { class: "card actions" },
    actors.map((actor) =>
      h(
        "div",
        { class: "actor", role: "group", "aria-label": actor, key: actor },
        h("h3", {}, actor),
        h(
          "div",
          { class: "buttons" },
          actions
            .filter(({ who }) => who === actor)
            .map(({ label, path, body, after, kind }) =>
              actionButton({
                key: `${path} ${label}`,
                label,
                ...(kind ? { kind } : {}),
                run: async () => {
                  const answer = await control("POST", path, body ?? {});
                  await again();
                  return answer;
                },
                done: after,
              }),
            ),
        ),
      ),
    ),
  );
}
