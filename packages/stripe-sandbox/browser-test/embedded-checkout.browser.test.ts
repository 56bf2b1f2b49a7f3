import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

const order = {
  ui_mode: "embedded_page",
  mode: "payment",
  "line_items[0][quantity]": 1,
  "line_items[0][price_data][currency]": "usd",
  "line_items[0][price_data][unit_amount]": 2000,
  "line_items[0][price_data][product_data][name]": "Parallel Lines LP",
};

/** A customer in front of the session's page, inside of the shop's. */
async function openPayPage(params: Record<string, unknown>) {
  const session = await shop.create("checkout/sessions", { ...order, ...params });
  const customer = await shop.visit({ embedded: true, clientSecret: session.client_secret });
  customer.page.setDefaultTimeout(60_000);
  const frame = customer.page.frameLocator('iframe[title="Checkout"]');
  return {
    session,
    customer,
    frame,
    async pay(number: string) {
      await frame.getByLabel("Email").fill("anna@example.com");
      await frame.getByLabel("Card number").fill(number);
      await frame.getByLabel("Expiration date").fill("12 / 34");
      await frame.getByLabel("Security code").fill("123");
      await frame.getByLabel("Name on card").fill("Anna Example");
      await frame.getByLabel("ZIP").fill("94107");
      await frame.locator("#pay").click();
    },
  };
}

test("pays inside of the shop's page after 3-D Secure, and comes back to the shop", async () => {
  const { session, customer, frame, pay } = await openPayPage({
    return_url: `${shop.url}/thanks?session={CHECKOUT_SESSION_ID}`,
  });
  await using _ = customer;
  await frame.getByRole("heading", { name: "Pay for Parallel Lines LP" }).waitFor();
  expect(await customer.page.locator("iframe").count()).toBe(1);
  await pay("4000 0000 0000 3220");
  const bank = frame.frameLocator('iframe[title="3D Secure authentication"]');
  await bank.getByRole("button", { name: /complete|authorize|approve/i }).click();
  await customer.page.waitForURL(`${shop.url}/thanks?session=${session.id}`);
  expect(await shop.read(`checkout/sessions/${session.id}`)).toMatchObject({
    status: "complete",
    payment_status: "paid",
  });
  expect(customer.problems).toEqual([]);
});

test("stays where it is when the shop wants that, and tells the shop; the frame is as high as what it shows", async () => {
  const { customer, frame, pay } = await openPayPage({ redirect_on_completion: "never" });
  await using _ = customer;
  await frame.locator("#pay").waitFor();
  const inside = () => frame.locator("#checkout").evaluate((element) => element.clientHeight);
  await expect
    .poll(async () => (await customer.page.locator("iframe").boundingBox())?.height)
    .toBe(await inside());
  await pay("4242 4242 4242 4242");
  await frame.getByRole("heading", { name: "Thank you" }).waitFor();
  await expect.poll(() => customer.events()).toEqual([{ name: "complete", event: undefined }]);
  expect(customer.page.url()).toContain(shop.url);
  expect(customer.problems).toEqual([]);
});

test("a session is not shown to a page that has only its id, nor one with a page of its own in a frame", async () => {
  const { id } = await shop.create("checkout/sessions", { ...order, redirect_on_completion: "never" });
  expect((await fetch(`${shop.sandbox.url}/c/session/${id}`)).status).toBe(404);
  const { ui_mode: _, ...own } = order;
  const hosted = await shop.create("checkout/sessions", { ...own, success_url: shop.url });
  const { headers } = await fetch(`${shop.sandbox.url}/c/embed/${hosted.id}`);
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});
