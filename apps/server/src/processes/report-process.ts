import { randomUUIDv7 } from "node:crypto";
import { hostname } from "node:os";
import {
  collectFigures,
  type ReportedProcess,
  removeProcess,
  reportProcess,
  type Shop,
} from "@dualtrack/commerce";

/** How often a process stores what it has measured, in ms; the first time sooner, so that the page knows of it. */
const everyMs = 60_000;
const firstMs = 5_000;

/** Stores what this process measures, and that it lives, for the Health page. A database that is away costs a line in the log. */
export function reportEachMinute(
  shop: Shop,
  { role, countStreams }: { role: string; countStreams: () => number },
): { stop(): Promise<void> } {
  const collector = collectFigures(shop.measures);
  const self: ReportedProcess = {
    ...{ id: randomUUIDv7(), role, host: hostname(), pid: process.pid },
    startedAt: shop.clock.now(),
  };
  let reporting: Promise<void> = Promise.resolve();
  const report = async () => {
    try {
      const now = { memoryBytes: process.memoryUsage.rss(), liveStreams: countStreams() };
      await reportProcess(shop, self, { collector, now });
    } catch (error) {
      shop.log.warn({ err: error }, "figures could not be stored: they are kept for the next minute");
    }
  };
  let timer = setTimeout(function next() {
    reporting = report();
    timer = setTimeout(next, everyMs);
  }, firstMs);
  return {
    async stop() {
      clearTimeout(timer);
      await reporting;
      await report();
      await removeProcess(shop, self).catch((error: unknown) =>
        shop.log.warn({ err: error }, "this process stays on the page of health until it is old"),
      );
    },
  };
}
