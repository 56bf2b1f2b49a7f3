import pg from "pg";
import { vi } from "vitest";

/** How PostgreSQL has found rows of a table, or of an index. */
export interface Scan {
  /** `Seq Scan`, `Index Scan`, … */
  type: string;
  table: string | null;
  index: string | null;
  /** Whether only a part of the index is read. */
  hasCondition: boolean;
  /** Whether it ends as soon as enough rows are found, and takes each one that it reads. */
  isLimited: boolean;
  /** How many rows it has read each time, those that it left out included. */
  rows: number;
}

/** A statement that was run, one of a function or of a foreign key included, and how it found its rows. */
export interface ExecutedPlan {
  statement: string;
  scans: Scan[];
}

/**
 * Sends each plan as a notice when its statement ends.
 * @see https://www.postgresql.org/docs/current/auto-explain.html
 */
const explainAll = `load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on; set auto_explain.log_timing = off;
  set auto_explain.log_format = 'json'; set auto_explain.log_level = 'notice'`;

/** The plans of all statements that `run` executes, whoever sends them. */
export async function recordPlans(run: () => Promise<unknown>): Promise<ExecutedPlan[]> {
  const plans: ExecutedPlan[] = [];
  const prepared = new WeakMap<pg.Client, Promise<unknown>>();
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const ready = prepared.get(this) ?? (query.call(this, explainAll) as Promise<unknown>);
    if (!prepared.has(this)) {
      prepared.set(this, ready);
      this.on("notice", ({ message = "" }) => {
        const plan = planIn(message);
        if (plan !== null) plans.push(plan);
      });
    }
    return ready.then(() => query.apply(this, args)) as never;
  });
  try {
    await run();
  } finally {
    spy.mockRestore();
  }
  return plans;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Filter?: string;
  "Actual Loops": number;
  /** Of the next two, the mean of all loops. */
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

function planIn(message: string): ExecutedPlan | null {
  const [, json] = /^duration: [\d.]+ ms {2}plan:\n(.+)$/s.exec(message) ?? [];
  if (json === undefined) return null;
  const { "Query Text": statement, Plan: root } = JSON.parse(json) as {
    "Query Text": string;
    Plan: PlanNode;
  };
  return { statement, scans: scansIn(root, false) };
}

function scansIn(node: PlanNode, isBelowLimit: boolean): Scan[] {
  const {
    "Node Type": type,
    "Relation Name": table = null,
    "Index Name": index = null,
    Filter: filter,
  } = node;
  const hasCondition = node["Index Cond"] !== undefined;
  const isRun = node["Actual Loops"] > 0;
  const rows = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
  const own: Scan[] =
    isRun && type.endsWith("Scan")
      ? [{ type, table, index, hasCondition, isLimited: isBelowLimit && filter === undefined, rows }]
      : [];
  const goesOn = type === "Limit" || (isBelowLimit && (type === "LockRows" || type === "Result"));
  return [...own, ...(node.Plans ?? []).flatMap((child) => scansIn(child, goesOn))];
}
