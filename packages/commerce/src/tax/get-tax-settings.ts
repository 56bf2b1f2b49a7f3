import { readCoded, viesProblems } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import type { Shop } from "../shop.ts";

const rateFields = {
  country: true,
  state: true,
  taxCode: true,
  name: true,
  rate: true,
  validFrom: true,
  validUntil: true,
} as const satisfies Prisma.TaxRateSelect;

/** Everything that staff can change about tax, who changed it last, and how many products Stripe Tax would tax by its preset. */
export async function getTaxSettings(shop: Shop) {
  return {
    ...(await readTaxSettings(shop.db)),
    /** The category says nothing to Stripe Tax, so they would pay the standard rate. */
    reducedProducts: await shop.db.product.count({ where: { taxCode: "reduced" } }),
    changed: await lastChange(shop.db, { action: "tax.update" }),
    vies: await viesOfLastDay(shop),
  };
}

/** How VIES has answered in the last 24 hours. */
async function viesOfLastDay({ db, clock }: Shop) {
  const checkedAt = { gt: new Date(clock.now().getTime() - 24 * 60 * 60_000) };
  const [asked, unanswered, last] = await Promise.all([
    db.vatIdCheck.count({ where: { checkedAt } }),
    db.vatIdCheck.count({ where: { checkedAt, outcome: "unanswered" } }),
    db.vatIdCheck.findFirst({
      where: { checkedAt, outcome: "unanswered" },
      orderBy: { checkedAt: "desc" },
      select: { problem: true },
    }),
  ]);
  return {
    ...{ asked, unanswered },
    lastProblem: last?.problem ? readCoded(viesProblems, last.problem) : null,
  };
}

export async function readTaxSettings(tx: Tx) {
  const { id: _, ...settings } = await tx.taxSettings.findUniqueOrThrow({ where: { id: 1 } });
  const registrations = await tx.taxRegistration.findMany({
    orderBy: [{ country: "asc" }, { state: "asc" }],
    select: { country: true, state: true },
  });
  const rates = await tx.taxRate.findMany({
    orderBy: [
      { country: "asc" },
      { state: "asc" },
      { taxCode: "desc" },
      { name: "asc" },
      { validFrom: "asc" },
    ],
    select: rateFields,
  });
  return {
    ...settings,
    registrations,
    rates: rates.map(({ validFrom, validUntil, ...rate }) => ({
      ...rate,
      validFrom: plainDay(validFrom),
      validUntil: validUntil === null ? null : plainDay(validUntil),
    })),
  };
}

/** Prisma reads a `date` as midnight in UTC. */
function plainDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
