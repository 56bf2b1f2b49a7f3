import { expect, test } from "vitest";
import { disputeReasonText, fraudTypeText } from "./dispute-reasons.ts";

test("Stripe's reasons are told in words, and what it invents later as its code", () => {
  expect(disputeReasonText("product_not_received")).toBe("the goods did not arrive");
  expect(fraudTypeText("made_with_stolen_card")).toBe("made with a stolen card");
  expect(disputeReasonText("parcel_eaten_by_dog")).toBe("another reason (parcel_eaten_by_dog)");
  expect(fraudTypeText("made_with_telepathy")).toBe("another reason (made_with_telepathy)");
});
