import type pg from "pg";

interface Table {
  name: string;
  /** Those that can be inserted. */
  columns: string;
  isEmpty: boolean;
}

/**
 * Remembers what is in all tables now. What it answers makes a statement of it that puts them back: deleting the few rows of a history
 * costs a tenth of a copied database. Triggers do not see it, as those that keep the books refuse any correction.
 */
export async function snapshotOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; columns: string }>(`
    select format('%I.%I', c.relnamespace::regnamespace, c.relname) as name,
      string_agg(format('%I', a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and (c.relnamespace = 'public'::regnamespace and c.relname not like '\\_prisma%'
        or c.oid in ('graphile_worker._private_jobs'::regclass, 'graphile_worker._private_job_queues'::regclass))
    group by c.oid`);
  await client.query("create schema kept");
  const tables: Table[] = [];
  for (const [at, { name, columns }] of rows.entries()) {
    const { rowCount } = await client.query(`create table kept.t${at} as select * from ${name}`);
    tables.push({ name, columns, isEmpty: rowCount === 0 });
  }
  const statements = tables.flatMap(({ name, columns, isEmpty }, at) => [
    `delete from ${name}`,
    ...(isEmpty
      ? []
      : [`insert into ${name} (${columns}) overriding system value select ${columns} from kept.t${at}`]),
  ]);
  return ["set session_replication_role = replica", ...statements, "reset session_replication_role"].join(
    ";\n",
  );
}

/** Whether PostgreSQL's process waits for a lock of another one's. */
export async function isBlocked(client: pg.Client, backend: number): Promise<boolean> {
  const { rows } = await client.query<{ blocked: boolean }>({
    name: "is_blocked",
    text: "select cardinality(pg_blocking_pids($1)) > 0 as blocked",
    values: [backend],
  });
  return rows[0]?.blocked ?? false;
}
