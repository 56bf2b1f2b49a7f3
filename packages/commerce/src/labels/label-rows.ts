import { paymentRisks, readCarrierProblem } from "@dualtrack/contract";
import { notify, type Prisma, type ShippingLabel, type Tx } from "@dualtrack/db";
import { z } from "zod";
import type { Actor } from "../actor.ts";

const linesSchema = z.array(z.object({ orderLineId: z.string(), quantity: z.number() }));
const rateSchema = z.object({
  id: z.string(),
  carrier: z.string(),
  service: z.string(),
  amount: z.number(),
  currency: z.string(),
  days: z.number().nullable(),
});

export type StoredLabel = ReturnType<typeof labelOf>;

/** A stored label with what its JSON columns hold. */
export function labelOf(row: ShippingLabel) {
  const { lines, rates, rate, despite, lastError, ...label } = row;
  return {
    ...label,
    lines: linesSchema.parse(lines),
    /** The cheapest first. */
    rates: z.array(rateSchema).parse(rates),
    /** What is bought, or was wanted; null: nothing yet. */
    rate: rateSchema.nullable().parse(rate),
    despite: z.array(z.enum(paymentRisks)).parse(despite),
    /** Why the last call failed. */
    lastProblem: lastError === null ? null : readCarrierProblem(lastError),
  };
}

/** Null: there is none. */
export async function findLabel(tx: Tx, id: string): Promise<StoredLabel | null> {
  const row = await tx.shippingLabel.findUnique({ where: { id } });
  return row === null ? null : labelOf(row);
}

/** Changes a label, and notifies the pages that show its order. */
export async function changeLabel(
  tx: Tx,
  { id, orderId }: Pick<ShippingLabel, "id" | "orderId">,
  data: Prisma.ShippingLabelUncheckedUpdateInput,
): Promise<void> {
  await tx.shippingLabel.update({ where: { id }, data });
  await notify(tx, { topic: "order", id: orderId });
}

/** Who bought it; the shop itself if it is not bought. */
export function buyerOf({ staffName, staffEmail, staffRole, staffIp }: StoredLabel): Actor {
  return { name: staffName ?? "", email: staffEmail ?? "", role: staffRole ?? "manager", ip: staffIp };
}
