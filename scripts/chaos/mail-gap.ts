import type { World } from "./world.ts";

/**
 * Mails that were handed over when their sender died, or lost the database, before it could store that the server has accepted them. SMTP
 * has no answer to this: they are sent again, with the same Message-ID, and may arrive twice.
 */
export interface MailGap {
  ids: ReadonlySet<string>;
  /** To be called right after anything was killed. */
  look(): Promise<void>;
}

export function watchMailGap({ shop: { db } }: World): MailGap {
  const ids = new Set<string>();
  return {
    ids,
    async look() {
      for (let left = 20; left > 0; left -= 1) {
        const mails = await db.$queryRaw<{ id: string }[]>`
          select id::text from mail where state <> 'sent' and handed_over_at is not null`.catch(() => null);
        if (mails === null) continue; // the database is coming back
        for (const { id } of mails) ids.add(id);
        return;
      }
    },
  };
}
