import type { Shop } from "../shop.ts";
import { carrierOf, jobTimeout } from "./carrier-of.ts";

/** Downloads a bought label, once: the service's own address of it is not promised to last. Throws so that the queue retries. */
export async function storeLabel(shop: Shop, { labelId }: { labelId: string }): Promise<void> {
  const label = await shop.db.shippingLabel.findUniqueOrThrow({
    where: { id: labelId },
    select: { pdfUrl: true, file: { select: { labelId: true } } },
  });
  if (label.pdfUrl === null || label.file !== null) return;
  const bytes = await carrierOf(shop).downloadLabel(label.pdfUrl, jobTimeout);
  const storedAt = shop.clock.now();
  await shop.db.shippingLabelFile.createMany({ data: { labelId, bytes, storedAt }, skipDuplicates: true });
}

/** The label as PDF; null: there is none, or it can't be downloaded just now. */
export async function getLabelFile(
  shop: Shop,
  { labelId }: { labelId: string },
): Promise<{ bytes: Uint8Array; name: string } | null> {
  const find = () =>
    shop.db.shippingLabelFile.findUnique({
      where: { labelId },
      select: { bytes: true, label: { select: { trackingNumber: true } } },
    });
  const exists = (await shop.db.shippingLabel.count({ where: { id: labelId, pdfUrl: { not: null } } })) === 1;
  if (!exists) return null;
  if ((await find()) === null)
    await storeLabel(shop, { labelId }).catch((error: unknown) =>
      shop.log.warn({ err: error, labelId }, "a label can't be downloaded"),
    );
  const file = await find();
  return file === null ? null : { bytes: file.bytes, name: `label-${file.label.trackingNumber ?? labelId}` };
}
