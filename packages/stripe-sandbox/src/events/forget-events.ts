import type { SandboxContext } from "../context/sandbox-context.ts";

/** So few at a time that no request waits for it. */
const AT_ONCE = 500;

/**
 * Deletes events that Stripe would not show any more, with their deliveries; those that are still to be delivered stay.
 * Answers whether there may be more.
 */
export function forgetEvents({ store, clock }: SandboxContext): boolean {
  return store.transaction(() => {
    const old = store.rows(
      `select id from (select id, created from objects where type = 'event' order by seq limit ?) e
       where created < ? and not exists (select 1 from deliveries d where d.event = e.id and d.state = 'pending')`,
      AT_ONCE,
      clock.seconds() - KEPT_SECONDS,
    );
    if (old.length === 0) return false;
    const ids = JSON.stringify(old.map(({ id }) => id));
    const among = "in (select value from json_each(?))";
    store.run(
      `delete from delivery_log where delivery in (select id from deliveries where event ${among})`,
      ids,
    );
    store.run(`delete from deliveries where event ${among}`, ids);
    store.run(`delete from objects where id ${among} and type = 'event'`, ids);
    return true;
  });
}

/** https://docs.stripe.com/api/events: "going back up to 30 days" */
export const KEPT_SECONDS = 30 * 24 * 60 * 60;
