// @ts-check

import { actionButton } from "../action-button.js";
import { control, get } from "../api.js";
import { readClock } from "../clock.js";
import { h } from "../dom.js";
import { capital, counted, plain, size } from "../format.js";
import { factList, failure, head, section, waiting } from "../parts/bits.js";
import { confirmAction } from "../parts/confirm-action.js";
import { createSource } from "../source.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** How much there is, and starting afresh. @type {import("../views.js").View} */
export function stateView() {
  const source = createSource(() => get("/state"));
  source.read();
  return {
    title: "State",
    close: source.close,
    hint(hint) {
      if (["again", "reset"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return [head("State"), source.error ? failure(source.error, source.read) : waiting()];
      const state = source.data;
      return [
        head("State", h("button", { type: "button", onclick: source.read }, "Count again")),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h(
            "div",
            {},
            section("Objects", {}, objects(state.objects)),
            section("Deliveries", {}, counts(state.deliveries)),
          ),
          h("div", {}, machine(state), reset(source.read)),
        ),
      ];
    },
  };
}

/** @type {Record<string, string>} */
const pages = {
  payment_intent: "payments",
  customer: "customers",
  "checkout.session": "checkout",
  event: "events",
  webhook_endpoint: "webhooks",
};

/** @param {Record<string, number>} all */
function objects(all) {
  const kinds = Object.entries(all);
  if (kinds.length === 0) return h("p", { class: "soft" }, "Nothing yet.");
  return h(
    "ul",
    { class: "counts" },
    kinds.map(([type, count]) => {
      const page = pages[type] ?? `objects?type=${encodeURIComponent(type)}`;
      return h(
        "li",
        { key: type },
        h("a", { href: `#/${page}` }, capital(plain(type))),
        h("span", { class: "amount" }, count.toLocaleString("en")),
      );
    }),
  );
}

/** @param {Record<string, number>} all */
function counts(all) {
  const kinds = Object.entries(all);
  if (kinds.length === 0) return h("p", { class: "soft" }, "None.");
  return h(
    "ul",
    { class: "counts" },
    kinds.map(([name, count]) =>
      h(
        "li",
        { key: name },
        h("span", {}, capital(name)),
        h("span", { class: "amount" }, count.toLocaleString("en")),
      ),
    ),
  );
}

/** @param {Bag} state */
function machine(state) {
  return section(
    "The sandbox",
    {},
    factList(
      ["Memory", size(state.memory_bytes)],
      ["Database", size(state.database_bytes)],
      ["API version", h("code", {}, state.api_version)],
      ["Address", h("code", {}, location.origin)],
    ),
  );
}

/** @param {() => Promise<void>} again */
function reset(again) {
  return section(
    "Start afresh",
    { class: "card" },
    h(
      "p",
      { class: "soft" },
      "Forgets everything but the webhook endpoints and the keys, and sets the clock to real time.",
    ),
    actionButton({
      key: "reset",
      label: "Reset the sandbox…",
      kind: "danger",
      run: async () => {
        const now = await get("/state");
        if (!(await confirmAction("Forget everything?", losses(now), "Reset the sandbox"))) return false;
        await control("POST", "/reset", {});
        await Promise.all([again(), readClock()]);
        return true;
      },
      done: (agreed) =>
        agreed ? "The sandbox is empty; its webhook endpoints and keys are still there." : undefined,
    }),
  );
}

/** What a reset takes away, counted. @param {Bag} state */
function losses({ objects: all, faults }) {
  const {
    webhook_endpoint: endpoints = 0,
    payment_intent: payments = 0,
    customer: customers = 0,
    event: events = 0,
    ...rest
  } = all;
  const others = Object.values(rest).reduce((sum, count) => sum + count, 0);
  return [
    h("p", {}, "These are deleted and cannot be brought back:"),
    h(
      "ul",
      {},
      h("li", {}, counted(payments, "payment")),
      h("li", {}, counted(customers, "customer")),
      h("li", {}, counted(events, "event"), " and the log of their deliveries"),
      h("li", {}, counted(others, "other object")),
      h("li", {}, counted(faults, "fault"), ", and all idempotency keys"),
    ),
    h(
      "p",
      {},
      `The clock goes back to real time. ${capital(counted(endpoints, "webhook endpoint"))} ${endpoints === 1 ? "stays" : "stay"}.`,
    ),
  ];
}
