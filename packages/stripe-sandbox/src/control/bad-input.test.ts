import { expect, test } from "vitest";
import { openShop, type Shop } from "../testing/open-shop.ts";

/** What the control API says to a call as a script may send it by mistake. */
async function errorMessage(shop: Shop, method: string, path: string, body?: unknown) {
  const response = await fetch(`${shop.sandbox.url}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { error } = (await response.json()) as { error?: { message: string } };
  return `${response.status} ${error?.message}`;
}

test("the control API refuses bad input with a message, and changes nothing", async () => {
  await using shop = await openShop();
  const { latest_charge: charge } = await shop.pay();
  const refund = await shop.stripe.refunds.create({ charge: String(charge), amount: 100 });
  expect(await errorMessage(shop, "POST", "/clock", [])).toBe("400 The body is a JSON object");
  expect(await errorMessage(shop, "POST", `/charges/${charge}/dispute`, { amount: "500" })).toBe(
    "400 amount is a number, in the currency's minor units",
  );
  expect(
    await errorMessage(shop, "POST", `/charges/${charge}/dispute`, { reason: ["fraudulent"] }),
  ).toContain("400 reason is one of bank_cannot_process,");
  expect(await errorMessage(shop, "POST", `/refunds/${refund.id}`, { outcome: "constructor" })).toBe(
    "400 outcome is one of succeed, fail, cancel",
  );
  const [event] = (await shop.stripe.events.list({ limit: 1 })).data;
  expect(await errorMessage(shop, "POST", `/events/${event?.id}/resend`, { webhook_endpoint: 1 })).toBe(
    "400 webhook_endpoint is the id of one",
  );
  expect(await errorMessage(shop, "POST", "/keys", { permissions: { charge: "toString" } })).toBe(
    "400 charge is one of none, read, write",
  );
  expect(await errorMessage(shop, "GET", "/events?type=charge.refunded&type=charge.captured")).toBe(
    "400 type can be given only once",
  );
  expect((await shop.stripe.disputes.list()).data).toEqual([]);
  expect((await shop.stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
});
