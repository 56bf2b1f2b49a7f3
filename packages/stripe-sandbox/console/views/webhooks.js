// @ts-check

import { perform } from "../action-button.js";
import { asMerchant, get } from "../api.js";
import { statusBadge } from "../badges.js";
import { h } from "../dom.js";
import { counted } from "../format.js";
import { empty, failure, head, section, status, waiting } from "../parts/bits.js";
import { codeBlock } from "../parts/code.js";
import { lines } from "../parts/list.js";
import { createSource } from "../source.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** `Every event`, or how many types. @param {string[]} types */
function wanted(types) {
  return types.includes("*")
    ? "Every event"
    : types.length === 1
      ? (types[0] ?? "")
      : counted(types.length, "event type");
}

/** @type {import("../views.js").View} */
export function webhooksView() {
  const source = createSource(() => get("/webhook_endpoints"));
  source.read();
  /** The endpoint that was just made: its secret is told once. @type {Bag | undefined} */
  let made;
  return {
    title: "Webhook endpoints",
    close: source.close,
    hint(hint) {
      if (["webhook_endpoint", "delivery", "again", "many", "reset"].includes(hint.type)) source.again();
    },
    draw: () => [
      head("Webhook endpoints"),
      !source.data
        ? source.error
          ? failure(source.error, source.read)
          : waiting(3)
        : list(source.data.data),
      made && secretOf(made),
      addForm(async (endpoint) => {
        made = endpoint;
        await source.read();
      }),
    ],
  };
}

/** @param {Bag[]} endpoints */
function list(endpoints) {
  if (endpoints.length === 0)
    return empty(
      "No endpoint yet",
      h(
        "p",
        {},
        "Add the address of your project's webhook handler below, or start the sandbox with SANDBOX_WEBHOOK_URL.",
      ),
    );
  return lines("endpoints", ["Address", "State", "Gets", "Not delivered"], endpoints, (endpoint) => ({
    href: `#/webhooks/${endpoint.id}`,
    cells: [
      h("span", { class: "what clip" }, endpoint.url),
      h("span", { class: "state" }, status(statusBadge(endpoint.status))),
      h("span", { class: "who soft clip" }, wanted(endpoint.enabled_events)),
      h("span", { class: "amount" }, undelivered(endpoint.deliveries)),
    ],
  }));
}

/** @param {Record<string, number>} deliveries */
function undelivered({ failed = 0, lost = 0, pending = 0 }) {
  const bad = failed + lost;
  const parts = [
    bad > 0 && h("span", { class: "bad" }, `${bad.toLocaleString("en")} failed`),
    pending > 0 && `${pending.toLocaleString("en")} waiting`,
  ];
  return parts.some(Boolean)
    ? [parts[0], parts[0] && parts[1] && ", ", parts[1]]
    : h("span", { class: "soft" }, "none");
}

/** @param {Bag} endpoint */
function secretOf(endpoint) {
  return section(
    "The new endpoint's secret",
    { class: "card" },
    h("p", {}, "Your handler needs it to check signatures. It is shown only now."),
    codeBlock(endpoint.secret, "The signing secret"),
  );
}

/** @param {(endpoint: Bag) => Promise<void>} added */
function addForm(added) {
  return section(
    "Add an endpoint",
    { class: "card" },
    h(
      "form",
      {
        class: "row",
        onsubmit(/** @type {SubmitEvent} */ event) {
          event.preventDefault();
          const form = /** @type {HTMLFormElement} */ (event.currentTarget);
          const url = String(new FormData(form).get("url"));
          perform(
            "add endpoint",
            async () => {
              const endpoint = await asMerchant("POST", "/webhook_endpoints", {
                url,
                "enabled_events[0]": "*",
              });
              form.reset();
              await added(endpoint);
              return endpoint;
            },
            () => `${url} gets every event from now on.`,
          );
        },
      },
      h(
        "label",
        { class: "wide" },
        "Address of your webhook handler",
        h("input", {
          type: "url",
          name: "url",
          required: true,
          placeholder: "http://localhost:3000/webhooks/stripe",
          autocomplete: "off",
        }),
      ),
      h("button", { type: "submit", class: "main" }, "Add endpoint"),
    ),
  );
}
