import { expect, test } from "vitest";
import { declineWords } from "./decline-words.ts";

test("codes of failed payments are told in words, and what Stripe invents later as its code", () => {
  expect(declineWords("payment_intent_payment_attempt_failed")).toBe("The payment failed");
  expect(declineWords("insufficient_funds")).toBe("Not enough money");
  expect(declineWords("eaten_by_dog")).toBe("Refused, with the code eaten_by_dog");
});
