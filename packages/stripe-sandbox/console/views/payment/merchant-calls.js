// @ts-check
import { h } from "../../dom.js";
import { section } from "../../parts/bits.js";
import { codeBlock, fold } from "../../parts/code.js";

/** @typedef {import("../../dom.js").Bag} Bag */

/** What the shop itself can do next is done by its code; this is how. @param {Bag} all */
export function merchantCalls({ payment_intent: intent }) {
  const base = `curl -u sk_test_sandbox: ${location.origin}/v1`;
  /** @type {[string, string][]} */
  const calls = [];
  if (intent.status === "requires_capture")
    calls.push(["Capture", `${base}/payment_intents/${intent.id}/capture -X POST`]);
  if (intent.status === "succeeded") calls.push(["Refund", `${base}/refunds -d payment_intent=${intent.id}`]);
  if (intent.status === "requires_confirmation" || intent.status === "requires_payment_method")
    calls.push([
      "Confirm",
      `${base}/payment_intents/${intent.id}/confirm -d payment_method=pm_card_visa -d return_url=http://localhost`,
    ]);
  if (!["succeeded", "canceled", "processing"].includes(intent.status))
    calls.push(["Cancel", `${base}/payment_intents/${intent.id}/cancel -X POST`]);
  if (calls.length === 0) return undefined;
  return section(
    "What your code does",
    {},
    h(
      "p",
      { class: "soft" },
      "This page plays everybody but the shop. The shop's part goes through the API:",
    ),
    calls.map(([name, call]) => fold(`${name} ${intent.id}`, name, () => codeBlock(call, name))),
  );
}
