// @ts-check
import { get } from "../api.js";
import { h } from "../dom.js";
import { money } from "../format.js";
import { empty, factList, head, section, unread, when, whenExactly } from "../parts/bits.js";
import { jsonFold } from "../parts/code.js";
import { createSource } from "../source.js";
import { metadata } from "./payment/facts.js";
import { methodName, paymentList } from "./payments.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** A customer with payment methods and payments. @type {import("../views.js").View} */
export function customerView({ id }) {
  const source = createSource(async () => {
    const [customer, methods] = await Promise.all([
      get(`/objects/${encodeURIComponent(id)}`),
      get("/objects", { type: "payment_method", customer: id }),
    ]);
    return { customer, methods: methods.data };
  });
  const payments = paymentList({ customer: id, none: () => empty("No payments by this customer yet") });
  source.read();
  payments.read();
  return {
    title: `Customer ${id}`,
    back: "#/customers",
    close() {
      source.close();
      payments.close();
    },
    hint(hint) {
      if (hint.id === id || hint.customer === id || ["again", "many", "reset"].includes(hint.type))
        source.again();
      if (hint.type !== "payment_intent" || hint.customer === id) payments.hint(hint);
    },
    draw() {
      if (!source.data) return unread(source);
      const { customer, methods } = source.data;
      if (customer.deleted)
        return [
          head("Deleted customer", h("span", { class: "id soft" }, id)),
          h("p", {}, "Its payments are kept."),
          payments.draw(),
        ];
      return [
        head(
          customer.name ?? customer.email ?? "Customer without a name",
          h("span", { class: "id soft" }, id),
        ),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h("div", {}, section("Payments", {}, payments.draw())),
          h(
            "div",
            {},
            facts(customer),
            section("Payment methods", {}, methodList(customer, methods)),
            section(
              "JSON",
              {},
              [customer, ...methods].map((one) =>
                jsonFold(one.id, [h("span", {}, one.object), h("span", { class: "id soft" }, one.id)], one),
              ),
            ),
          ),
        ),
      ];
    },
  };
}

/** @param {Bag} customer */
function facts(customer) {
  return section(
    "Facts",
    {},
    factList(
      ["E-mail", customer.email],
      ["Phone", customer.phone],
      ["Description", customer.description],
      ["Made", whenExactly(customer.created)],
      ["Balance", customer.balance ? money(customer.balance, customer.currency ?? "usd") : null],
    ),
    metadata(customer.metadata),
  );
}

/** @param {Bag} customer @param {Bag[]} methods */
function methodList(customer, methods) {
  if (methods.length === 0) return h("p", { class: "soft" }, "None saved.");
  const standard = customer.invoice_settings?.default_payment_method;
  return h(
    "ul",
    { class: "plain" },
    methods.map((method) => {
      const facts = method[method.type] ?? {};
      return h(
        "li",
        { key: method.id },
        h(
          "span",
          {},
          methodName({ type: method.type, brand: facts.brand, last4: facts.last4 }),
          method.id === standard && " · default",
        ),
        h(
          "span",
          { class: "soft" },
          facts.exp_year ? ` ${String(facts.exp_month).padStart(2, "0")}/${facts.exp_year} · ` : " · ",
          when(method.created),
        ),
      );
    }),
  );
}
