import { formatOrderNumber } from "@dualtrack/contract";
import { lockShipment, openQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { queueJob } from "../jobs.ts";
import { lineTitle } from "../line-title.ts";
import { orderPath } from "../orders/links.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { mailPictures } from "./mail-pictures.ts";
import { renderShipmentMail, type ShipmentMailKind } from "./shipment-mails.ts";

/**
 * Writes a mail about a shipment into the outbox and queues its sending, in the caller's transaction. Each call sends a
 * mail. Without an e-mail address nothing is sent.
 */
export async function queueShipmentMail(
  unit: UnitOfWork,
  {
    shipmentId,
    kind,
    isCorrection = false,
  }: { shipmentId: string; kind: ShipmentMailKind; isCorrection?: boolean },
): Promise<void> {
  const { shop, tx, now } = unit;
  const { order, shipment } = await lockShipment(tx, shipmentId);
  if (order.email === null) return;
  const { shopName, publicUrl } = shop.settings;
  const { seller, supportEmail } = await getSeller(shop, unit);
  const pictures = await mailPictures(shop, tx, order.lines);
  const goods = (quantityOf: (line: (typeof order.lines)[number]) => number) =>
    order.lines
      .map((line) => ({
        title: lineTitle(line.productTitle, line.variantTitle),
        quantity: quantityOf(line),
        picture: pictures.get(line.variantId) ?? null,
      }))
      .filter(({ quantity }) => quantity > 0);
  const mail = renderShipmentMail(kind, {
    shopName,
    supportEmail,
    seller,
    number: formatOrderNumber(order.number),
    link: publicUrl + orderPath(shop, order.id),
    name: order.name,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    trackingUrl: shipment.trackingUrl,
    inShipment: goods(
      ({ id }) => shipment.lines.find(({ orderLineId }) => orderLineId === id)?.quantity ?? 0,
    ),
    stillToCome: goods((line) => openQuantityOf(order, line)),
    isLast: order.fulfilmentState === "delivered",
    isCorrection,
  });
  const baseKey = `${kind}:${shipmentId}`;
  const earlier = await tx.mail.count({ where: { orderId: order.id, key: { startsWith: baseKey } } });
  const key = earlier === 0 ? baseKey : `${baseKey}:${earlier + 1}`;
  const createdAt = now;
  const { id } = await tx.mail.create({
    data: { orderId: order.id, kind, key, recipient: order.email, createdAt, ...mail },
    select: { id: true },
  });
  await queueJob(tx, "send-mail", { mailId: id }, { key: `mail:${id}` });
}
