// @ts-check

import { isUnderway } from "../../action-button.js";
import { redraw } from "../../app.js";
import { h } from "../../dom.js";
import { sentence } from "./sentence.js";

/** @typedef {import("../../dom.js").Bag} Bag */

/** @type {Record<string, [string, string][]>} */
const actions = {
  webhook: [
    ["lose", "is lost"],
    ["delay", "comes late"],
    ["duplicate", "comes twice"],
    ["double_event", "is two events for one change"],
    ["reorder", "is overtaken by a later one"],
    ["corrupt_signature", "has a wrong signature"],
  ],
  api: [
    ["latency", "is slow"],
    ["rate_limit", "is refused as one too many (429)"],
    ["lock_timeout", "meets another at the same object (429)"],
    ["error", "is answered with an error"],
    ["cut", "is cut off"],
    ["hang", "is never answered"],
  ],
};

const limitReasons = [
  "global-rate",
  "endpoint-rate",
  "global-concurrency",
  "endpoint-concurrency",
  "resource-specific",
];

/** The refusals that always come before the work. @param {string} action */
const isLimit = (action) => action === "rate_limit" || action === "lock_timeout";

/** What has been filled in, as text; survives leaving the page. @type {Record<string, string>} */
let filled = { kind: "webhook", action: "lose" };

/** The filled-in form as a fault: numbers as numbers, what does not belong to the kind left out. @returns {Bag} */
function faultOf() {
  const { kind = "webhook", action = "lose" } = filled;
  const number = (/** @type {string} */ name, factor = 1) =>
    filled[name] ? { [name]: Number(filled[name]) * factor } : {};
  const common = {
    kind,
    action,
    ...number("times"),
    ...number("nth"),
    ...(filled.rate ? { rate: Number(filled.rate) / 100 } : {}),
  };
  if (kind === "webhook")
    return {
      ...common,
      ...(filled.types ? { types: filled.types.split(/[\s,]+/).filter(Boolean) } : {}),
      ...(["delay", "duplicate", "reorder"].includes(action) ? number("delayMs", 1000) : {}),
    };
  return {
    ...common,
    ...(isLimit(action) ? {} : { when: filled.when ?? "before" }),
    ...(filled.method ? { method: filled.method } : {}),
    ...(filled.path ? { path: filled.path } : {}),
    ...number("latencyMs", 1000),
    ...(action === "rate_limit" && filled.reason ? { reason: filled.reason } : {}),
    ...(action === "error"
      ? { ...number("status"), ...(filled.sticky && filled.when === "after" ? { sticky: true } : {}) }
      : {}),
  };
}

/** A fault of one's own, with everything that faults can be. @param {(fault: Bag) => void} add */
export function faultForm(add) {
  const { kind = "webhook", action = "lose", when = "before" } = filled;
  const isApi = kind === "api";
  const waits = isApi || ["delay", "duplicate", "reorder"].includes(action);
  return h(
    "form",
    {
      class: "grid",
      oninput: (/** @type {Event} */ event) => read(/** @type {HTMLFormElement} */ (event.currentTarget)),
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        add(faultOf());
      },
    },
    choice("kind", "What", kind, [
      ["webhook", "A webhook"],
      ["api", "A request to the API"],
    ]),
    choice("action", "What happens to it", action, actions[kind] ?? []),
    isApi &&
      !isLimit(action) &&
      choice("when", "When", when, [
        ["before", "before anything is done"],
        ["after", "after the work is done"],
      ]),
    isApi &&
      choice("method", "Method", filled.method ?? "", [
        ["", "Any"],
        ["GET", "GET"],
        ["POST", "POST"],
        ["DELETE", "DELETE"],
      ]),
    isApi &&
      text(
        "path",
        "Path",
        "/v1/payment_intents/*/confirm",
        "From the start, by whole parts; * is one part, $ the end.",
      ),
    !isApi &&
      text("types", "Event types", "payment_intent.succeeded", "Several with commas; none means all."),
    isApi &&
      action === "rate_limit" &&
      choice("reason", "Which limit", filled.reason ?? "", [
        ["", "Not given"],
        ...limitReasons.map((one) => /** @type {[string, string]} */ ([one, one])),
      ]),
    isApi && action === "error" && whole("status", "HTTP status", "500", 400, 599),
    waits && (isApi ? fraction("latencyMs", "Seconds to wait") : fraction("delayMs", "Seconds later")),
    fraction("rate", "How many in a hundred", "100", 100),
    whole("times", "How often", "without end", 1),
    whole("nth", "Only the nth", "every one", 1),
    isApi &&
      action === "error" &&
      when === "after" &&
      h(
        "label",
        { class: "check", key: "sticky" },
        h("input", { type: "checkbox", name: "sticky", value: "yes", checked: Boolean(filled.sticky) }),
        "Retries under the same idempotency key get the error too",
      ),
    h("p", { class: "said", key: "said" }, sentence(faultOf())),
    h(
      "div",
      { class: "buttons", key: "add" },
      h(
        "button",
        { type: "submit", class: "main", "aria-disabled": isUnderway("add fault") ? "true" : undefined },
        "Add this fault",
      ),
    ),
  );
}

/** @param {HTMLFormElement} form */
function read(form) {
  const now = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  // Another kind has other actions.
  if (now.kind !== filled.kind) now.action = actions[now.kind ?? ""]?.[0]?.[0] ?? "";
  filled = now;
  redraw();
}

/** @param {string} name @param {string} label @param {string} value @param {[string, string][]} options */
function choice(name, label, value, options) {
  return h(
    "label",
    { key: name },
    label,
    h(
      "select",
      { name, value },
      options.map(([one, words]) => h("option", { value: one, key: one }, words)),
    ),
  );
}

/** @param {string} name @param {string} label @param {string} placeholder @param {string} help */
function text(name, label, placeholder, help) {
  return h(
    "label",
    { class: "wide", key: name },
    label,
    h("input", { name, value: filled[name] ?? "", placeholder, autocomplete: "off", spellcheck: "false" }),
    h("small", { class: "soft" }, help),
  );
}

/** @param {string} name @param {string} label @param {string} placeholder @param {number} min @param {number} [max] */
function whole(name, label, placeholder, min, max) {
  return h(
    "label",
    { key: name },
    label,
    h("input", { name, type: "number", min, max, step: 1, value: filled[name] ?? "", placeholder }),
  );
}

/** @param {string} name @param {string} label @param {string} [placeholder] @param {number} [max] */
function fraction(name, label, placeholder, max) {
  return h(
    "label",
    { key: name },
    label,
    h("input", { name, type: "number", min: 0, max, step: "any", value: filled[name] ?? "", placeholder }),
  );
}
