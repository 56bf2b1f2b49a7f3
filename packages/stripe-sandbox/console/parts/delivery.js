// @ts-check

import { statusBadge } from "../badges.js";
import { h } from "../dom.js";
import { counted, exact } from "../format.js";
import { status, when } from "./bits.js";
import { codeBlock, fold } from "./code.js";

/** @typedef {import("../dom.js").Bag} Bag */

/** @type {Record<string, string>} */
const origins = { duplicate: "doubled on purpose", resend: "sent again" };

/** One webhook to one endpoint, attempt by attempt. @param {Bag} one @param {import("../dom.js").Child} title @param {import("../dom.js").Child} button */
export function delivery(one, title, button) {
  return h(
    "li",
    { class: "card", key: one.id },
    h(
      "div",
      { class: "delivery-head" },
      status(one.state === "lost" ? { tone: "bad", label: "Lost on purpose" } : statusBadge(one.state)),
      title,
      button,
    ),
    h(
      "p",
      { class: "soft" },
      [origins[one.origin], attempts(one.attempt_count)].filter(Boolean).join(" · "),
      one.next_attempt_at && [" · next attempt ", when(Date.parse(one.next_attempt_at) / 1000)],
    ),
    h(
      "ul",
      { class: "plain" },
      [...one.attempts].reverse().map((attempt, index) =>
        h(
          "li",
          { key: `${one.id} ${one.attempts.length - index}` },
          fold(`${one.id} ${attempt.signature}`, attemptTitle(attempt), () => inside(one, attempt)),
        ),
      ),
    ),
  );
}

/** @param {number} count */
const attempts = (count) => (count === 0 ? "not tried yet" : counted(count, "attempt"));

/** @param {Bag} attempt */
function attemptTitle({ at, status: code, error, duration_ms: took }) {
  const good = code >= 200 && code < 300;
  return [
    status({ tone: good ? "good" : "bad", label: code === null ? "No answer" : `HTTP ${code}` }),
    h("span", { class: "soft" }, error ?? `${took} ms`),
    h("time", { class: "soft", datetime: at, title: exact(Date.parse(at)) }, exact(Date.parse(at))),
  ];
}

/** @param {Bag} one @param {Bag} attempt */
function inside(one, attempt) {
  const headers = Object.entries(attempt.headers).map(([name, value]) => `${name}: ${value}`);
  return [
    h(
      "h4",
      {},
      attempt.status === null
        ? "The answer"
        : `The answer: ${attempt.status} after ${attempt.duration_ms} ms`,
    ),
    attempt.error
      ? h("p", {}, attempt.error)
      : attempt.response
        ? codeBlock(attempt.response, "The answer's body")
        : h("p", { class: "soft" }, "An empty body."),
    h("h4", {}, "The request"),
    codeBlock(`POST ${one.url}\n${headers.join("\n")}`, "The request's headers"),
    one.body && codeBlock(one.body, "The request's body"),
  ];
}
