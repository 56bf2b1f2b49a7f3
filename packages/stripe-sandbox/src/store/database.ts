import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { schema } from "./schema.ts";

export type Row = Record<string, string | number | Uint8Array | null>;

export type Database = ReturnType<typeof openDatabase>;

/**
 * Opens the one SQLite file, or a temporary one. What is committed survives kill -9 (WAL with `synchronous = normal`),
 * not a power cut.
 */
export function openDatabase(dataDir: string | undefined) {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  // An empty name is SQLite's temporary database: in memory, spilling to disk when it grows, gone when closed.
  const db = new DatabaseSync(dataDir ? join(dataDir, "sandbox.sqlite") : "");
  // The log is folded into the database every 32 MB: at SQLite's 4 MB the same pages are written again and again.
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;
    pragma wal_autocheckpoint = 8000; pragma cache_size = -32000;`);
  db.exec(schema);

  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const run = (sql: string, ...values: SQLInputValue[]) => Number(prepare(sql).run(...values).changes);

  let open = false;
  let inside = false;
  let saving: Promise<void> | undefined;
  const rollbackListeners: (() => void)[] = [];
  const rolledBack = () => {
    for (const listener of rollbackListeners) listener();
  };

  function commit(): void {
    if (!open || inside) return;
    open = false;
    try {
      run("commit");
    } catch (error) {
      if (db.isTransaction) run("rollback");
      rolledBack();
      throw error;
    }
  }

  /**
   * The commit of all joint transactions in this turn of the event loop. With 32 requests at a time it writes 9 pages for
   * a payment and its webhooks; with a commit for each of them it was 62.
   */
  function commitSoon(): void {
    saving ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
      saving = undefined;
      commit();
    });
    // Who awaits `saved()` gets the error.
    saving.catch(() => {});
  }

  /**
   * Does all of `work` or, when it throws, nothing of it, unless the error is one to `keepOn`. Inside another transaction
   * it is a part of that. With `jointly` it is committed a little later: await `saved()` before telling anybody outside.
   */
  function transaction<T>(
    work: () => T,
    {
      keepOn = () => false,
      jointly = false,
    }: { keepOn?: (error: unknown) => boolean; jointly?: boolean } = {},
  ): T {
    if (inside) return work();
    if (!open) run("begin immediate");
    open = true;
    inside = true;
    run("savepoint work");
    try {
      return work();
    } catch (error) {
      if (!keepOn(error)) {
        run("rollback to work");
        rolledBack();
      }
      throw error;
    } finally {
      run("release work");
      inside = false;
      if (jointly) commitSoon();
      else commit();
    }
  }

  return {
    run,
    row: (sql: string, ...values: SQLInputValue[]) => prepare(sql).get(...values) as Row | undefined,
    rows: (sql: string, ...values: SQLInputValue[]) => prepare(sql).all(...values) as Row[],
    transaction,
    commit,
    /** Resolves when all that was changed until now is committed. */
    saved: () => (open && saving) || Promise.resolve(),
    onRollback(listener: () => void): void {
      rollbackListeners.push(listener);
    },
    close(): void {
      commit();
      db.close();
    },
  };
}
