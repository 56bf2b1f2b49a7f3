import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as schemaEngine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { runMigrations as migrateJobs } from "graphile-worker";
import { withClient } from "./embedded-postgres.ts";
import { migrationsDir, prismaDir, readMigrations } from "./migrations-on-disk.ts";
import { ourSession } from "./our-session.ts";
import { readSchemaState } from "./schema-state.ts";

// Node has it; its types come with the browser's only, which have no place in a server package.
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: Record<string, unknown>,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Brings the database at `url` up to date: our tables, then the job queue's. Prisma's own bookkeeping table is
 * kept, so that `prisma migrate deploy` may be used instead. Answers the migrations that were applied now. Rejects, and
 * changes nothing, when the database is newer than this code.
 */
export function migrate(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    // Processes that start at the same time take turns.
    await client.query("select pg_advisory_lock(hashtext('dualtrack.migrate'))");
    const { unknown } = await readSchemaState(url);
    if (unknown.length > 0) throw new Error(newerSentence(unknown));
    const { appliedMigrationNames } = await withSchemaEngine(url, async (engine) =>
      engine.applyMigrations({ migrationsList: await migrationsList(), filters: noFilters }),
    );
    await migrateJobs({ connectionString: ourSession(url) });
    return appliedMigrationNames;
  });
}

/** What is said of a database that a newer version of the code has migrated. */
export function newerSentence(unknown: readonly string[]): string {
  return `The database is newer than this code, which does not know ${unknown.join(", ")}: start the version that belongs to it. Nothing was changed.`;
}

/** The SQL that leads from one Prisma schema (null: an empty database) to another. */
export function migrationSql(url: string, from: string | null, to: string): Promise<string | null> {
  const datamodel = (content: string): schemaEngine.DiffTarget => ({
    tag: "schemaDatamodel",
    files: [{ path: "schema.prisma", content }],
  });
  return withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: "empty" } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return stdout;
  });
}

async function withSchemaEngine<Result>(
  url: string,
  use: (engine: schemaEngine.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadSchemaEngine();
  const schema = await readFile(join(prismaDir, "schema.prisma"), "utf8");
  const { factory, disconnect } = adapterWithWholeScripts(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await schemaEngine.SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => {},
    adapter,
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    await disconnect();
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, function bodies too. PostgreSQL takes a script whole, and
 * runs it as one transaction: a migration that fails leaves nothing behind.
 */
function adapterWithWholeScripts(url: string): { factory: PrismaPg; disconnect(): Promise<void> } {
  const factory = new PrismaPg({ connectionString: ourSession(url) });
  const open: { dispose(): Promise<void> }[] = [];
  const connectAdapter = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connectAdapter();
    open.push(adapter);
    adapter.executeScript = (script) => withClient(url, async (client) => void (await client.query(script)));
    return adapter;
  };
  const disconnect = async () => void (await Promise.all(open.map((adapter) => adapter.dispose())));
  return { factory, disconnect };
}

let loading: Promise<void> | undefined;

/** Instantiates the engine by hand: importing a `.wasm` file works too, but makes Node print a warning each time. */
function loadSchemaEngine(): Promise<void> {
  loading ??= (async () => {
    const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const bytes = await readFile(script.replace(/\.js$/, ".wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": schemaEngine });
    schemaEngine.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return loading;
}

async function migrationsList() {
  const migrations = await readMigrations();
  return {
    baseDir: migrationsDir,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
}
