import { queueJob } from "../jobs.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { TaxedPart } from "./taxed-part.ts";

interface RequestedTaxRecord {
  invoiceId: string;
  orderId: string;
  /** Unique at Stripe, and the same if the database has lost it and it is made again. */
  reference: string;
  parts: TaxedPart[];
}

/** Has a document of an order that Stripe Tax has taxed recorded there, by a job in the same transaction as the document. */
export async function requestTaxRecord(
  { tx, now }: UnitOfWork,
  { invoiceId, orderId, reference, parts }: RequestedTaxRecord,
): Promise<void> {
  await tx.taxRecord.create({ data: { invoiceId, orderId, reference, parts, createdAt: now } });
  await queueTaxRecords(tx, orderId);
}

/** Queues the job that records what an order has not recorded yet; one that waits already stays one job. */
export function queueTaxRecords(tx: UnitOfWork["tx"], orderId: string): Promise<void> {
  return queueJob(tx, "record-tax", { orderId }, { key: `record-tax:${orderId}` });
}
