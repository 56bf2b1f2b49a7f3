// @ts-check
import { get } from "../api.js";
import { h } from "../dom.js";
import { factList, head, idLink, section, status, unread, whenExactly } from "../parts/bits.js";
import { codeBlock, jsonBlock } from "../parts/code.js";
import { createSource } from "../source.js";
import { requestBadge } from "./requests.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** One request to the API: what was sent, and what was answered. @type {import("../views.js").View} */
export function requestView({ id }) {
  const source = createSource(() => get(`/requests/${encodeURIComponent(id)}`));
  source.read();
  return {
    title: `Request ${id}`,
    back: "#/requests",
    close: source.close,
    draw() {
      if (!source.data) return unread(source);
      const request = source.data;
      return [
        head(
          `${request.method} ${request.path}`,
          status(requestBadge(request)),
          h("span", { class: "id soft" }, id),
        ),
        request.error &&
          h(
            "p",
            { class: "card bad", key: "error" },
            h("b", {}, request.error.type),
            " ",
            request.error.message,
          ),
        h(
          "div",
          { class: "columns-2", key: "columns" },
          h("div", {}, section("Sent", {}, sent(request)), section("Answered", {}, answered(request))),
          facts(request),
        ),
      ];
    },
  };
}

/** @param {Bag} request */
function facts({ at, durationMs, idempotencyKey, version, replayed, error }) {
  const about = error?.payment_intent?.id ?? error?.charge;
  return section(
    "Facts",
    {},
    factList(
      ["Came", whenExactly(at / 1000)],
      ["Took", `${durationMs} ms`],
      ["API version", version],
      ["Idempotency key", idempotencyKey && h("code", { class: "break" }, idempotencyKey)],
      ["Replayed", replayed && "yes: the answer is the first one under this key"],
      ["Parameter", error?.param && h("code", {}, error.param)],
      ["Code", error?.code && h("code", {}, [error.code, error.decline_code].filter(Boolean).join(" · "))],
      ["About", about && idLink(about)],
    ),
  );
}

/** @param {Bag} request */
function sent({ sent: form }) {
  const fields = [...new URLSearchParams(form)];
  if (fields.length === 0) return h("p", { class: "soft" }, "No parameters.");
  return h(
    "dl",
    { class: "facts code-facts" },
    fields.map(([name, value]) =>
      h("div", {}, h("dt", {}, h("code", {}, name)), h("dd", {}, h("code", { class: "break" }, value))),
    ),
  );
}

/** @param {Bag} request */
function answered({ answer, fault }) {
  if (fault === "cut") return h("p", { class: "soft" }, "A fault cut the connection.");
  if (fault) return h("p", { class: "soft" }, "A fault kept the answer back for ever.");
  if (answer === null) return h("p", { class: "soft" }, "The answer was too long to be kept.");
  try {
    return jsonBlock(JSON.parse(answer), "The answer");
  } catch {
    return codeBlock(answer, "The answer");
  }
}
