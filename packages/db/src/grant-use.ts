import pg from "pg";
import { withClient } from "./embedded-postgres.ts";

/** graphile-worker's tables let nobody but their owner see rows, unless a policy does. */
const policy = "dualtrack_use";

/**
 * Lets `role` run the shop in a database whose tables are another's, after each migration anew: rows can be read and
 * written, but nothing can be created, changed in shape or emptied, and the migrations' own books only read.
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
