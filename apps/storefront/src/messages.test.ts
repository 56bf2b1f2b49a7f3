import { expect, test } from "vitest";
import { paymentMessage, refusalMessages, shortageText } from "./messages.ts";
import { bookedTimeText } from "./slot-texts.ts";

test("a declined card: what happened, what it means for the money, what to do", () => {
  const declined = "Your bank declined this card. Nothing was charged. Try another card.";
  expect(paymentMessage({ type: "card_error", code: "card_declined", decline_code: "generic_decline" })).toBe(
    declined,
  );
  expect(paymentMessage({ type: "card_error", code: "a_code_of_tomorrow" })).toBe(declined);
});

test("the decline code says more than the error code", () => {
  expect(
    paymentMessage({ type: "card_error", code: "card_declined", decline_code: "insufficient_funds" }),
  ).toMatch(/not enough money/);
});

test("a failed payment without a card mentions neither a card nor a fault of the shop", () => {
  for (const code of ["payment_method_customer_decline", "payment_method_provider_decline"])
    expect(paymentMessage({ type: "invalid_request_error", code })).not.toMatch(/card|our side/);
});

test("every failed payment says that nothing was charged, unless a field is incomplete", () => {
  for (const code of ["expired_card", "incorrect_cvc", "payment_intent_authentication_failure", "unheard_of"])
    expect(paymentMessage({ code })).toContain("Nothing was charged.");
  expect(paymentMessage({ type: "validation_error", message: "Your card number is incomplete." })).toBe(
    "Your card number is incomplete.",
  );
});

test("a shortage names the product and how many are left", () => {
  const line = { variantId: "", title: "Session 01", requested: 3, available: 1 };
  expect(shortageText({ ...line, available: 0 })).toBe("Session 01 has just sold out.");
  expect(shortageText(line)).toBe("Only 1 of Session 01 is left.");
  const mayReturnAt = new Date(2031, 5, 10, 14, 35).toISOString(); // on the device's clock
  expect(shortageText({ ...line, available: 0, mayReturnAt })).toBe(
    "Others have reserved the last of Session 01. If they do not pay, some may be free again from 14:35.",
  );
  expect(shortageText({ ...line, mayReturnAt })).toBe(
    "Only 1 of Session 01 is left. More may be free from 14:35, if others do not pay for what they have reserved.",
  );
  expect(refusalMessages.OUT_OF_STOCK({ lines: [line, { ...line, title: "Tote", available: 2 }] })).toBe(
    "Only 1 of Session 01 is left. Only 2 of Tote are left.",
  );
});

test("a time that is taken is told as the cart tells it, on the shop's clocks; without those it is not named", () => {
  const taken = { title: "Session", startsAt: "2031-06-10T17:00:00Z", available: 0 };
  for (const timeZone of ["UTC", "Pacific/Auckland", "America/New_York"])
    expect(shortageText(taken, timeZone)).toBe(
      `Session: ${bookedTimeText(taken.startsAt, timeZone)} has just been taken.`,
    );
  expect(shortageText(taken)).toBe("Session: this time has just been taken.");
  expect(shortageText({ ...taken, available: 1 }, "UTC")).toContain("only 1 place is left on Tue");
  expect(shortageText({ ...taken, available: 2 })).toBe("Session: only 2 places are left.");
  expect(shortageText({ ...taken, isOffered: false })).toBe("Session: this time can't be booked any more.");
});
