import type { SandboxContext } from "../context/sandbox-context.ts";
import { ControlError } from "./control-error.ts";

const MOST = 100;

export interface Page<T> {
  data: T[];
  has_more: boolean;
}

/**
 * One page of objects, newest first, as `?limit=`, `?starting_after=` and `?ending_before=` ask. With `ending_before` it
 * is the nearest newer ones; `?ids=` picks those with these ids. `index` is named where SQLite would choose one that
 * reads all payments to find three; "none" has it begin with the few that a condition names.
 */
export function readPage<T>(
  { store }: SandboxContext,
  query: Record<string, unknown>,
  from: { type: string; index: string | null; conditions: string[]; values: (string | number)[] },
): Page<T> {
  const { limit: asked = "50", starting_after: after, ending_before: before, ids } = query;
  const limit = Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new ControlError(400, `limit is a whole number from 1 to ${MOST}`);
  const bound = before ?? after;
  const seq =
    bound === undefined
      ? undefined
      : store.row("select seq from objects where id = ? and type = ?", String(bound), from.type);
  if (bound !== undefined && !seq)
    throw new ControlError(404, `There is no ${from.type} with the id ${bound}`);
  const conditions = [
    "deleted = 0",
    ...from.conditions,
    ...(ids ? ["id in (select value from json_each(?))"] : []),
    ...(seq ? [`seq ${before === undefined ? "<" : ">"} ?`] : []),
  ];
  const found = store.select<T>(
    `${from.index && !ids ? (from.index === "none" ? "not indexed" : `indexed by ${from.index}`) : ""}
     where ${conditions.join(" and ")} order by seq ${before === undefined ? "desc" : "asc"} limit ?`,
    ...from.values,
    ...(ids ? [JSON.stringify(String(ids).split(","))] : []),
    ...(seq ? [Number(seq.seq)] : []),
    limit + 1,
  );
  const page = found.slice(0, limit);
  return { data: before === undefined ? page : page.reverse(), has_more: found.length > limit };
}
