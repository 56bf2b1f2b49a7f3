import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";
import { holds, watch } from "./watch.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

test.each([
  ["4242-4242 4242.4242", true],
  ['{"n":["4242","4242","4242"]}', true],
  ["number=4242%2042424", true],
  [btoa("4242424242424242"), true],
  ["visa ending in 4242 for 20.00", false],
])("the watch reads %s: %s", (text, found) => {
  expect(holds(text, "4242 4242 4242 4242")).toBe(found);
});

const declined = "4000 0000 0000 0002";
const challenged = "4000 0000 0000 3220";
const good = "5555 5555 5555 4444";
const iban = "AT611904300234573201";
const code = "941";

test("no number, security code or IBAN leaves the frame but to the sandbox itself", async () => {
  const order = { deferred: true, redirect: "if_required", payment: { layout: "tabs" } };
  await using customer = await shop.visit({ ...order, clientSecret: "pi_0_secret_0" });
  const { page } = customer;
  const seen = await watch(page, shop.sandbox.url);

  const begin = async () => {
    const payment = await shop.newPayment({ currency: "eur" });
    const wanted = encodeURIComponent(JSON.stringify({ ...order, clientSecret: payment.client_secret }));
    await page.goto(`${shop.url}/?order=${wanted}`);
    return String(payment.id);
  };
  /** Key by key, as a person does, and once wrongly. */
  const type = async (number: string) => {
    await customer.field("Card number").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(`${number.slice(0, -1)}9`);
    await page.keyboard.press("Backspace");
    await page.keyboard.type(number.slice(-1));
    await customer.field("Expiration date").fill("12 / 34");
    await customer.field("Security code").fill(code);
    await customer.field("ZIP").fill("94107");
  };

  // A decline, then a challenge refused, then one passed.
  const first = await begin();
  await type(declined);
  await customer.pay();
  await customer.isTold("Your card was declined.");
  await type(challenged);
  await customer.pay();
  await customer.bank.getByRole("button", { name: "Fail authentication" }).click();
  await customer.isTold("We are unable to authenticate your payment method.");
  await customer.pay();
  await customer.bank.getByRole("button", { name: "Complete authentication" }).click();
  await customer.isTold("Paid: succeeded");
  const afterFirst = (await seen.everything()).length;
  expect(await shop.payment(first)).toMatchObject({ status: "succeeded" });

  // A card that simply pays, made into a PaymentMethod by the shop's own code as well.
  await begin();
  await type(good);
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  await seen.everything();

  // A bank account.
  await begin();
  await customer.card.getByRole("tab", { name: "SEPA Direct Debit" }).click();
  await customer.field("IBAN").pressSequentially(iban);
  await customer.field("Full name").fill("Ada Lovelace");
  await customer.field("Email").fill("ada@example.com");
  await customer.pay();
  await customer.isTold("Paid: processing");

  const everything = await seen.everything();
  expect(everything.length).toBeGreaterThan(afterFirst);
  const secrets = [declined, challenged, good, iban, code];
  const leaks = everything.filter(({ text }) => secrets.some((secret) => holds(text, secret)));
  expect(leaks).toEqual([]);

  // The watch was awake: it saw confirmations, messages both ways, and the numbers where they belong.
  const places = everything.map(({ where }) => where);
  expect(places.filter((where) => where.endsWith("/confirm"))).toHaveLength(5);
  expect(places).toContain("message to the shop");
  expect(places).toContain("message from the shop");
  for (const secret of secrets) {
    const carriers = seen.ofFrames.filter(({ text }) => holds(text, secret));
    expect(new Set(carriers.map(({ where }) => where))).toEqual(
      new Set([`POST ${shop.sandbox.url}/v1/payment_methods`]),
    );
  }
  expect(customer.problems).toEqual([]);
});

test("a message without the frame's own channel id is passed over", async () => {
  await using customer = await shop.visit({ redirect: "if_required" });
  await customer.fillCard("4242 4242 4242 4242");
  await customer.page.evaluate((sandbox) => {
    const answers: string[] = [];
    Object.assign(window, { answers });
    addEventListener("message", ({ data }) => data.type === "answer" && answers.push(data.id));
    window.frames[0]?.postMessage({ type: "createPaymentMethod", id: "stranger", channel: "guess" }, sandbox);
  }, shop.sandbox.url);
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  const answers = await customer.page.evaluate<string[]>("answers");
  expect(answers.length).toBeGreaterThan(0);
  expect(answers).not.toContain("stranger");
});
