import { buy, openTestShop, stockedVariant } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { openLog } from "../config/open-log.ts";
import { eventually } from "../testing/open-test-server.ts";
import { startWorker } from "./start-worker.ts";

test("a line that a payment's job logs in its transaction names the job, the order, the checkout and the payment", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id: checkoutId, orderId, paymentIntentId } = await buy(shop, { [record]: 1 });
  // What is paid is not what was ordered: the money goes back, which is logged where it is decided.
  const data = { orderNumber: 4711, currency: "usd" };
  await shop.db.checkout.update({ where: { id: checkoutId }, data });
  const lines: object[] = [];
  const log = openLog({ LOG_LEVEL: "debug" }, { write: (line) => void lines.push(JSON.parse(line)) });
  const worker = await startWorker({ ...shop, log }, shop.databaseUrl);
  const line = await eventually(
    async () => lines.find((each) => "msg" in each && each.msg === "a payment is refunded in full"),
    "the line is logged",
  );
  expect(line).toMatchObject({
    job: "sync-payment",
    jobId: expect.stringMatching(/^\d+$/),
    orderNumber: "DT-4711",
    reason: "amount_mismatch",
    ...{ orderId, checkoutId, paymentIntentId },
  });
  const scheduled = await eventually(
    async () => lines.find((each) => "msg" in each && each.msg === "schedule done"),
    "a schedule that runs at the start is done",
  );
  expect(scheduled).toMatchObject({ job: expect.any(String), jobId: expect.stringMatching(/^\d+$/) });
  await worker.stop();
});
