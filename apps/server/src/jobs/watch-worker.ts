import { type Shop, tellOfSilentWorker } from "@dualtrack/commerce";

/** How often a web process looks, in ms. */
const everyMs = 60_000;

/** A process that has just started says nothing yet: the worker may be starting with it. In ms. */
const startMs = 180_000;

/** Tells people from a web process when no worker runs, as nobody else would. */
export function watchWorker(shop: Shop): { stop(): Promise<void> } {
  const { log } = shop;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      if (await tellOfSilentWorker(shop)) log.warn({}, "no worker has checked the alerts: this process did");
    } catch (error) {
      log.error({ err: error }, "alerts could not be checked");
    }
  };
  let timer = setTimeout(function next() {
    looking = look();
    timer = setTimeout(next, everyMs);
  }, startMs);
  return {
    async stop() {
      clearTimeout(timer);
      await looking;
    },
  };
}
