import type { UpdateTax } from "@dualtrack/contract";
import { lockTaxSettings } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { readTaxSettings } from "./get-tax-settings.ts";

/**
 * Saves how prices are taxed and by whom, where the shop is registered, and all rates. It holds for the next quote of every checkout; orders keep
 * the tax that they were quoted. TAX_SETTINGS_CHANGED.
 */
export function updateTaxSettings(shop: Shop, update: UpdateTax & { by: Actor }): Promise<void> {
  const { version, registrations, rates, by, ...settings } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockTaxSettings(tx);
    const before = await readTaxSettings(tx);
    if (before.version !== version)
      throw await outdatedVersion(tx, "TAX_SETTINGS_CHANGED", { action: "tax.update" });
    await tx.taxSettings.update({
      where: { id: 1 },
      data: { ...settings, version: { increment: 1 } },
    });
    await tx.taxRegistration.deleteMany();
    await tx.taxRegistration.createMany({ data: registrations });
    await tx.taxRate.deleteMany();
    await tx.taxRate.createMany({
      data: rates.map(({ validFrom, validUntil, ...rate }) => ({
        ...rate,
        validFrom: new Date(validFrom),
        validUntil: validUntil === null ? null : new Date(validUntil),
      })),
    });
    await writeChanges(unit, {
      action: "tax.update",
      subject: "tax",
      before: factsOf(before),
      after: factsOf(await readTaxSettings(tx)),
    });
  });
}

/** The values that the audit log compares: one entry for each rate, by what it is for. */
function factsOf({
  version: _,
  registrations,
  rates,
  ...settings
}: Awaited<ReturnType<typeof readTaxSettings>>): Facts {
  return {
    ...settings,
    registrations: registrations.map(placeOf),
    ...Object.fromEntries(
      rates.map(({ taxCode, name, rate, validFrom, validUntil, ...place }) => [
        `${placeOf(place)} ${name} ${taxCode} from ${validFrom}`,
        { percent: rate / 10_000, until: validUntil },
      ]),
    ),
  };
}

function placeOf({ country, state }: { country: string; state: string }): string {
  return state === "" ? country : `${country}-${state}`;
}
