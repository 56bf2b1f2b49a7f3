import { expect, test } from "vitest";
import { type OrderMailFacts, renderOrderMail } from "./order-mails.ts";
import { renderRefundMail } from "./refund-mails.ts";
import { renderShipmentMail } from "./shipment-mails.ts";

const sender = {
  shippingMethod: null,
  tooLate: null,
  shopName: "Other & Sons",
  supportEmail: "hello@other.example",
  seller: { name: "Other Ltd", address: ["2 Short Street", "Dublin"], vatId: "IE6388047V" },
};
const facts = { ...sender, number: "DT-1", link: "https://other.example/order/1", name: "Anna" };
const sum = { amount: 100, currency: "eur" };
const order: OrderMailFacts = {
  ships: true,
  ...facts,
  invoiceLink: null,
  isAuthorized: false,
  lines: [],
  discount: sum,
  discounts: [],
  shipping: sum,
  taxes: [],
  total: sum,
  uncaptured: { amount: 0, currency: "eur" },
  charge: null,
  cancelled: [],
  disputed: null,
  method: null,
  business: null,
  hasFiles: false,
  licenceLinks: [],
  deliverTo: null,
  bank: null,
  heldUntil: null,
  timeZone: "UTC",
};
const shipment = {
  ...facts,
  carrier: "DHL",
  trackingNumber: null,
  trackingUrl: null,
  inShipment: [],
  stillToCome: [],
  isLast: true,
  isCorrection: false,
};
const refund = {
  document: null,
  ...facts,
  amount: sum,
  method: null,
  isRetry: false,
  failureReason: null,
  freedTimes: [],
  timesToFree: [],
};

test.each([
  ["an order", renderOrderMail("order_confirmed", order)],
  ["a failed payment", renderOrderMail("payment_failed", order)],
  ["a parcel", renderShipmentMail("order_shipped", shipment)],
  ["a refund", renderRefundMail("refund_sent", refund)],
])("a mail about %s ends with who writes, and with whom the contract is", (_, { text, html }) => {
  expect(text).toMatch(
    /write to hello@other\.example\.\n\nOther & Sons\n\nOther Ltd, 2 Short Street, Dublin, VAT id IE6388047V$/,
  );
  expect(html).toContain(
    "<p>Other &amp; Sons</p><p>Other Ltd, 2 Short Street, Dublin, VAT id IE6388047V</p>",
  );
  expect(`${text}${html}`).not.toContain("Dualtrack");
});

test("a shop without more to say about its seller says its name once", () => {
  const seller = { name: sender.shopName, address: [], vatId: null };
  const { text } = renderOrderMail("order_confirmed", { ...order, seller });
  expect(text).toMatch(/\.\n\nOther & Sons$/);
});

test("a confirmation names all times that came too late, and beside a long name an amount stays on one line", () => {
  const hours = { times: ["Monday", "Tuesday"], paid: sum };
  const { text, html } = renderOrderMail("order_confirmed", { ...order, tooLate: hours });
  expect(text).toContain("Monday; Tuesday were not free any more when your payment arrived");
  expect(html).toContain('white-space:nowrap">€1.00</td>');
  const one = renderOrderMail("order_confirmed", { ...order, tooLate: { ...hours, times: ["Monday"] } });
  expect(one.text).toContain("Monday was not free any more");
});
