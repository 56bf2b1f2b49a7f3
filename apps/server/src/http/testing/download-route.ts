import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import {
  addFile,
  getOrder,
  getProductForStaff,
  receiveUpload,
  type Shop,
  setDownloadLimit,
} from "@dualtrack/commerce";
import { manager as by, digitalVariant, type TestShop } from "@dualtrack/testkit";
import express from "express";
import { nameRequest } from "../../request/request-id.ts";
import { downloads } from "../downloads.ts";
import { respondToErrors } from "../respond-to-errors.ts";

/** The product of a variant as it is now, for the next edit. */
export async function editedBy(shop: TestShop, variantId: string) {
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  const { version } = await getProductForStaff(shop, { productId });
  return { productId, version, by };
}

/** Puts bytes on sale. Answers the variant and the file. */
export async function sellFile(
  shop: TestShop,
  { bytes, name, limit = null }: { bytes: Uint8Array; name: string; limit?: number | null },
) {
  const variantId = await digitalVariant(shop, { price: 900 });
  const { uploadId } = await receiveUpload(shop, { bytes: Readable.from([bytes]), by });
  const fileId = randomUUID();
  const file = { requestId: fileId, variantId, uploadId, name, mediaType: "audio/wav" };
  await addFile(shop, { ...(await editedBy(shop, variantId)), ...file });
  await setDownloadLimit(shop, { ...(await editedBy(shop, variantId)), variantId, limit });
  return { variantId, fileId };
}

/** Serves the downloads of a shop over HTTP, and nothing else. */
export async function openDownloads(shop: Shop) {
  const server = createServer(
    express().use(nameRequest).use("/downloads", downloads(shop)).use(respondToErrors(shop)),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** How many clients are connected. */
    connections: () => new Promise<number>((done) => server.getConnections((_error, count) => done(count))),
    get: (path: string | null | undefined, headers: Record<string, string> = {}, method = "GET") =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers, method }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The path of a file of an order, as its page has it; null: it can't be downloaded. */
export async function pathOf(shop: Shop, orderId: string, place = 0): Promise<string | null> {
  return (await getOrder(shop, { orderId })).downloads[0]?.files[place]?.path ?? null;
}
