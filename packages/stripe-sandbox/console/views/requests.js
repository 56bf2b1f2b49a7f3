// @ts-check
import { get } from "../api.js";
import { h } from "../dom.js";
import { counted } from "../format.js";
import { empty, failure, head, status, waiting, when } from "../parts/bits.js";
import { lines } from "../parts/list.js";
import { createSource } from "../source.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** @param {Bag} request @returns {import("../badges.js").Badge} */
export function requestBadge({ status: code, fault, error }) {
  if (fault) return { tone: "bad", label: fault === "cut" ? "Cut off" : "No answer" };
  if (code < 400) return { tone: "good", label: String(code) };
  return { tone: code === 402 ? "wait" : "bad", label: `${code}${error?.code ? ` ${error.code}` : ""}` };
}

/** @type {import("../views.js").View} */
export function requestsView({ query }) {
  const failed = query.get("failed");
  const source = createSource(() => get("/requests", { failed }));
  /** @type {Bag[]} */
  let shown = [];
  source.read();
  /** @param {Bag[]} all */
  const newerThanShown = (all) =>
    shown.length === 0
      ? 0
      : Math.max(
          0,
          all.findIndex(({ id }) => id === shown[0]?.id),
        );
  return {
    title: "Requests",
    close: source.close,
    hint(hint) {
      if (hint.type === "reset") shown = [];
      if (["request", "again", "many", "reset"].includes(hint.type)) source.again();
    },
    draw() {
      if (!source.data)
        return [head("Requests"), source.error ? failure(source.error, source.read) : waiting()];
      const all = source.data.data;
      if (shown.length === 0) shown = all;
      const newer = newerThanShown(all);
      return [
        head("Requests"),
        h(
          "nav",
          { class: "filters", "aria-label": "Requests by result", key: "filters" },
          h("a", { href: "#/requests", "aria-current": failed ? undefined : "true" }, "All"),
          h("a", { href: "#/requests?failed=true", "aria-current": failed ? "true" : undefined }, "Errors"),
        ),
        h(
          "div",
          { class: "newer", role: "status", key: "newer" },
          newer > 0 &&
            h(
              "button",
              { type: "button", class: "main", onclick: () => show(all) },
              counted(newer, "new request"),
            ),
        ),
        shown.length === 0
          ? none(failed)
          : lines("requests", ["Request", "Result", "Idempotency key", "Took", "Came"], shown, line),
        shown.length > 0 &&
          h("p", { class: "foot soft", key: "foot" }, "The last 300 are kept, until the sandbox stops."),
      ];
    },
  };

  /** @param {Bag[]} all */
  function show(all) {
    shown = all;
    window.scrollTo({ top: 0 });
    source.read();
  }
}

/** @param {Bag} request */
function line(request) {
  return {
    href: `#/requests/${request.id}`,
    cells: [
      h("span", { class: "what clip" }, h("b", {}, request.method), ` ${request.path}`),
      h(
        "span",
        { class: "state" },
        status(requestBadge(request)),
        request.replayed && h("span", { class: "soft reason" }, "replayed"),
      ),
      h("span", { class: "who clip soft id" }, request.idempotencyKey ?? ""),
      h("span", { class: "amount soft" }, `${request.durationMs} ms`),
      h("span", { class: "time soft" }, when(request.at / 1000)),
    ],
  };
}

/** @param {string | null} failed */
function none(failed) {
  return failed
    ? empty("No request has failed", h("p", {}, h("a", { href: "#/requests" }, "Show all requests")))
    : empty(
        "No requests yet",
        h("p", {}, "What your code asks of Stripe's API appears here, with what it was answered."),
      );
}
