import { randomUUIDv7 } from "node:crypto";
import { type DiscrepancyState, recordDiscrepancy, type Tx } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import type { Finding } from "./finding.ts";

/** Stores that a discrepancy is there. `isNew`: it was not known. */
export function recordFinding(
  shop: Shop,
  { money, ...finding }: Finding,
): Promise<{ id: string; state: DiscrepancyState; isNew: boolean }> {
  return transact(shop, "reconciliation", ({ tx, now }) =>
    recordDiscrepancy(tx, {
      ...finding,
      id: randomUUIDv7(),
      expectedAmount: money?.expected.amount ?? null,
      actualAmount: money?.actual.amount ?? null,
      currency: money?.expected.currency ?? null,
      actualCurrency: money?.actual.currency ?? null,
      foundAt: now,
    }),
  );
}

/** Stores why a repair failed; null: nothing fails any more. */
export async function recordRepairProblem(tx: Tx, id: string, problem: string | null): Promise<void> {
  await tx.discrepancy.updateMany({ where: { id, state: "open" }, data: { problem } });
}

/** Stores who of the staff has pressed to repair it. */
export async function recordRepairPress(
  tx: Tx,
  { id, by, at }: { id: string; by: string; at: Date },
): Promise<void> {
  await tx.discrepancy.update({ where: { id }, data: { repairBy: by, repairAt: at, problem: null } });
}

interface Resolve {
  id: string;
  state: "repaired" | "vanished";
  /** Null: the shop itself, or nobody. */
  by: string | null;
}

/** Ends an open discrepancy, once. */
export async function resolveDiscrepancy(shop: Shop, { id, state, by }: Resolve): Promise<void> {
  await transact(shop, "reconciliation", async ({ tx, now }) => {
    await tx.discrepancy.updateMany({
      where: { id, state: "open" },
      data: { state, resolvedAt: now, resolvedBy: by, problem: null, version: { increment: 1 } },
    });
  });
}

/** Dismisses an open discrepancy. */
export async function recordDismissal(
  tx: Tx,
  { id, by, note, at }: { id: string; by: string; note: string; at: Date },
): Promise<void> {
  await tx.discrepancy.updateMany({
    where: { id, state: "open" },
    data: { state: "dismissed", resolvedAt: at, resolvedBy: by, note, version: { increment: 1 } },
  });
}

/** Locks a discrepancy until the transaction ends; null: there is none. */
export async function lockDiscrepancy(tx: Tx, id: string) {
  await tx.$queryRaw`select from discrepancy where id = ${id}::uuid for update`;
  return tx.discrepancy.findUnique({ where: { id } });
}
