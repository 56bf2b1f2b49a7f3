import { formatDraftOrderNumber, formatOrderNumber } from "@dualtrack/contract";
import type { FailedJob } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** What a failed job is about, with what its page in the console needs. */
export type JobSubject =
  | { kind: "order"; number: string }
  | { kind: "draft_order"; id: string; number: string }
  | { kind: "event"; id: string }
  | { kind: "mail"; recipient: string }
  | { kind: "payment"; id: string }
  | { kind: "checkout"; id: string }
  | { kind: "shop" };

const order = { select: { number: true } } as const;
const ofCheckout = { select: { order } } as const;

/** The fields of payloads that say what a job is about; each payload has one of them, or none. */
const idKeys = [
  "orderId",
  "paymentIntentId",
  "checkoutId",
  "refundId",
  "requestId",
  "labelId",
  "mailId",
  "draftOrderId",
  "eventId",
] as const;

/** What each of these jobs is about, by its id; nothing for those whose payload is not known. */
export async function subjectsOf(
  { db }: Shop,
  jobs: readonly Pick<FailedJob, "id" | "task" | "payload">[],
): Promise<Map<string, JobSubject>> {
  const textAt = ({ payload }: Pick<FailedJob, "payload">, key: (typeof idKeys)[number]): string | null => {
    const value = payload?.[key];
    return typeof value === "string" ? value : null;
  };
  const all = (key: (typeof idKeys)[number], isOf: (task: string) => boolean = () => true) => ({
    in: jobs.flatMap((job) => (isOf(job.task) ? (textAt(job, key) ?? []) : [])),
  });
  const carrierEvents = await db.carrierEvent.findMany({
    where: { id: all("eventId", (task) => task === "handle-carrier-event") },
    select: { id: true, carrierShipmentId: true },
  });
  const parcels = { in: carrierEvents.map(({ carrierShipmentId }) => carrierShipmentId) };
  const [orders, payments, checkouts, refunds, requests, labels, mails, drafts] = await Promise.all([
    db.order.findMany({ where: { id: all("orderId") }, select: { id: true, number: true } }),
    db.payment.findMany({
      where: { paymentIntentId: all("paymentIntentId") },
      select: { paymentIntentId: true, checkout: ofCheckout },
    }),
    db.checkout.findMany({ where: { id: all("checkoutId") }, select: { id: true, order } }),
    db.refund.findMany({
      where: { id: all("refundId") },
      select: { id: true, payment: { select: { checkout: ofCheckout } } },
    }),
    db.checkoutRequest.findMany({
      where: { id: all("requestId") },
      select: { id: true, checkout: ofCheckout },
    }),
    db.shippingLabel.findMany({
      where: { OR: [{ id: all("labelId") }, { carrierShipmentId: parcels }] },
      select: { id: true, carrierShipmentId: true, order },
    }),
    db.mail.findMany({ where: { id: all("mailId") }, select: { id: true, recipient: true, order } }),
    db.draftOrder.findMany({ where: { id: all("draftOrderId") }, select: { id: true, number: true } }),
  ]);

  const found = new Map<string, JobSubject>();
  const isOrder = (key: string, known: { number: number } | null | undefined) => {
    if (known) found.set(key, { kind: "order", number: formatOrderNumber(known.number) });
  };
  for (const { id, ...known } of orders) isOrder(id, known);
  for (const { paymentIntentId, checkout } of payments) isOrder(paymentIntentId, checkout.order);
  for (const { id, order } of checkouts) isOrder(id, order);
  for (const { id, payment } of refunds) isOrder(id, payment.checkout.order);
  for (const { id, checkout } of requests) isOrder(id, checkout.order);
  for (const { id, carrierShipmentId, order } of labels)
    for (const key of [id, carrierShipmentId]) isOrder(key, order);
  for (const { id, carrierShipmentId } of carrierEvents) {
    const parcel = found.get(carrierShipmentId);
    if (parcel !== undefined) found.set(id, parcel);
  }
  for (const { id, recipient, order } of mails)
    if (order) isOrder(id, order);
    else found.set(id, { kind: "mail", recipient });
  for (const { id, number } of drafts)
    found.set(id, { kind: "draft_order", id, number: formatDraftOrderNumber(number) });

  return new Map(
    jobs.flatMap((job) => {
      const subject = subjectOf(job);
      return subject === undefined ? [] : [[job.id, subject] as const];
    }),
  );

  function subjectOf(job: Pick<FailedJob, "task" | "payload">): JobSubject | undefined {
    const [value] = idKeys.flatMap((key) => textAt(job, key) ?? []);
    if (value === undefined) return job.payload === null ? undefined : { kind: "shop" };
    const known = found.get(value);
    if (known !== undefined) return known;
    if (job.task === "handle-event") return { kind: "event", id: value };
    if (textAt(job, "paymentIntentId") !== null) return { kind: "payment", id: value };
    return textAt(job, "checkoutId") === null ? { kind: "shop" } : { kind: "checkout", id: value };
  }
}
