import pg from "pg";
import { queuesJob } from "./scheduler.ts";

/** Does a statement when it is its turn. */
export type StatementGate = <Answer>(
  statement: { text: string; backend: number | null },
  run: () => Promise<Answer>,
) => Promise<Answer>;

type Callback = (error: Error | null, result?: unknown) => void;

/** A client of PostgreSQL, each of whose statements passes the gate. */
export function steppedClient(gate: StatementGate): typeof pg.Client {
  const send: (this: pg.Client, ...given: unknown[]) => Promise<unknown> = pg.Client.prototype.query;
  class SteppedClient extends pg.Client {}
  // As an assignment, because the many signatures of `query` can't be overridden by one.
  Object.assign(SteppedClient.prototype, {
    query(this: pg.Client, ...given: unknown[]): Promise<unknown> | undefined {
      const callback = given.find((each) => typeof each === "function") as Callback | undefined;
      const values = given.filter((each) => typeof each !== "function");
      const backend: unknown = Reflect.get(this, "processID");
      const statement = { text: summaryOf(values[0]), backend: typeof backend === "number" ? backend : null };
      const answer = gate(statement, () => send.apply(this, values));
      if (callback === undefined) return answer;
      answer.then(
        (result) => callback(null, result),
        (error) => callback(error),
      );
    },
  });
  return SteppedClient;
}

/** What a statement does, and to which table: `update checkout`. */
function summaryOf(statement: unknown): string {
  const text = typeof statement === "string" ? statement : String(Reflect.get(Object(statement), "text"));
  const plain = text
    .replace(/"public"\.|"/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  const table = /\b(?:from|into|update)\s+(?:only\s+)?([a-z_.]+)/.exec(plain)?.[1];
  const verb = /\b(insert|update|delete)\b/.exec(plain)?.[1] ?? plain.split(" ")[0] ?? "";
  const lock = / for (?:no key )?update| for share/.test(plain) && verb === "select" ? " for update" : "";
  const job = /graphile_worker\.add_job|start_checkouts\(/.test(plain) ? queuesJob : "";
  return `${verb}${table === undefined ? "" : ` ${table}`}${lock}${job}`;
}
