import type { AddressInfo } from "node:net";
import {
  buy,
  contact,
  guestWith,
  makeRetriesDue,
  openTestShop,
  payAtStripe,
  shippingAddress,
  stockedVariant,
  work,
} from "@dualtrack/testkit";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";
import { prepareCheckout, startCheckout } from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

/** A real mail server that keeps what it gets, and refuses the first `refusals` mails. */
async function openMailServer(refusals: number) {
  const received: string[] = [];
  const recipients: { address: string; smtpUtf8: boolean }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, callback) {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk));
      stream.on("end", () => {
        if (refusals-- > 0) return callback(new Error("Try again later"));
        received.push(text);
        const { mailFrom, rcptTo } = session.envelope;
        const smtpUtf8 = mailFrom !== false && "SMTPUTF8" in (mailFrom.args || {});
        recipients.push(...rcptTo.map(({ address }) => ({ address, smtpUtf8 })));
        callback();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    recipients,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  };
}

test("an order's confirmation reaches the customer's mail server with number, sum and link", async () => {
  await using mailServer = await openMailServer(0);
  await using shop = await openTestShop();
  shop.mailer = createTransport(mailServer.url);
  const bought = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
  await work(shop);

  expect(mailServer.received).toHaveLength(1);
  const [mail = ""] = mailServer.received;
  expect(mail).toContain("To: customer@example.com");
  expect(mail).toMatch(/Subject: Your order DT-\d+ is confirmed/);
  expect(mail.replaceAll("=\r\n", "")).toContain(`http://shop.example/orders/${bought.orderId}.`);
  expect(mail).toMatch(/=E2=82=AC25\.90|€25\.90/);
});

test.each([
  ["black&white/#1!@example.com", false],
  ["someone@bücher.example", false],
  ["кто@bücher.example", true],
])("the mail server gets the mail to %s; letters of other scripts: %s", async (email, needsSmtpUtf8) => {
  await using mailServer = await openMailServer(0);
  await using shop = await openTestShop();
  shop.mailer = createTransport(mailServer.url);
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { id: checkoutId, paymentIntentId } = await startCheckout(shop, { cartToken });
  await prepareCheckout(shop, { checkoutId, cartToken, contact: { ...contact, email }, shippingAddress });
  await payAtStripe(shop, paymentIntentId);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  await work(shop);
  expect(mailServer.recipients).toEqual([{ address: email, smtpUtf8: needsSmtpUtf8 }]);
});

test("a mail server that refuses does not touch the order, and gets the mail later, once", async () => {
  await using mailServer = await openMailServer(1);
  await using shop = await openTestShop();
  shop.mailer = createTransport(mailServer.url);
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
  await work(shop);
  expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({ state: "confirmed" });
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({
    state: "failed",
    attempts: 1,
  });

  await makeRetriesDue(shop);
  await work(shop);
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({ state: "sent", attempts: 2 });
  expect(mailServer.received).toHaveLength(1);
});
