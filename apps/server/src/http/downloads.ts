import { pipeline } from "node:stream/promises";
import {
  bindLog,
  countCall,
  type DownloadRefusal,
  findDownload,
  type Shop,
  StorageError,
} from "@dualtrack/commerce";
import { type RequestHandler, type Response, Router } from "express";
import { z } from "zod";
import { callerIp } from "../request/caller-ip.ts";
import { requestIdOf } from "../request/request-id.ts";
import { attachment } from "./content-disposition.ts";
import { readRange } from "./read-range.ts";

const address = z.object({
  orderLineId: z.uuid(),
  fileId: z.uuid(),
  expires: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  signature: z.string().max(100),
});

/** What a customer reads, and the status. Each says the way on. */
const refusals: Record<DownloadRefusal | "unavailable", [status: number, title: string, text: string]> = {
  wrong: [
    404,
    "We can't find this file",
    "The link may be cut short. Open your order from the mail that confirmed it: it has the links to all of your files.",
  ],
  expired: [
    410,
    "This link has expired",
    "Links to files work for 24 hours. Open your order from the mail that confirmed it, and you have a new one.",
  ],
  waiting: [
    409,
    "Your payment is not confirmed yet",
    "As soon as it is, you can download your files from your order's page.",
  ],
  ended: [
    403,
    "This order has ended",
    "It was cancelled or not paid, so that its files can't be downloaded.",
  ],
  refunded: [
    403,
    "This was refunded",
    "We have given your money back, so that these files can't be downloaded any more. If that is a mistake, answer to the mail about your order.",
  ],
  disputed: [
    403,
    "Your bank is looking into the payment",
    "Until it has decided, these files can't be downloaded. If you did not ask your bank to, answer to the mail about your order.",
  ],
  dispute_lost: [
    403,
    "Your bank has taken the payment back",
    "So these files can't be downloaded any more. If that is a mistake, answer to the mail about your order.",
  ],
  unavailable: [
    503,
    "Our files can't be reached just now",
    "Nothing is lost. Try the same link again in a minute.",
  ],
};

/**
 * Files that were bought, at `/downloads/<line>/<file>/<expiry>/<signature>`, whole or from any byte on, so that a download that broke
 * off goes on.
 */
export function downloads(unbound: Shop): Router {
  const send: RequestHandler = async (request, response) => {
    const shop = bindLog(unbound, { requestId: requestIdOf(response) });
    response.set({
      "Cache-Control": "private, no-store, no-transform",
      "X-Robots-Tag": "noindex",
      "Accept-Ranges": "bytes",
    });
    const link = address.safeParse(request.params);
    const found = link.success ? await findDownload(shop, link.data) : { refusal: "wrong" as const };
    if (found.refusal !== undefined) {
      if (found.refusal === "wrong") await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
      return refuse(response, found.refusal);
    }
    const { storageKey, name, mediaType, bytes, sha256 } = found.file;
    const tag = `"${sha256}"`;
    response.set("ETag", tag);
    // What was downloaded in part and is another file now is sent from its beginning.
    const condition = request.headers["if-range"];
    const isSame = condition === undefined || condition === tag;
    const range = request.method === "GET" && isSame ? readRange(request.headers.range, bytes) : null;
    if (range === "unsatisfiable")
      return void response.status(416).set("Content-Range", `bytes */${bytes}`).end();
    if (request.headers["if-none-match"] === tag) return void response.status(304).end();

    const { start, end } = range ?? { start: 0, end: bytes - 1 };
    response.status(range === null ? 200 : 206).set({
      "Content-Type": mediaType,
      "Content-Length": String(end - start + 1),
      "Content-Disposition": attachment(name),
      ...(range !== null && { "Content-Range": `bytes ${start}-${end}/${bytes}` }),
    });
    if (request.method === "HEAD") return void response.end();
    try {
      const stream = await shop.storage.open(storageKey, { start, end });
      if (stream === null) throw new StorageError("A file is missing", storageKey);
      await pipeline(stream, response);
    } catch (error) {
      // Whoever closes the connection has stopped the download.
      if ((error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE" && response.destroyed)
        return;
      shop.log.error({ err: error }, "a download broke off");
      if (response.headersSent) return void response.destroy();
      for (const header of ["Content-Length", "Content-Range", "Content-Disposition", "ETag"])
        response.removeHeader(header);
      refuse(response, "unavailable");
    }
  };
  return Router()
    .get("/:orderLineId/:fileId/:expires/:signature", send)
    .use((_request, response) => refuse(response, "wrong"));
}

function refuse(response: Response, why: keyof typeof refusals): void {
  const [status, title, text] = refusals[why];
  response
    .status(status)
    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  response.type("html").send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
body { max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
</style>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">To the shop</a></p>
</html>`);
}
