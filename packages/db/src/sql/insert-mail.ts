import type { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { addJob } from "../jobs.ts";
import { columnsOf, rowOf } from "./row-of.ts";

/**
 * Writes a mail into the outbox, unless there is one with its key, and queues its sending. One statement; false: there was one, and nothing
 * was done.
 */
export async function insertMail(
  tx: Tx,
  mail: Omit<Prisma.MailCreateManyInput, "id" | "calendars"> & { id: string; calendars?: string[] },
): Promise<boolean> {
  const { calendars = [], ...fields } = mail;
  const row = rowOf(fields);
  const columns = columnsOf(row);
  const { id } = mail;
  const queued = await tx.$queryRaw<unknown[]>`
    with created as (
      insert into mail (${columns}, calendars)
        select ${columns}, ${calendars}::text[] from jsonb_populate_record(null::mail, ${JSON.stringify(row)}::jsonb)
      on conflict do nothing returning id
    )
    select (${addJob("send-mail", { mailId: id }, { key: `mail:${id}` })}).id::text as job from created`;
  return queued.length === 1;
}
