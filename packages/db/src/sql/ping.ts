import type { Tx } from "../connect.ts";

/** Resolves if the database answers. */
export async function ping(tx: Tx): Promise<void> {
  await tx.$queryRaw`select 1`;
}
