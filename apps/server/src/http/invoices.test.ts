import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { orderToken, refundOrder } from "@dualtrack/commerce";
import { buy, owner as by, runJobs, stockedVariant, test } from "@dualtrack/testkit";
import express from "express";
import { expect } from "vitest";
import { invoices } from "./invoices.ts";

test("a refund's mail links its credit note: there is one PDF behind it, and nothing for whoever guesses", async ({
  shop,
}) => {
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 5, price: 2_000 })]: 1 });
  await runJobs(shop);
  const requestId = randomUUID();
  await refundOrder(shop, { orderId, requestId, amount: 500, lines: [], reason: "other", note: "", by });
  await runJobs(shop);
  const mail = await shop.db.mail.findUniqueOrThrow({ where: { key: `refund_sent:${requestId}` } });
  const path = /Credit note \(PDF\): http:\/\/shop\.example(\S+)/.exec(mail.text)?.[1] ?? "";
  const server = createServer(
    express().use(
      "/invoices",
      invoices(shop, async () => null),
    ),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const get = async (wanted: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${wanted}`);
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
    };
  };
  try {
    const pdf = await get(path);
    expect([pdf.status, pdf.type, pdf.text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"]);
    const token = orderToken(shop, orderId);
    for (const wrong of [
      path.replace("credit_note", "reversal"), // it has not failed
      path.replace("credit_note", "invoice"),
      path.replace(requestId, randomUUID()),
      path.replace(requestId, "x"),
      path.replace(token, `${orderId}.${"x".repeat(43)}`),
    ])
      expect(await get(wrong)).toMatchObject({
        status: 404,
        text: "There is no such invoice. The order's page has links to all that there are.",
      });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
