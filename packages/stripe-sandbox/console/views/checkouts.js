// @ts-check

import { statusBadge } from "../badges.js";
import { h } from "../dom.js";
import { money, plain } from "../format.js";
import { empty, head, status, when } from "../parts/bits.js";
import { createList } from "../parts/list.js";

/** A session's status, and what is paid. @param {import("../dom.js").Bag} session @returns {import("../badges.js").Badge} */
export function sessionBadge({ status: state, payment_status: paid }) {
  if (state === "complete" && paid === "unpaid") return { tone: "move", label: "Complete, not paid yet" };
  if (state === "complete") return { tone: "good", label: paid === "paid" ? "Paid" : "Complete" };
  return statusBadge(state);
}

/** @type {import("../views.js").View} */
export function checkoutsView() {
  const list = createList({
    path: "/objects",
    query: { type: "checkout.session" },
    kind: "sessions",
    columns: ["Total", "Status", "Customer", "Mode", "Made"],
    noun: ["session", "sessions"],
    line: (session) => ({
      href: `#/checkout/${session.id}`,
      cells: [
        h(
          "span",
          { class: "amount" },
          session.amount_total === null ? "" : money(session.amount_total, session.currency),
        ),
        h("span", { class: "state" }, status(sessionBadge(session))),
        h(
          "span",
          { class: "what clip" },
          session.customer_details?.email ??
            session.customer_email ??
            session.client_reference_id ??
            h("span", { class: "id soft" }, session.id),
        ),
        h("span", { class: "method soft" }, plain(session.mode)),
        h("span", { class: "time soft" }, when(session.created)),
      ],
    }),
    adds: (hint) => hint.type === "checkout.session" && hint.created === true,
    changes: (hint) => (hint.type === "checkout.session" ? hint.id : undefined),
    none: () =>
      empty(
        "No Checkout sessions yet",
        h(
          "p",
          {},
          "One is made by ",
          h("code", {}, "POST /v1/checkout/sessions"),
          "; its page can be opened from here.",
        ),
      ),
  });
  list.read();
  return {
    title: "Checkout",
    hint: list.hint,
    close: list.close,
    draw: () => [head("Checkout sessions"), list.draw()],
  };
}
