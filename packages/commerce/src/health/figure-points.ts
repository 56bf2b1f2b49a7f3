import type { FigureAt, FigureCount } from "@dualtrack/db";

/** Counts of one time, by figure and label. */
export class Counted {
  readonly #counts: readonly FigureCount[];

  constructor(counts: readonly FigureCount[]) {
    this.#counts = counts;
  }

  /** What was counted of a figure: of these labels, or of all. */
  count(name: string, labels?: readonly string[]): number {
    return this.#of(name, labels).reduce((sum, { count }) => sum + count, 0);
  }

  /** The mean of samples; null: there is none. */
  mean(name: string, label?: string): number | null {
    const rows = this.#of(name, label === undefined ? undefined : [label]);
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    return count === 0 ? null : rows.reduce((sum, row) => sum + row.sum, 0) / count;
  }

  max(name: string, labels?: readonly string[]): number | null {
    const rows = this.#of(name, labels);
    return rows.length === 0 ? null : Math.max(...rows.map(({ max }) => max));
  }

  /** Which part of all that was counted has one of these labels; null: nothing was counted. */
  share(name: string, labels: readonly string[]): number | null {
    const all = this.count(name);
    return all === 0 ? null : this.count(name, labels) / all;
  }

  labels(name: string): string[] {
    return this.#of(name).map(({ label }) => label);
  }

  /**
   * The value that the given part of all values is at most, by the limits of a histogram: within them it is taken to be spread evenly, and no more than
   * the largest that was seen. Null: there is none.
   */
  quantile(name: string, part: number, limits: readonly number[], labels?: readonly string[]): number | null {
    const rows = this.#of(name, labels);
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return null;
    const most = Math.max(...rows.map(({ max }) => max));
    let below = 0;
    for (const [index, upper] of limits.entries()) {
      const within = rows.reduce((sum, row) => sum + (row.limits[index] ?? 0), 0);
      if (within > 0 && below + within >= part * total) {
        const lower = limits[index - 1] ?? 0;
        return Math.min(most, lower + ((part * total - below) / within) * (upper - lower));
      }
      below += within;
    }
    return most;
  }

  #of(name: string, labels?: readonly string[]): FigureCount[] {
    return this.#counts.filter(
      (row) => row.name === name && (labels === undefined || labels.includes(row.label)),
    );
  }
}

/** The counts of a whole period: those of its steps added up. */
export function addUp(rows: readonly FigureAt[]): Counted {
  const sums = new Map<string, FigureCount>();
  for (const { at: _, ...row } of rows) {
    const key = `${row.name} ${row.label}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { ...row, limits: [...row.limits] });
    else {
      known.count += row.count;
      known.sum += row.sum;
      known.max = Math.max(known.max, row.max);
      known.limits = row.limits.map((count, index) => count + (known.limits[index] ?? 0));
    }
  }
  return new Counted([...sums.values()]);
}
