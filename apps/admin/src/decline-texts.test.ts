import { expect, test } from "vitest";
import { declineText } from "./decline-texts.ts";

test("failure codes are shown as texts, and a code without a text as the code", () => {
  expect(declineText("payment_intent_payment_attempt_failed")).toBe("The payment failed");
  expect(declineText("insufficient_funds")).toBe("Not enough money");
  expect(declineText("eaten_by_dog")).toBe("Refused, with the code eaten_by_dog");
});
