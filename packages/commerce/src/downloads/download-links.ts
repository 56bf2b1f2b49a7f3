import { createHmac, timingSafeEqual } from "node:crypto";
import type { Shop } from "../shop.ts";

/** How long a link works, in s. The order's page makes a new one whenever it is read. */
const linkSeconds = 24 * 60 * 60;

interface Download {
  orderLineId: string;
  fileId: string;
}

/** The path at which a customer downloads a file of an order's line. It expires. */
export function downloadPath(shop: Shop, download: Download): string {
  const expires = Math.floor(shop.clock.now().getTime() / 1000) + linkSeconds;
  return `/downloads/${download.orderLineId}/${download.fileId}/${expires}/${signatureOf(shop, download, expires)}`;
}

/** What such a path says. */
export interface DownloadLink extends Download {
  expires: number;
  signature: string;
}

/** Whether such a path is ours, and still holds. */
export function checkDownloadLink(
  shop: Shop,
  { expires, signature, ...download }: DownloadLink,
): "valid" | "expired" | "wrong" {
  const expected = Buffer.from(signatureOf(shop, download, expires));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return "wrong";
  return expires * 1000 < shop.clock.now().getTime() ? "expired" : "valid";
}

function signatureOf(shop: Shop, { orderLineId, fileId }: Download, expires: number): string {
  return createHmac("sha256", shop.settings.linkSecret)
    .update(`download:${orderLineId}:${fileId}:${expires}`)
    .digest("base64url");
}
