import {
  buy,
  contact,
  guestWith,
  makeRetriesDue,
  openPayment,
  openTestShop,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { startCheckout } from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { createMailer } from "./create-mailer.ts";
import { sendMail } from "./send-mail.ts";
import { type MailSteps, openMailServer } from "./testing/open-mail-server.ts";

/** Refuses the first `refusals` mails, at their end. */
function refuseFirst(refusals: number): MailSteps {
  let left = refusals;
  return {
    async received() {
      left -= 1;
      if (left >= 0) throw new Error("Try again later");
    },
  };
}

test("an order's confirmation reaches the customer's mail server with number, sum and link", async () => {
  await using mailServer = await openMailServer();
  await using shop = await openTestShop();
  shop.mailer = createMailer(mailServer.url);
  const bought = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
  await runJobs(shop);

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
  await using mailServer = await openMailServer();
  await using shop = await openTestShop();
  shop.mailer = createMailer(mailServer.url);
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const own = { checkoutId, cartToken };
  const { payment } = await openPayment(shop, {
    ...own,
    quoteNumber: 1,
    contact: { ...contact, email },
    shippingAddress,
  });
  const { paymentIntentId } = payment;
  await payAtStripe(shop, paymentIntentId);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  await runJobs(shop);
  expect(mailServer.recipients).toEqual([{ address: email, smtpUtf8: needsSmtpUtf8 }]);
});

test("a mail server that refuses does not touch the order, and gets the mail later, once", async () => {
  await using mailServer = await openMailServer(refuseFirst(1));
  await using shop = await openTestShop();
  shop.mailer = createMailer(mailServer.url);
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 2 })]: 1 });
  await runJobs(shop);
  expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({ state: "confirmed" });
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({
    state: "failed",
    attempts: 1,
  });

  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({ state: "sent", attempts: 2 });
  expect(mailServer.received).toHaveLength(1);
});

test("a job that runs twice at the same time sends one mail, and runs again when the other's claim ends", async () => {
  await using shop = await openTestShop();
  const sendAgain = () => sendMail(shop, { mailId });
  await using mailServer = await openMailServer({ rcptTo: sendAgain });
  shop.mailer = createMailer(mailServer.url);
  const mailId = await queueMail(shop);
  await sendMail(shop, { mailId });
  expect(mailServer.received).toHaveLength(1);
  const [again] = await shop.db.$queryRaw<{ run_at: Date }[]>`
    select run_at from graphile_worker.jobs where key = ${`claimed-mail:${mailId}`}`;
  expect(again?.run_at.getTime()).toBeGreaterThan(shop.clock.now().getTime());
});

test("a process that was asleep while another took over its mail cuts its own off before the end", async () => {
  await using shop = await openTestShop();
  let [isFirst, mailId] = [true, ""];
  await using mailServer = await openMailServer({
    async rcptTo() {
      if (!isFirst) return;
      isFirst = false;
      shop.clock.advance(60_000);
      await sendMail(shop, { mailId });
    },
  });
  shop.mailer = createMailer(mailServer.url);
  mailId = await queueMail(shop);
  await expect(sendMail(shop, { mailId })).rejects.toThrow("The claim on the mail has ended");
  expect(mailServer.received).toHaveLength(1);
  expect(await shop.db.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: "sent" });
});

test("a mail server that takes mails and never says so gets no third copy", async () => {
  await using shop = await openTestShop();
  let copies = 0;
  await using mailServer = await openMailServer({
    received() {
      copies += 1;
      return new Promise(() => {});
    },
  });
  shop.mailer = createMailer(mailServer.url, { answerMs: 1_000 });
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  for (let tries = 0; tries < 4; tries += 1) {
    await runJobs(shop);
    await makeRetriesDue(shop);
  }
  expect(copies).toBe(2);
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({
    state: "failed",
    attempts: 2,
  });
});

async function queueMail(shop: TestShop): Promise<string> {
  const mail = { subject: "Hello", text: "Hello", html: "<p>Hello</p>" };
  const { id } = await shop.db.mail.create({
    data: { kind: "staff_alert", key: "test", recipient: "reader@example.com", ...mail },
  });
  return id;
}
