import type { HealthInput } from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { csvFormat } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { getHealth } from "./get-health.ts";

const columns = ["time", "figure", "line", "unit", "value"];

/** The figures of a range as CSV, a row for each value: no customer is in them. */
export async function exportHealth(
  shop: Shop,
  { range }: HealthInput & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const { times, figures } = await getHealth(shop, { range });
  async function* pages() {
    yield stringify([columns], { ...csvFormat, bom: true });
    for (const { name, unit, lines, points } of figures) {
      const rows = points.flatMap((values, index) =>
        values.flatMap((value, line) =>
          value === null ? [] : [[times[index], name, lines[line], unit, value]],
        ),
      );
      if (rows.length > 0) yield stringify(rows, csvFormat);
    }
  }
  return pages();
}
