// @ts-check
import { drawing, element } from "../payment/dom.js";
import { t } from "../payment/translate.js";

/** @typedef {"ready" | "working" | "done"} PayState */

const check =
  '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="m4 10.500 4 4 8-9"/></svg>';
const orders = {
  auto: "Pay {amount}",
  pay: "Pay {amount}",
  book: "Book {amount}",
  donate: "Donate {amount}",
  subscribe: "Subscribe {amount}",
};

/** The one button that pays: says how much, and what is happening while it happens. */
export class PayButton {
  root = element("button", { type: "submit", class: "Pay", id: "pay" });
  /** @type {PayState} */
  state = "ready";

  /** @param {string | null} submitType @param {string} amount empty when there is nothing to pay */
  name(submitType, amount) {
    const order = orders[/** @type {keyof typeof orders} */ (submitType ?? "auto")] ?? orders.pay;
    this.label = amount ? t(order, { amount }) : t("Complete order");
    this.show(this.state);
  }

  /** @param {PayState} state */
  show(state) {
    this.state = state;
    // Not `disabled`: that would take the focus away from who has just pressed it.
    this.root.setAttribute("aria-disabled", String(state !== "ready"));
    this.root.dataset.state = state;
    if (state === "ready") this.root.replaceChildren(this.label ?? "");
    else if (state === "working")
      this.root.replaceChildren(element("i", { class: "Spinner", "aria-hidden": "true" }), t("Processing…"));
    else this.root.replaceChildren(drawing(check), t("Paid"));
  }
}
