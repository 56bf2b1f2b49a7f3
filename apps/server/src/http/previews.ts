import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { findPreview, type Shop } from "@dualtrack/commerce";
import { Router } from "express";
import { z } from "zod";
import { readRange } from "./read-range.ts";

/**
 * What everybody can listen to, at `/previews/<preview's id>`: whole or in parts, as players ask for it. The bytes of an id never
 * change, so browsers keep them.
 */
export function previews(shop: Shop): Router {
  return Router().get("/:previewId", async (request, response) => {
    const sayMissing = () =>
      void response.status(404).set("Cache-Control", "no-cache").type("text").send("No such preview.");
    const previewId = z.uuid().safeParse(request.params.previewId).data;
    const preview = previewId === undefined ? null : await findPreview(shop, { previewId });
    if (preview === null) return sayMissing();
    const { storageKey, mediaType, bytes } = preview;
    const range = request.method === "GET" ? readRange(request.headers.range, bytes) : null;
    response.set("Accept-Ranges", "bytes");
    if (range === "unsatisfiable")
      return void response.status(416).set("Content-Range", `bytes */${bytes}`).end();
    const { start, end } = range ?? { start: 0, end: bytes - 1 };
    const headers = {
      "Cache-Control": "public, max-age=31536000, immutable, no-transform",
      ETag: `"${previewId}"`,
      "Content-Type": mediaType,
      "Content-Length": String(end - start + 1),
      ...(range !== null && { "Content-Range": `bytes ${start}-${end}/${bytes}` }),
    };
    if (request.method === "HEAD") return void response.set(headers).end();
    let stream: Readable | null = null;
    try {
      stream = await shop.storage.open(storageKey, { start, end });
      if (stream === null) return sayMissing();
      if (response.destroyed) return;
      response.status(range === null ? 200 : 206).set(headers);
      await pipeline(stream, response);
    } catch (error) {
      if (response.destroyed) return; // players close the connection as soon as they have enough
      shop.log.error({ err: error }, "a preview could not be sent");
      if (response.headersSent) return void response.destroy();
      response.status(503).set("Cache-Control", "no-store").type("text");
      response.send("This preview can't be played just now.");
    } finally {
      stream?.destroy();
    }
  });
}
