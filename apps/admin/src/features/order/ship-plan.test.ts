import { expect, test } from "vitest";
import { packedOf, planShipment, restOf, shipmentSentences } from "./ship-plan.ts";
import { linkProblem, readTracking, trackingChoiceOf, travelProblem } from "./tracking-choice.ts";

const eur = (amount: number) => ({ amount, currency: "eur" });
const line = (id: string, title: string, openQuantity: number) => ({
  id,
  kind: "physical" as const,
  startsAt: null,
  booking: null,
  productTitle: title,
  artist: "",
  variantTitle: "",
  sku: id,
  picture: null,
  unitPrice: eur(1000),
  quantity: 3,
  amount: eur(3000),
  refundAmounts: [0, 1000, 2000, 3000],
  refundedQuantity: 0,
  cancelledQuantity: 0,
  shippedQuantity: 3 - openQuantity,
  openQuantity,
  keptQuantity: 3,
  backQuantity: 0,
  returnableQuantity: 0,
  lackingQuantity: 0,
  stock: null,
});
const order = {
  lines: [line("a", "Parallel Lines", 2), line("b", "Record Bag", 1), line("c", "Gone", 0)],
  email: "ada@example.com" as string | null,
};
const dhl = { carrier: "DHL", trackingNumber: "JD01", trackingUrl: null };

test("by default a shipment has all remaining units", () => {
  const shipment = planShipment(order, {});
  expect(shipment).toEqual([
    { orderLineId: "a", quantity: 2 },
    { orderLineId: "b", quantity: 1 },
  ]);
  expect(shipmentSentences(order, shipment, dhl, true)).toEqual([
    "Mark 2 × “Parallel Lines” and 1 × “Record Bag” as shipped with DHL, number JD01, and tell ada@example.com by e-mail.",
    "After that, nothing is left to ship.",
  ]);
});

test("the sentence names the remaining units, and that the customer gets no mail", () => {
  const shipment = planShipment(order, { a: 1, b: 0 });
  const tracking = { ...dhl, trackingNumber: null };
  expect(shipmentSentences({ ...order, email: null }, shipment, tracking, true)).toEqual([
    "Mark 1 × “Parallel Lines” as shipped with DHL, without an e-mail.",
    "After that, this is still to ship: 1 × “Parallel Lines” and 1 × “Record Bag”.",
  ]);
  expect(shipmentSentences(order, [], dhl, true)).toEqual(["Nothing is chosen yet.", ""]);
});

test("the sentence says what is cancelled with a shipment, as only it is charged", () => {
  const shipment = planShipment(order, { a: 1 });
  expect(restOf(order, shipment)).toEqual([{ orderLineId: "a", quantity: 1 }]);
  const charge = eur(2_000);
  expect(shipmentSentences(order, shipment, dhl, false, { isRestCancelled: true, charge })[1]).toBe(
    "The card is charged €20.00. Cancel 1 × “Parallel Lines”, which is not charged. After that, nothing is left to ship.",
  );
});

test("after another person's shipment no more than the remaining units are packed", () => {
  expect(packedOf(line("a", "A", 1), { a: 3 })).toBe(1);
});

test("a known carrier's link follows from the number; another carrier has its own, or none", () => {
  const known = trackingChoiceOf(dhl);
  expect(readTracking({ ...known, link: "https://elsewhere.example" }).trackingUrl).toContain("dhl.com");
  expect(readTracking({ ...known, number: " " })).toEqual({
    ...dhl,
    trackingNumber: null,
    trackingUrl: null,
  });

  const other = trackingChoiceOf({
    carrier: "A bike",
    trackingNumber: null,
    trackingUrl: "https://bike.example/1",
  });
  expect(readTracking(other)).toEqual({
    carrier: "A bike",
    trackingNumber: null,
    trackingUrl: "https://bike.example/1",
  });
  expect(travelProblem(other)).toBeNull();
  expect(travelProblem({ ...other, otherName: " " })).toBe("Say first who carries it.");
  expect(travelProblem({ ...other, link: "http://x" })).toBe("The tracking link is not right yet.");
});

test.each(["http://bike.example", "javascript:alert(1)", "bike.example", "https://"])(
  "%s is no tracking link",
  (link) => {
    expect(linkProblem(link)).not.toBeNull();
  },
);
