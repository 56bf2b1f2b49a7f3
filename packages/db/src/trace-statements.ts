import { inSpanOfOther } from "@dualtrack/tracing";
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery } from "@prisma/driver-adapter-utils";

/** Of a longer statement the beginning is enough to know it. */
const maxLength = 2_000;

/** What of an adapter sends statements: a connection, or a transaction on one. */
type Sender = Pick<SqlDriverAdapter, "queryRaw" | "executeRaw">;

/**
 * The same connections, of which each statement is a span of the trace that it is part of. Statements are sent with placeholders; the
 * values of these are never recorded.
 */
export function traceStatements<Factory extends SqlDriverAdapterFactory>(factory: Factory): Factory {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = follow(await connect());
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => {
      const transaction = follow(await startTransaction(isolation));
      const commit = transaction.commit.bind(transaction);
      transaction.commit = () => statement("COMMIT", commit);
      return transaction;
    };
    return adapter;
  };
  return factory;
}

function follow<Adapter extends Sender>(adapter: Adapter): Adapter {
  const query = adapter.queryRaw.bind(adapter);
  const execute = adapter.executeRaw.bind(adapter);
  adapter.queryRaw = (asked: SqlQuery) => statement(asked.sql, () => query(asked));
  adapter.executeRaw = (asked: SqlQuery) => statement(asked.sql, () => execute(asked));
  return adapter;
}

/** @see https://opentelemetry.io/docs/specs/semconv/database/database-spans/ */
function statement<Result>(sql: string, send: () => Promise<Result>): Promise<Result> {
  const text = sql.trim();
  const summary = summaryOf(text);
  const facts = {
    "db.system.name": "postgresql",
    "db.query.summary": summary,
    "db.query.text": text.slice(0, maxLength),
  };
  return inSpanOfOther(summary, { kind: "client", facts }, send);
}

/** Its first word, and the first table that it names. */
function summaryOf(sql: string): string {
  const operation = /^\w+/.exec(sql)?.[0].toUpperCase() ?? "SQL";
  const table = /\b(?:from|into|update|join)\s+(?:"\w+"\.)?"?([a-z_]\w*)/i.exec(sql)?.[1];
  return table === undefined ? operation : `${operation} ${table}`;
}
