import pg from "pg";
import { withClient } from "./embedded-postgres.ts";

/** graphile-worker's tables have row-level security: without a policy only their owner sees rows. */
const policy = "dualtrack_use";

/**
 * Grants `role` what the shop needs at run time in a database owned by another role; called after each migration. Rows
 * can be read and written; tables can't be created, altered or truncated, and the migrations' own tables only be read.
 * @see https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
export function grantUse(ownerUrl: string, role: string): Promise<void> {
  const to = pg.escapeIdentifier(role);
  return withClient(ownerUrl, async (client) => {
    await client.query("begin");
    await client.query(`
      grant usage on schema public, graphile_worker to ${to};
      grant select, insert, update, delete on all tables in schema public, graphile_worker to ${to};
      grant usage, select, update on all sequences in schema public, graphile_worker to ${to};
      grant execute on all functions in schema public, graphile_worker to ${to};
      revoke insert, update, delete on public._prisma_migrations, graphile_worker.migrations from ${to}`);
    const { rows } = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`,
    );
    for (const { name } of rows)
      await client.query(`
        drop policy if exists ${policy} on ${name};
        create policy ${policy} on ${name} to ${to} using (true) with check (true)`);
    await client.query("commit");
  });
}
