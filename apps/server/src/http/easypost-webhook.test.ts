import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { easypostSecret, openTestServer } from "../testing/open-test-server.ts";

const event = (id: string) =>
  JSON.stringify({
    id,
    object: "Event",
    description: "tracker.updated",
    created_at: "2026-11-29T10:00:00Z",
    result: {
      id: "trk_1",
      object: "Tracker",
      shipment_id: "shp_of_nobody",
      status: "in_transit",
      updated_at: "2026-11-29T09:59:00Z",
    },
  });

const sign = (body: string, secret = easypostSecret) =>
  `hmac-sha256-hex=${createHmac("sha256", secret.normalize("NFKD")).update(body).digest("hex")}`;

test("signed events are stored once, and all others are refused before anything is read or stored", async () => {
  await using server = await openTestServer();
  const post = (body: string, signature?: string) =>
    fetch(`${server.url}/webhooks/easypost`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        ...(signature === undefined ? {} : { "x-hmac-signature": signature }),
      },
    });
  const stored = () => server.shop.db.carrierEvent.findMany();
  const body = event(`evt_${randomUUID()}`);

  expect((await post(body)).status).toBe(401);
  expect((await post(body, "hmac-sha256-hex=00")).status).toBe(401);
  expect((await post(body, sign(body, "another secret"))).status).toBe(401);
  expect((await post(`${body} `, sign(body))).status).toBe(401);
  expect((await post("x".repeat(600_000), sign(body))).status).toBe(413);
  expect((await post("[]", sign("[]"))).status).toBe(400);
  expect(await stored()).toEqual([]);

  for (let times = 0; times < 2; times += 1) expect((await post(body, sign(body))).status).toBe(200);
  const other = JSON.stringify({ ...JSON.parse(body), id: "evt_2", result: { object: "Batch" } });
  expect((await post(other, sign(other))).status).toBe(200);
  expect(await stored()).toMatchObject([{ status: "in_transit", carrierShipmentId: "shp_of_nobody" }]);
  expect((await fetch(`${server.url}/labels/${randomUUID()}.pdf`)).status).toBe(401);
});
