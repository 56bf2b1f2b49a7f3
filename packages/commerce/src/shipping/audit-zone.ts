import type { AuditAction, ShippingArea } from "@dualtrack/contract";
import { readCurrencies } from "@dualtrack/db";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import { liveServiceOf, type MethodOfZone, type ZoneRow } from "./zone-rows.ts";

/** Selects the audit entries of a zone, whose subject is its name. */
export function zoneAuditFilter(name: string) {
  return { subject: name, action: { startsWith: "shipping." } };
}

/** Writes an audit entry with the differences between two states of a zone; none if nothing differs. */
export async function auditZone(
  unit: StaffUnit,
  {
    action,
    before,
    after,
  }: {
    action: Extract<AuditAction, `shipping.${string}_zone`>;
    /** Null: it does not exist. */
    before: ZoneRow | null;
    after: ZoneRow | null;
  },
): Promise<void> {
  const subject = after?.name ?? before?.name ?? "";
  const { baseCurrency } = await readCurrencies(unit.tx, { tokenHash: null });
  const facts = { before: factsOf(before, baseCurrency), after: factsOf(after, baseCurrency) };
  await writeChanges(unit, { action, subject, ...facts });
}

/** The values that the audit log compares, with one entry for each thing that staff can change. */
function factsOf(zone: ZoneRow | null, currency: string): Facts {
  if (zone === null) return {};
  return {
    name: zone.name,
    areas: zone.areas.map(areaCode),
    methods: zone.methods.map(({ name }) => name),
    ...Object.fromEntries(
      zone.methods.map((method) => [`method ${method.name}`, methodFacts(method, currency)]),
    ),
  };
}

/** E.g. `US CA 900-935`. */
function areaCode({ country, state, postalFrom, postalTo }: ShippingArea): string {
  const codes = postalFrom === postalTo ? postalFrom : `${postalFrom}-${postalTo}`;
  return [country, state, codes].filter((part) => part !== "").join(" ");
}

function methodFacts(method: MethodOfZone, currency: string): Facts {
  const { isActive, isPickup, handlingDays, daysFrom, daysTo, rates } = method;
  return {
    offered: isActive,
    pickup: isPickup,
    handlingDays,
    workingDays: daysFrom === null || daysTo === null ? null : [daysFrom, daysTo],
    ...liveFacts(liveServiceOf(method), currency),
    ...Object.fromEntries(rates.map((rate) => [rate.currency, rateFacts(rate)])),
  };
}

/** The surcharge is in the shop's base currency; what prices are rounded to, in that of each price. */
function liveFacts(live: ReturnType<typeof liveServiceOf>, currency: string): Facts {
  if (live === null) return {};
  const { surchargePercent, surchargeAmount, roundTo, ...service } = live;
  return {
    live: {
      ...service,
      surchargePercent: surchargePercent / 100,
      surcharge: { amount: surchargeAmount, currency },
      roundTo: roundTo / 100,
    },
  };
}

function rateFacts({ currency, basis, freeFromAmount, bands }: MethodOfZone["rates"][number]): Facts {
  return {
    by: basis,
    bands: bands.map(({ fromValue, toValue, amount }) => ({
      from: fromValue,
      to: toValue,
      price: { amount, currency },
    })),
    freeFrom: freeFromAmount === null ? null : { amount: freeFromAmount, currency },
  };
}
