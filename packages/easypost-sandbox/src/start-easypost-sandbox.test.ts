import easypost from "@easypost/api";
import { afterAll, expect, test } from "vitest";
import { startEasyPostSandbox } from "./start-easypost-sandbox.ts";

// The package's types are those of its CommonJS build; its module exports the class itself.
const EasyPost = easypost as unknown as typeof easypost.default;
const sandbox = await startEasyPostSandbox({ webhook: { url: "", secret: "sécret" } });
afterAll(() => sandbox.stop());
const client = new EasyPost(sandbox.apiKey, { baseUrl: sandbox.apiBase });

const home = { name: "A Shop", street1: "1 Long Road", city: "Town", zip: "1010", country: "AT" };
const there = { name: "A Customer", street1: "2 Short Road", city: "Village", zip: "2020", country: "AT" };
const parcel = { length: 10, width: 8, height: 4, weight: 15.4 };

function create(more: object = {}) {
  return client.Shipment.create({ from_address: home, to_address: there, parcel, reference: "r1", ...more });
}

test("a shipment has rates, and one of them buys its label, once", async () => {
  const shipment = await create();
  expect(shipment).toMatchObject({ object: "Shipment", reference: "r1", messages: [], postage_label: null });
  expect(shipment.rates.map(({ rate, currency, delivery_days }) => [rate, currency, delivery_days])).toEqual([
    ["4.95", "USD", 4],
    ["14.80", "USD", 1],
    ["5.60", "EUR", 3],
  ]);
  const bought = await client.Shipment.buy(shipment.id, shipment.rates[1]?.id ?? "");
  expect(bought.selected_rate).toMatchObject({ carrier: "AntonPost", service: "Express" });
  expect(bought.tracker).toMatchObject({ tracking_code: bought.tracking_code, status: "unknown" });
  const label = await fetch(bought.postage_label.label_url);
  expect(label.headers.get("content-type")).toBe("application/pdf");
  expect(await label.text()).toMatch(/^%PDF-1\.4.*A Customer.*%%EOF\n$/s);

  const again = client.Shipment.buy(shipment.id, shipment.rates[0]?.id ?? "");
  await expect(again).rejects.toMatchObject({ statusCode: 422, code: "SHIPMENT.POSTAGE.EXISTS" });
  expect((await client.Shipment.retrieve(shipment.id)).tracking_code).toBe(bought.tracking_code);
});

test("customs are asked for abroad, but not inside of the European Union, and a carrier that has no rate says why in a message", async () => {
  expect((await create({ to_address: { ...there, country: "DE" } })).rates).toHaveLength(3);
  const abroad = { to_address: { ...there, country: "US", state: "CA" } };
  const refused = await create(abroad);
  expect(refused.rates).toEqual([]);
  expect(refused.messages[0]?.message).toMatch(/^customs_info is required/);
  const item = { description: "Record", quantity: 1, weight: 17, value: 20, origin_country: "AT" };
  const declaring = (each: object) => ({
    contents_type: "merchandise",
    customs_items: [{ ...item, ...each }],
  });
  expect((await create({ ...abroad, customs_info: declaring({}) })).rates).toHaveLength(2);
  for (const each of [{ origin_country: "" }, { value: 0 }, { weight: 0 }])
    await expect(create({ ...abroad, customs_info: declaring(each) })).rejects.toMatchObject({
      statusCode: 422,
    });
  expect((await create({ parcel: { ...parcel, weight: 1_121 } })).messages).toHaveLength(2);
});

test("rates need no street, and a label does", async () => {
  const { street1: _, name: __, ...place } = there;
  const { id, rates } = await create({ to_address: place });
  expect(rates).toHaveLength(3);
  await expect(client.Shipment.buy(id, rates[0]?.id ?? "")).rejects.toMatchObject({
    code: "ADDRESS.PARAMETERS.INVALID",
  });
  await expect(create({ to_address: { country: "AT" } })).rejects.toMatchObject({ statusCode: 422 });
});

test("a label is refunded by its carrier later, unless its parcel is on the way", async () => {
  const [kept, moved] = [await create(), await create()];
  await expect(client.Shipment.refund(kept.id)).rejects.toMatchObject({
    code: "SHIPMENT.REFUND.UNAVAILABLE",
  });
  for (const { id, rates } of [kept, moved]) await client.Shipment.buy(id, rates[0]?.id ?? "");
  expect(await client.Shipment.refund(kept.id)).toMatchObject({ refund_status: "submitted" });
  sandbox.decideRefund(kept.id, "rejected");
  expect(await client.Shipment.retrieve(kept.id)).toMatchObject({ refund_status: "rejected" });
  const code = sandbox.shipments().find(({ id }) => id === moved.id)?.tracking_code ?? "";
  sandbox.moveTracker(code, "in_transit");
  await expect(client.Shipment.refund(moved.id)).rejects.toMatchObject({ statusCode: 422 });
});

test("events are signed as the client checks it", async () => {
  const { id, rates } = await create();
  const { tracking_code } = await client.Shipment.buy(id, rates[0]?.id ?? "");
  const { body, signature } = sandbox.moveTracker(tracking_code, "delivered");
  const headers = { "X-Hmac-Signature": signature };
  const event = client.Utils.validateWebhook(Buffer.from(body), headers, "sécret");
  expect(event).toMatchObject({
    description: "tracker.updated",
    result: { tracking_code, status: "delivered" },
  });
  expect(() => client.Utils.validateWebhook(Buffer.from(`${body} `), headers, "sécret")).toThrow();
});

test("bad input, wrong keys and injected faults are answered as EasyPost does", async () => {
  await expect(client.Shipment.create({})).rejects.toMatchObject({ statusCode: 422 });
  await expect(client.Shipment.retrieve("shp_none")).rejects.toMatchObject({ statusCode: 404 });
  const stranger = new EasyPost("EZTK_other", { baseUrl: sandbox.apiBase });
  await expect(stranger.Shipment.retrieve("shp_none")).rejects.toMatchObject({ statusCode: 401 });
  sandbox.injectFault({ call: "create", kind: "error", status: 429, code: "RATE_LIMITED" });
  await expect(create()).rejects.toMatchObject({ statusCode: 429, code: "RATE_LIMITED" });
  sandbox.injectFault({ call: "create", kind: "no_rates", message: "closed today" });
  expect(await create()).toMatchObject({ rates: [], messages: [{ message: "closed today" }, {}] });
  const before = sandbox.shipments().length;
  sandbox.injectFault({ call: "create", kind: "lost_answer" });
  await expect(create()).rejects.toThrow();
  expect(sandbox.shipments()).toHaveLength(before + 1);
});
