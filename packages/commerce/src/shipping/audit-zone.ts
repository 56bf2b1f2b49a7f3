import type { AuditAction, ShippingArea } from "@dualtrack/contract";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import { liveServiceOf, type MethodOfZone, type ZoneRow } from "./zone-rows.ts";

/** Selects the audit entries of a zone, whose subject is its name. */
export function zoneAuditFilter(name: string) {
  return { subject: name, action: { startsWith: "shipping." } };
}

/** Writes an audit entry with the differences between two states of a zone; none if nothing differs. */
export function auditZone(
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
  return writeChanges(unit, { action, subject, before: factsOf(before), after: factsOf(after) });
}

/** The values that the audit log compares, with one entry for each thing that staff can change. */
function factsOf(zone: ZoneRow | null): Facts {
  if (zone === null) return {};
  return {
    name: zone.name,
    areas: zone.areas.map(areaCode),
    methods: zone.methods.map(({ name }) => name),
    ...Object.fromEntries(zone.methods.map((method) => [`method ${method.name}`, methodFacts(method)])),
  };
}

/** E.g. `US CA 900-935`. */
function areaCode({ country, state, postalFrom, postalTo }: ShippingArea): string {
  const codes = postalFrom === postalTo ? postalFrom : `${postalFrom}-${postalTo}`;
  return [country, state, codes].filter((part) => part !== "").join(" ");
}

function methodFacts(method: MethodOfZone): Facts {
  const { isActive, isPickup, handlingDays, daysFrom, daysTo, rates } = method;
  const live = liveServiceOf(method);
  return {
    offered: isActive,
    pickup: isPickup,
    handlingDays,
    workingDays: daysFrom === null || daysTo === null ? null : [daysFrom, daysTo],
    ...(live === null
      ? {}
      : { live: { ...live, surchargePercent: live.surchargePercent / 100, roundTo: live.roundTo / 100 } }),
    ...Object.fromEntries(rates.map((rate) => [rate.currency, rateFacts(rate)])),
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
