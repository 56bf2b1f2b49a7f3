import {
  type ConversionInput,
  type ConversionKind,
  type ConversionStep,
  conversionKinds,
  conversionSteps,
} from "@dualtrack/contract";
import { type ConversionDay, readConversionDays } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { csvFormat } from "../csv-cells.ts";
import { dayOf, startOfDay } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";

type Counts = Record<ConversionStep, number>;

/** How far the carts of the last days came, by day: of all kinds, and of each. The last day is not over. */
export async function getConversion(shop: Shop, { days: length }: ConversionInput) {
  const { timeZone } = shop.settings;
  const rows = await readDays(shop, length);
  const days = daysUntilToday(shop, length);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  const countsOf = (of: readonly ConversionDay[]): Counts => {
    const sum = (step: ConversionStep) => of.reduce((total, row) => total + row[step], 0);
    return Object.fromEntries(conversionSteps.map((step) => [step, sum(step)])) as Counts;
  };
  const seriesOf = (kind: ConversionKind | null) => {
    const isOf = (row: ConversionDay) => kind === null || row.kind === kind;
    return {
      total: countsOf(rows.filter(isOf)),
      days: days.map((day) => countsOf((byDay.get(day) ?? []).filter(isOf))),
    };
  };
  return {
    timeZone,
    days: days.map((day) => ({ day, startsAt: startOfDay(day, timeZone).toISOString() })),
    all: seriesOf(null),
    kinds: conversionKinds.map((kind) => ({ kind, ...seriesOf(kind) })),
  };
}

/** The same as CSV, a row for each day and kind: no customer is in it. */
export async function exportConversion(
  shop: Shop,
  { days: length }: ConversionInput & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const rows = await readDays(shop, length);
  async function* pages() {
    yield stringify([["day", "kind", "carts", "checkouts", "pay_pressed", "orders", "kept"]], {
      ...csvFormat,
      bom: true,
    });
    if (rows.length > 0)
      yield stringify(
        rows.map(({ day, kind, ...row }) => [day, kind, ...conversionSteps.map((step) => row[step])]),
        csvFormat,
      );
  }
  return pages();
}

function readDays(shop: Shop, length: number): Promise<ConversionDay[]> {
  const days = daysUntilToday(shop, length);
  return readConversionDays(shop.db, { from: days[0] ?? "", to: days.at(-1) ?? "" });
}

function daysUntilToday({ clock, settings }: Shop, length: number): string[] {
  const today = Temporal.PlainDate.from(dayOf(clock.now(), settings.timeZone));
  return Array.from({ length }, (_, index) => today.subtract({ days: length - 1 - index }).toString());
}
