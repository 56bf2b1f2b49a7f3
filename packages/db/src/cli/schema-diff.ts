import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as schemaEngine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { withClient } from "../embedded-postgres.ts";
import { ourSession } from "../our-session.ts";

// Node has WebAssembly, but TypeScript has its types only in the DOM library, which a server package does not use.
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: Record<string, unknown>,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

/**
 * The SQL that leads from the database at `url` to the Prisma schema, made by the WebAssembly build of the engine of
 * `prisma migrate diff` (the command itself would download one). The database is a scratch one: indices that a Prisma
 * schema can't express are dropped in it first, as the engine would otherwise drop them in the migration.
 */
export async function schemaDiff(url: string, schema: string): Promise<string> {
  await dropInexpressibleIndices(url);
  await loadSchemaEngine();
  const pool = new pg.Pool({ connectionString: ourSession(url) });
  const factory = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool));
  const datamodel = { path: "schema.prisma", content: schema };
  const engine = await schemaEngine.SchemaEngine.new(
    { datamodels: [[datamodel.path, datamodel.content]] },
    () => {},
    factory,
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files: [datamodel], configDir: "." },
      to: { tag: "schemaDatamodel", files: [datamodel] },
      script: true,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * Prisma's adapter refuses PostgreSQL's internal type `"char"`, which the system catalogs use; the engine expects a
 * character. The engine sends one query after the other, so the last result is the one being read.
 */
function catalogAdapter(pool: pg.Pool): PrismaPg {
  let isCharacter: boolean[] = [];
  const query = async (config: pg.QueryArrayConfig) => {
    const client = await pool.connect();
    try {
      const result = await client.query(config);
      isCharacter = result.fields.map(({ dataTypeID }) => dataTypeID === pg.types.builtins.CHAR);
      for (const [index, field] of result.fields.entries())
        if (isCharacter[index]) field.dataTypeID = pg.types.builtins.TEXT;
      return result;
    } finally {
      client.release();
    }
  };
  const factory = new PrismaPg(Object.assign(pool, { query }));
  const connectAdapter = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connectAdapter();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (question) => {
      const result = await queryRaw(question);
      const columnTypes = result.columnTypes.map((type, index) =>
        isCharacter[index] ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return factory;
}

/** Drops exclusion constraints, partial indices, those on expressions, and those with other operator classes than the default or included columns. */
function dropInexpressibleIndices(url: string): Promise<void> {
  return withClient(url, async (client) => {
    const { rows: exclusions } = await client.query<{ name: string; owner: string }>(
      "select quote_ident(conname) as name, conrelid::regclass::text as owner from pg_constraint where contype = 'x'",
    );
    for (const { name, owner } of exclusions)
      await client.query(`alter table ${owner} drop constraint ${name}`);
    const { rows } = await client.query<{ name: string }>(
      `select indexrelid::regclass::text as name from pg_index
       join pg_class on pg_class.oid = indrelid and relnamespace = 'public'::regnamespace
       where indpred is not null or indexprs is not null or indnatts > indnkeyatts
         or exists (select from unnest(indclass::oid[]) as class (oid) join pg_opclass using (oid) where not opcdefault)`,
    );
    for (const { name } of rows) await client.query(`drop index ${name}`);
  });
}

let loading: Promise<void> | undefined;

/** Instantiates the engine by hand, once: importing a `.wasm` file makes Node print a warning each time. */
function loadSchemaEngine(): Promise<void> {
  loading ??= instantiate();
  return loading;
}

async function instantiate(): Promise<void> {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": schemaEngine });
  schemaEngine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}
