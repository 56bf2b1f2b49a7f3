// @ts-check

import { statusBadge } from "../badges.js";
import { h } from "../dom.js";
import { capital, money, plain } from "../format.js";
import { addressOf, empty, head, status, when } from "../parts/bits.js";
import { createList } from "../parts/list.js";

/** Everything of one type, for the types that have no page of their own. @type {import("../views.js").View} */
export function objectsView({ query }) {
  const type = query.get("type") ?? "";
  const name = plain(type);
  const list = createList({
    path: "/objects",
    query: { type },
    kind: "objects",
    columns: ["Id", "About", "Status", "Amount", "Made"],
    noun: [name, `${name}s`],
    line: (object) => ({
      href: addressOf(object.id),
      cells: [
        h("span", { class: "id" }, object.id),
        h(
          "span",
          { class: "what clip" },
          object.name ?? object.description ?? object.code ?? object.display_name ?? "",
        ),
        h(
          "span",
          { class: "state" },
          typeof object.status === "string" ? status(statusBadge(object.status)) : "",
        ),
        h("span", { class: "amount" }, amountOf(object)),
        h("span", { class: "time soft" }, object.created ? when(object.created) : ""),
      ],
    }),
    adds: (hint) => hint.type === type && hint.created === true,
    changes: (hint) => (hint.type === type ? hint.id : undefined),
    none: () => empty(`No ${name} yet`),
  });
  list.read();
  return {
    title: capital(name),
    back: "#/state",
    hint: list.hint,
    close: list.close,
    draw: () => [head(`${capital(name)}s`), list.draw()],
  };
}

/** @param {import("../dom.js").Bag} object */
function amountOf({ amount, unit_amount: unit, amount_off: off, percent_off: percent, currency }) {
  const value = amount ?? unit ?? off;
  if (percent) return `${percent} %`;
  return typeof value === "number" && currency ? money(value, currency) : "";
}
