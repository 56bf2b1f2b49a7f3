import { forgetJobFailure, recordJobFailure } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** A job as the queue hands it to a worker. */
interface RunningJob {
  id: string;
  payload: unknown;
  /** Which attempt this is, from 1. */
  attempts: number;
}

/**
 * Runs a job, and keeps what it is about if it fails, for the page of failed jobs. One that ends well at once costs no statement. A failure that can't be
 * kept is logged: the job's own error is what the queue has to get.
 */
export async function keepFailure<Result>(
  shop: Shop,
  { id, payload, attempts }: RunningJob,
  work: () => Promise<Result>,
): Promise<Result> {
  const noted = (writing: Promise<void>) =>
    writing.catch((error) => shop.log.warn({ err: error }, "a job's failure could not be noted"));
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await noted(recordJobFailure(shop.db, { jobId: id, payload, at: shop.clock.now() }));
    throw error;
  }
  if (attempts > 1) await noted(forgetJobFailure(shop.db, { jobId: id }));
  return result;
}
