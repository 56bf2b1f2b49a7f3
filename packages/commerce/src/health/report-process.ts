import { addFigures } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import type { FigureCollector } from "./collect-figures.ts";

/** A process that reports itself. */
export interface ReportedProcess {
  id: string;
  role: string;
  host: string;
  pid: number;
  startedAt: Date;
}

/** How it is at this moment. */
interface ProcessNow {
  memoryBytes: number;
  liveStreams: number;
}

/**
 * Stores what a process has measured since its last report, and how it is, in one short transaction. What can't be stored is kept for the next
 * report; a process that is killed loses what it has measured since its last one.
 */
export async function reportProcess(
  shop: Shop,
  process: ReportedProcess,
  { collector, now: { memoryBytes, liveStreams } }: { collector: FigureCollector; now: ProcessNow },
): Promise<void> {
  const counts = collector.take();
  const sample = (name: string, label: string, value: number) => ({
    ...{ name, label, count: 1, sum: value, max: value, limits: [] },
  });
  try {
    await transact(shop, "sync", async ({ tx, now }) => {
      const status = { memoryBytes, liveStreams, openCircuits: collector.openCircuits(), seenAt: now };
      await tx.processStatus.upsert({
        where: { id: process.id },
        create: { ...process, ...status },
        update: status,
      });
      await addFigures(tx, {
        at: now,
        counts: [
          ...counts,
          sample("process_memory", process.role, memoryBytes),
          sample("process_streams", "", liveStreams),
        ],
      });
    });
  } catch (error) {
    collector.giveBack(counts);
    throw error;
  }
}

/** A process that stops in order is not missed. */
export async function removeProcess(shop: Shop, { id }: Pick<ReportedProcess, "id">): Promise<void> {
  await shop.db.processStatus.deleteMany({ where: { id } });
}
