import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { schema } from "./schema.ts";

/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

export type Row = Record<string, string | number | Uint8Array | null>;

export type Database = ReturnType<typeof openDatabase>;

/**
 * Opens the one SQLite file, or a temporary one. What is committed survives kill -9 (WAL with `synchronous = normal`),
 * not a power cut. Throws with the folder's name when the state in it cannot be opened.
 */
export function openDatabase(dataDir: string | undefined) {
  const { db, lock } = openFile(dataDir);
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
  function scheduleCommit(): void {
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
      if (jointly) scheduleCommit();
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
    isOpen: () => db.isOpen,
    close(): void {
      commit();
      db.close();
      lock?.close();
    },
  };
}

function openFile(dataDir: string | undefined): { db: DatabaseSync; lock: DatabaseSync | undefined } {
  let lock: DatabaseSync | undefined;
  let db: DatabaseSync | undefined;
  try {
    if (dataDir) mkdirSync(dataDir, { recursive: true });
    lock = dataDir ? lockFolder(dataDir) : undefined;
    // An empty name is SQLite's temporary database: in memory, spilling to disk when it grows, gone when closed.
    db = new DatabaseSync(dataDir ? join(dataDir, "sandbox.sqlite") : "");
    // The log is folded into the database every 32 MB: at SQLite's 4 MB the same pages are written again and again.
    db.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;
      pragma wal_autocheckpoint = 8000; pragma cache_size = -32000;`);
    if (dataDir) assertOurs(db);
    db.exec(schema);
    return { db, lock };
  } catch (error) {
    db?.close();
    lock?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The state in ${dataDir} cannot be opened: ${reason}`, { cause: error });
  }
}

/**
 * Keeps the folder for one process: two would send each webhook twice, and know nothing of each other's faults and clock.
 * The lock is a transaction that stays open on an empty database, so it ends with the process, even by kill -9. One that
 * is just stopping is waited for.
 */
function lockFolder(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, "sandbox.lock"));
  try {
    lock.exec("pragma busy_timeout = 2000; begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new Error("another sandbox is using it; stop that one, or give another folder", { cause: error });
  }
}

/** Tables of another version may lack columns; that is told at once, not by the first payment. */
function assertOurs(db: DatabaseSync): void {
  const fresh = new DatabaseSync(":memory:");
  fresh.exec(schema);
  const wanted = columnsOf(fresh);
  fresh.close();
  for (const [table, columns] of columnsOf(db)) {
    const lacking = [...(wanted.get(table) ?? [])].find((column) => !columns.has(column));
    if (lacking)
      throw new Error(
        `it is that of another version of the sandbox (${table} without ${lacking}); delete the folder, or give another`,
      );
  }
}

function columnsOf(db: DatabaseSync): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const rows = db.prepare(
    "select t.name as owner, c.name from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'",
  );
  for (const { owner, name } of rows.all()) {
    const columns = found.get(String(owner)) ?? new Set<string>();
    found.set(String(owner), columns.add(String(name)));
  }
  return found;
}
