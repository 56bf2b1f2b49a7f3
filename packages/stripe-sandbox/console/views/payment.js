// @ts-check
import { get } from "../api.js";
import { paymentBadge } from "../badges.js";
import { h } from "../dom.js";
import { money } from "../format.js";
import { head, section, status, unread } from "../parts/bits.js";
import { jsonFold } from "../parts/code.js";
import { createSource } from "../source.js";
import { outsideActions } from "./payment/actions.js";
import { paymentFacts } from "./payment/facts.js";
import { merchantCalls } from "./payment/merchant-calls.js";
import { moneyMoved } from "./payment/money-moved.js";
import { timeline } from "./payment/timeline.js";

/** One payment with all that belongs to it, and what others than the shop can do about it now. @type {import("../views.js").View} */
export function paymentView({ id }) {
  const source = createSource(() => get(`/payments/${encodeURIComponent(id)}`));
  source.read();
  return {
    title: `Payment ${id}`,
    back: "#/payments",
    close: source.close,
    hint(hint) {
      const intent = source.data?.payment_intent;
      const about = [intent?.id, id, intent?.customer, intent?.payment_method];
      // An event's hint does not say what it is about; a delivery's only says the event.
      const mine = about.includes(hint.id) || about.includes(hint.payment_intent);
      const delivery =
        hint.type === "delivery" &&
        source.data?.events.some((/** @type {any} */ one) => one.id === hint.event);
      if (mine || delivery || ["again", "many", "reset", "clock"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return unread(source);
      const all = source.data;
      const { payment } = all;
      return [
        head(
          money(payment.amount, payment.currency),
          status(paymentBadge(payment)),
          h("span", { class: "id soft" }, payment.id),
        ),
        outsideActions(all, source.read),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h("div", {}, moneyMoved(all), timeline(all)),
          h(
            "div",
            {},
            paymentFacts(all),
            merchantCalls(all),
            section(
              "JSON",
              {},
              objects(all).map((one) =>
                jsonFold(one.id, [h("span", {}, one.object), h("span", { class: "id soft" }, one.id)], one),
              ),
            ),
          ),
        ),
      ];
    },
  };
}

/** @param {import("../dom.js").Bag} all */
function objects(all) {
  return [
    all.payment_intent,
    ...all.charges,
    ...all.refunds,
    ...all.disputes,
    ...all.early_fraud_warnings,
    ...all.reviews,
    ...all.checkout_sessions,
    ...all.balance_transactions,
    all.payment_method,
    all.customer,
  ].filter(Boolean);
}
