import type { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { changedOf, columnsOf, rowOf } from "./row-of.ts";

interface BegunPayment {
  checkoutId: string;
  /** When the background sync first asks Stripe for the payment. */
  syncAt: Date;
  /** The customer's details and IP address. */
  entered: Partial<
    Omit<Prisma.CheckoutCreateManyInput, "id" | "state" | "orderNumber" | "nextSyncAt" | "syncAttempts">
  >;
}

/**
 * Stores the entered details and moves the checkout to `paying`, with a number for its order if it has none: one that is never used again,
 * even if the transaction is rolled back. It is live, and the caller holds its lock. One statement.
 */
export async function beginPayment(tx: Tx, { checkoutId, syncAt, entered }: BegunPayment): Promise<void> {
  const row = rowOf({ ...entered, state: "paying", nextSyncAt: syncAt, syncAttempts: 0 });
  await tx.$executeRaw`
    update checkout c set (${columnsOf(row)}, order_number) = row(
      ${changedOf(row)}, coalesce(c.order_number, nextval(pg_get_serial_sequence('"order"', 'number'))::integer))
    from jsonb_populate_record(null::checkout, ${JSON.stringify(row)}::jsonb) changed
    where c.id = ${checkoutId}::uuid`;
}
