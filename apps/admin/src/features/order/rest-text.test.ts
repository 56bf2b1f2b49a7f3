import { expect, test } from "vitest";
import { restText } from "./rest-text.ts";

const line = { id: "1", productTitle: "Record", variantTitle: "", keptQuantity: 2, shippedQuantity: 1 };
const rest = (isGivenBack: boolean, shippedQuantity: number) =>
  restText({ lines: [{ ...line, shippedQuantity }], isGivenBack }, ({ keptQuantity }) => keptQuantity);

test("units without a decision stay with the customer if they were shipped, and will be shipped otherwise", () => {
  expect(rest(false, 2)).toBe("2 × “Record”: sent, and with the customer.");
  expect(rest(false, 1)).toBe("1 × “Record”: sent, and with the customer. 1 × “Record”: still to be sent.");
});

test("in an order that is refunded in full, units that will still be shipped are named", () => {
  expect(rest(true, 0)).toBe(
    "2 × “Record”: to be sent all the same, though all of the money goes back to the customer.",
  );
});
