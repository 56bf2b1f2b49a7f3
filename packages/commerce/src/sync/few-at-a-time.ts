/** Stripe takes about 25 requests a second from an account by default; the customers need most of them. */
const atATime = 4;

/**
 * Does `work` for each item, a few at a time. One that throws ends its lane and, when the other lanes have worked
 * through the rest, the whole: what one item must not do to the others it has to catch.
 */
export async function fewAtATime<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  const lanes = await Promise.allSettled(Array.from({ length: atATime }, lane));
  for (const outcome of lanes) if (outcome.status === "rejected") throw outcome.reason;
}
