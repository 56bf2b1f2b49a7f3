import type { UpdateCurrencies } from "@dualtrack/contract";
import { type CurrenciesRow, lockCurrencySettings, readCurrencies } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { lastChange } from "../audit/last-change.ts";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";
import { productsWithoutPrice } from "./get-currencies.ts";

/**
 * Saves the base currency, and the currencies that are offered with their rates by hand. It holds for the next page and the next
 * checkout; checkouts that are open keep their currency and rate. Rates from the feed are requested at once.
 * CURRENCY_SETTINGS_CHANGED, BASE_PRICES_MISSING, EXCHANGE_RATE_MISSING.
 */
export function updateCurrencies(shop: Shop, update: UpdateCurrencies & { by: Actor }): Promise<void> {
  const { version, baseCurrency, currencies, by } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockCurrencySettings(tx);
    const before = await readCurrencies(tx, { tokenHash: null });
    if (before.version !== version) {
      const last = await lastChange(tx, { action: "currencies.update" });
      throw new DomainError("CURRENCY_SETTINGS_CHANGED", { by: last?.by ?? null, at: last?.at ?? null });
    }
    if (baseCurrency !== before.baseCurrency) {
      const missing = await productsWithoutPrice(tx, baseCurrency);
      if (missing.count > 0)
        throw new DomainError("BASE_PRICES_MISSING", { currency: baseCurrency, ...missing });
    }
    await tx.currencySettings.update({
      where: { id: 1 },
      data: { baseCurrency, version: { increment: 1 } },
    });
    await tx.offeredCurrency.deleteMany();
    await tx.offeredCurrency.createMany({
      data: currencies.map(({ currency, rateSource, rounding, countries }, position) => ({
        ...{ currency, rateSource, countries, position },
        priceStep: rounding.step,
        priceEnding: rounding.ending,
      })),
    });
    await recordManualRates(unit, update);
    const after = await readCurrencies(tx, { tokenHash: null });
    const unknown = after.offered.find(({ rateSource, rate }) => rateSource === "manual" && rate === null);
    if (unknown !== undefined) throw new DomainError("EXCHANGE_RATE_MISSING", { currency: unknown.currency });
    if (after.offered.some(({ rateSource }) => rateSource === "feed"))
      await queueJob(tx, "update-exchange-rates", {}, { key: "update-exchange-rates" });
    await writeChanges(unit, {
      action: "currencies.update",
      subject: "currencies",
      before: factsOf(before),
      after: factsOf(after),
    });
  });
}

/** Only those that differ from the newest: saving the page again is no new rate. */
async function recordManualRates({ tx, now }: StaffUnit, { baseCurrency, currencies }: UpdateCurrencies) {
  for (const { currency, rate } of currencies) {
    if (rate === null) continue;
    const newest = await tx.exchangeRate.findFirst({
      where: { origin: "manual", baseCurrency, currency },
      orderBy: [{ asOf: "desc" }, { id: "desc" }],
      select: { rate: true },
    });
    if (newest?.rate.equals(rate)) continue;
    const row = { origin: "manual" as const, baseCurrency, currency, rate, asOf: now, recordedAt: now };
    await tx.exchangeRate.create({ data: row, select: { id: true } });
  }
}

/** The values that the audit log compares: one entry for each currency. */
function factsOf({ baseCurrency, offered }: CurrenciesRow): Facts {
  return {
    baseCurrency,
    order: offered.map(({ currency }) => currency),
    ...Object.fromEntries(
      offered.map(({ currency, rateSource, rate, origin, priceStep, priceEnding, countries }) => [
        currency,
        {
          ...{ rateSource, priceStep, priceEnding, countries },
          ...(origin === "manual" ? { rate: rate?.replace(/\.?0+$/, "") ?? null } : {}),
        },
      ]),
    ),
  };
}
