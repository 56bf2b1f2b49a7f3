// @ts-check
import { counted } from "../../format.js";

/** @typedef {import("../../dom.js").Bag} Bag */

/** @type {Record<string, (fault: Bag) => string>} */
const actions = {
  lose: () => "is lost",
  delay: ({ delayMs = 3000 }) => `comes ${seconds(delayMs)} late`,
  duplicate: ({ delayMs = 0 }) => (delayMs ? `comes again ${seconds(delayMs)} later` : "comes twice"),
  double_event: () => "is two events for one change",
  reorder: () => "is overtaken by a later one",
  corrupt_signature: () => "has a wrong signature at first",
  latency: ({ latencyMs = 1000 }) => `takes ${seconds(latencyMs)} longer`,
  rate_limit: () => "is answered 429 before any work",
  lock_timeout: () => "is answered 429, because another is at the same object",
  error: ({ status = 500, code, param, when, sticky }) => {
    const answered = `answered ${[status, code, param && `for ${param}`].filter(Boolean).join(" ")}`;
    return when === "after"
      ? `is carried out, but ${answered}${sticky ? ", also when it is repeated" : ""}`
      : `is ${answered}, and nothing is done`;
  },
  cut: ({ when }) =>
    when === "after" ? "is carried out, but the answer is lost" : "is cut off before anything is done",
  hang: ({ when }) =>
    when === "after" ? "is carried out, but never answered" : "is never answered, and nothing is done",
};

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toLocaleString("en")} s`;

/** What a fault does, in a sentence: `Each POST /v1/refunds is carried out, but the answer is lost, once.` @param {Bag} fault */
export function sentence(fault) {
  const act = actions[fault.action]?.(fault) ?? fault.action;
  const wait =
    fault.latencyMs !== undefined && fault.action !== "latency" ? ` after ${seconds(fault.latencyMs)}` : "";
  return `${subject(fault)} ${act}${wait}${limit(fault)}.`;
}

/** @param {Bag} fault */
function subject({ kind, types, method, path, nth, rate }) {
  const what =
    kind === "webhook"
      ? types
        ? types.join(" or ")
        : "webhook"
      : [method, path?.replace(/\$$/, "")].filter(Boolean).join(" ") || "request";
  if (nth) return `Number ${nth} of ${what} from now on`;
  if (rate !== undefined && rate < 1)
    return `About ${Math.round(rate * 100)} % of ${what}${what.includes("webhook") || what === "request" ? "s" : ""}:`;
  return `Each ${what}`;
}

/** @param {Bag} fault */
function limit({ times, nth }) {
  if (times === undefined || nth) return "";
  return times === 1 ? ", once" : `, ${counted(times, "time")}`;
}

/** Whether it will not strike again. @param {Bag} fault */
export function isSpent({ struck, times, nth }) {
  return struck >= (times ?? (nth ? 1 : Number.POSITIVE_INFINITY));
}
