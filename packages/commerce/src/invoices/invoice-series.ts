import { inZone } from "../day-in-zone.ts";
import { lostUntil } from "../restore/was-announced.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * The beginning of an invoice's number, e.g. `INV-2026-`: each year has a series. If this year's database was restored from an older
 * dump, customers have invoices whose numbers are lost, so another series goes on, e.g. `INV-2026-R1129-`.
 */
export async function invoiceSeries(
  unit: Pick<UnitOfWork, "tx" | "state">,
  { prefix, at, timeZone }: { prefix: string; at: Date; timeZone: string },
): Promise<string> {
  const { year } = inZone(at, timeZone);
  const lost = await lostUntil(unit);
  const restored = lost === null ? null : inZone(lost, timeZone);
  if (restored?.year !== year) return `${prefix}${year}-`;
  const twoDigits = (part: number) => String(part).padStart(2, "0");
  return `${prefix}${year}-R${twoDigits(restored.month)}${twoDigits(restored.day)}-`;
}
