import type { Tx } from "../connect.ts";

/** The names of the migrations that are applied to the database. */
export async function appliedMigrations(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations
    where finished_at is not null and rolled_back_at is null`;
  return rows.map(({ name }) => name);
}
