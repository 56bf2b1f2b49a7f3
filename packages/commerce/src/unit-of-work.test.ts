import { connect } from "@dualtrack/db";
import { openTestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { transact } from "./unit-of-work.ts";

test("with every connection in use a unit of work is refused as busy, and has done nothing", async () => {
  await using shop = await openTestShop();
  const db = connect(shop.databaseUrl, { maxConnections: 1, maxWaitMs: 1_000 });
  const small = { ...shop, db };
  try {
    await db.$queryRaw`select 1`;
    let ran = false;
    await transact(small, "customer", async () => {
      const second = transact(small, "customer", async () => {
        ran = true;
      });
      await expect(second).rejects.toMatchObject({
        code: "SHOP_BUSY",
        details: { retryAfterSeconds: expect.any(Number) },
      });
    });
    expect(ran).toBe(false);
    await transact(small, "customer", async ({ tx }) => void (await tx.cart.count()));
  } finally {
    await db.$disconnect();
  }
});
