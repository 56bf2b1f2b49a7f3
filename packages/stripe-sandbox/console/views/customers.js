// @ts-check
import { h } from "../dom.js";
import { empty, head, when } from "../parts/bits.js";
import { createList } from "../parts/list.js";

/** @type {import("../views.js").View} */
export function customersView() {
  const list = createList({
    path: "/objects",
    query: { type: "customer" },
    kind: "customers",
    columns: ["Name", "E-mail", "Id", "Made"],
    noun: ["customer", "customers"],
    line: (customer) => ({
      href: `#/customers/${customer.id}`,
      cells: [
        h(
          "span",
          { class: "what clip" },
          customer.name ?? customer.email ?? h("span", { class: "soft" }, "No name"),
        ),
        h("span", { class: "who clip soft" }, customer.email ?? ""),
        h("span", { class: "id soft" }, customer.id),
        h("span", { class: "time soft" }, when(customer.created)),
      ],
    }),
    adds: (hint) => hint.type === "customer" && hint.created === true,
    changes: (hint) => (hint.type === "customer" ? hint.id : undefined),
    none: () =>
      empty(
        "No customers yet",
        h("p", {}, "A customer is made by ", h("code", {}, "POST /v1/customers"), ". A payment needs none."),
      ),
  });
  list.read();
  return {
    title: "Customers",
    hint: list.hint,
    close: list.close,
    draw: () => [head("Customers"), list.draw()],
  };
}
