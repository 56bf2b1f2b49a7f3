import type { Tx } from "@dualtrack/db";

/** The currency that every price is set in, and that figures are in. ISO 4217, lower case. */
export async function getBaseCurrency(tx: Tx): Promise<string> {
  const settings = await tx.currencySettings.findUniqueOrThrow({
    where: { id: 1 },
    select: { baseCurrency: true },
  });
  return settings.baseCurrency;
}
