import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { orderToken } from "@dualtrack/commerce";
import { buy, stockedVariant, test } from "@dualtrack/testkit";
import express from "express";
import { expect } from "vitest";
import { calendars } from "./calendars.ts";

test("an order without bookings has no calendar file, and guessed links are counted", async ({ shop }) => {
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const server = createServer(express().use("/calendars", calendars(shop)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const get = async (token: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/calendars/orders/${token}.ics`);
    expect(response.headers.get("cache-control")).toContain("no-store");
    return { status: response.status, text: await response.text() };
  };
  const nothing = { status: 404, text: "Nothing is booked here. The order's page says what is." };
  try {
    expect(await get(orderToken(shop, orderId))).toEqual(nothing);
    expect(await shop.db.callCount.count()).toBe(0);
    for (const wrong of [`${orderId}.${"x".repeat(43)}`, "x", "x".repeat(300)])
      expect(await get(wrong)).toEqual(nothing);
    expect(await shop.db.callCount.findMany({ select: { count: true } })).toEqual([{ count: 3 }]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
