// @ts-check

import { actionButton } from "../action-button.js";
import { asMerchant, control, get } from "../api.js";
import { statusBadge } from "../badges.js";
import { h } from "../dom.js";
import { factList, head, section, status, unread, whenExactly } from "../parts/bits.js";
import { jsonFold } from "../parts/code.js";
import { confirmAction } from "../parts/confirm-action.js";
import { delivery } from "../parts/delivery.js";
import { createSource } from "../source.js";
import { resend } from "./event.js";
import { metadata } from "./payment/facts.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** One endpoint: what it gets, and what did not arrive. @type {import("../views.js").View} */
export function webhookView({ id }) {
  const source = createSource(async () => {
    const [endpoint, missed, latest] = await Promise.all([
      get(`/objects/${encodeURIComponent(id)}`),
      get("/deliveries", { endpoint: id, undelivered: "true", limit: "20" }),
      get("/deliveries", { endpoint: id, limit: "10" }),
    ]);
    return { endpoint, missed: missed.deliveries, latest: latest.deliveries };
  });
  source.read();
  return {
    title: `Webhook endpoint ${id}`,
    back: "#/webhooks",
    close: source.close,
    hint(hint) {
      if (hint.id === id || ["delivery", "again", "many", "reset"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data) return unread(source);
      const { endpoint, missed, latest } = source.data;
      if (endpoint.deleted) return [head("Deleted endpoint", h("span", { class: "id soft" }, id))];
      return [
        head(
          h("span", { class: "break" }, endpoint.url),
          status(statusBadge(endpoint.status)),
          h("span", { class: "id soft" }, id),
        ),
        actions(endpoint, source.read),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h(
            "div",
            {},
            deliveries("Not delivered", missed, source.read),
            deliveries("Latest", latest, source.read),
          ),
          h("div", {}, facts(endpoint), section("JSON", {}, jsonFold(id, "webhook_endpoint", endpoint))),
        ),
      ];
    },
  };
}

/** @param {Bag} endpoint */
function facts(endpoint) {
  const types = endpoint.enabled_events;
  return section(
    "Facts",
    {},
    factList(
      [
        "Gets",
        types.includes("*")
          ? "Every event"
          : h(
              "ul",
              { class: "plain" },
              types.map((/** @type {string} */ type) => h("li", { key: type }, h("code", {}, type))),
            ),
      ],
      ["API version", endpoint.api_version],
      ["Description", endpoint.description],
      ["Added", whenExactly(endpoint.created)],
    ),
    metadata(endpoint.metadata),
  );
}

/** @param {Bag} endpoint @param {() => Promise<void>} again */
function actions({ id, url, status: state }, again) {
  const on = state === "enabled";
  return h(
    "div",
    { class: "buttons", key: "actions" },
    actionButton({
      key: `switch ${id}`,
      label: on ? "Switch off" : "Switch on",
      run: async () => {
        await asMerchant("POST", `/webhook_endpoints/${id}`, { disabled: String(on) });
        await again();
      },
      done: () =>
        on ? `${url} gets nothing any more; what waits for it has failed.` : `${url} gets events again.`,
    }),
    actionButton({
      key: `roll ${id}`,
      label: "Roll the secret",
      run: async () => {
        const question = h(
          "p",
          {},
          "Webhooks are signed with the old and the new secret for 24 hours, then with the new one only.",
        );
        if (!(await confirmAction("Give this endpoint a new secret?", question, "Roll the secret")))
          return undefined;
        return control("POST", `/webhook_endpoints/${id}/roll_secret`, { expires_in: 86_400 });
      },
      done: (answer) => answer && `The new secret is ${answer.secret}.`,
    }),
    actionButton({
      key: `delete ${id}`,
      label: "Delete",
      kind: "danger",
      run: async () => {
        const question = h("p", {}, url, " gets no more webhooks. Events that it has got stay in the log.");
        if (!(await confirmAction("Delete this endpoint?", question, "Delete endpoint"))) return false;
        await asMerchant("DELETE", `/webhook_endpoints/${id}`);
        location.hash = "#/webhooks";
        return true;
      },
      done: (deleted) => (deleted ? `${url} is deleted.` : undefined),
    }),
  );
}

/** @param {string} title @param {Bag[]} all @param {() => Promise<void>} again */
function deliveries(title, all, again) {
  return section(
    title,
    {},
    all.length === 0
      ? h("p", { class: "soft" }, "Nothing.")
      : h(
          "ul",
          { class: "deliveries" },
          all.map((one) =>
            delivery(
              one,
              h("a", { href: `#/events/${one.event}` }, one.event_type),
              resend(one.event, again, one.webhook_endpoint),
            ),
          ),
        ),
  );
}
