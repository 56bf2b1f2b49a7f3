import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  countCall,
  countDownload,
  DomainError,
  type DownloadRefusal,
  findDownload,
  getSeller,
  type LimitedCall,
  mailOrderLink,
  recordBrokenDownload,
  type Shop,
  StorageError,
} from "@dualtrack/commerce";
import type { RefusalDetails } from "@dualtrack/contract";
import { type Request, type RequestHandler, type Response, Router } from "express";
import helmet from "helmet";
import { z } from "zod";
import { callerIp } from "../request/caller-ip.ts";
import { attachment } from "./content-disposition.ts";
import { downloadPage } from "./download-page.ts";
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
const refusals: Record<
  DownloadRefusal | "too_many" | "unavailable",
  [status: number, title: string, text: string]
> = {
  wrong: [
    404,
    "We can't find this file",
    "The link may be cut short. Open your order from the mail that confirmed it: it has the links to all of your files.",
  ],
  expired: [
    410,
    "This link has expired",
    "Links to files work for 24 hours. Open your order from the mail that confirmed it, and you have a new one. If you can't find that mail, we send it once more.",
  ],
  used_up: [
    403,
    "You have downloaded this file as often as your order allows",
    "Do you need it once more? Write to us with the number of your order, and we allow further downloads.",
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
  revoked: [
    403,
    "We have stopped the downloads of this order",
    "These files can't be downloaded any more. If that is a mistake, write to us with the number of your order.",
  ],
  too_many: [
    429,
    "That was a lot at once",
    "So many downloads were begun from your network that this one has to wait. Try the same link again in a minute.",
  ],
  unavailable: [
    503,
    "Our files can't be reached just now",
    "Nothing is lost. Try the same link again in a minute.",
  ],
};

/** Its pages have styles and the storefront's fonts, and a form of their own. */
const pagePolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/**
 * Files that were bought, at `/downloads/<line>/<file>/<expiry>/<signature>`, whole or from any byte on, so that a download that broke
 * off goes on. What is sent is counted. `POST …/mail` mails the order's link to its customer once more.
 */
export function downloads(shop: Shop): Router {
  async function sendPage(
    response: Response,
    page: {
      status: number;
      title: string;
      text: string;
      mailAction?: string;
      orderNumber?: string | undefined;
    },
  ): Promise<void> {
    const { shopName } = shop.settings;
    const { supportEmail } = await getSeller(shop, { tx: shop.db });
    const { status, title, text, mailAction = null, orderNumber = null } = page;
    const html = await downloadPage({ shopName, supportEmail, title, text, mailAction, orderNumber });
    response.status(status).type("html").send(html);
  }

  /** `orderNumber`: of the order whose link this is, for whoever is to name it to the shop. It opens no order. */
  function refuse(
    request: Request,
    response: Response,
    why: keyof typeof refusals,
    orderNumber?: string,
  ): Promise<void> {
    const [status, title, text] = refusals[why];
    return sendPage(response, {
      ...{ status, title, text, orderNumber },
      // Whoever has the link may have it from somebody else: it opens no order, but its customer can be written to.
      ...((why === "expired" || why === "used_up") && {
        mailAction: `${request.baseUrl}${request.path}/mail`,
      }),
    });
  }

  /** Counts a call of this network; false: there were too many, and the customer has been told. */
  async function countOf(shop: Shop, call: LimitedCall, request: Request, response: Response) {
    try {
      await countCall(shop, { call, ip: callerIp(request) });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "TOO_MANY_REQUESTS") throw error;
      const { retryAfterSeconds } = error.details as RefusalDetails["TOO_MANY_REQUESTS"];
      response.set("Retry-After", String(retryAfterSeconds));
      await refuse(request, response, "too_many");
      return false;
    }
  }

  const send: RequestHandler = async (request, response) => {
    const ip = callerIp(request);
    response.set({
      "Cache-Control": "private, no-store, no-transform",
      "X-Robots-Tag": "noindex",
      "Accept-Ranges": "bytes",
    });
    if (!(await countOf(shop, "downloads", request, response))) return;
    const link = address.safeParse(request.params);
    const found = link.success ? await findDownload(shop, link.data) : { refusal: "wrong" as const };
    if (found.refusal !== undefined) {
      if (found.refusal === "wrong" && !(await countOf(shop, "wrongLinks", request, response))) return;
      return refuse(request, response, found.refusal, found.orderNumber);
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
    const fileHeaders = {
      "Content-Type": mediaType,
      "Content-Length": String(end - start + 1),
      "Content-Disposition": attachment(name),
      ...(range !== null && { "Content-Range": `bytes ${start}-${end}/${bytes}` }),
    };
    if (request.method === "HEAD") return void response.set(fileHeaders).end();
    let stream: Readable | null = null;
    let counted: bigint | null = null;
    try {
      stream = await shop.storage.open(storageKey, { start, end });
      if (stream === null) throw new StorageError("A file is missing", storageKey);
      // Counted once there is something to send, and somebody who waits for it.
      if (response.destroyed) return;
      counted = await countDownload(shop, { file: found.file, firstByte: start, ip });
      if (counted === null) {
        response.removeHeader("ETag");
        return refuse(request, response, "used_up", found.orderNumber);
      }
      if (response.destroyed) return void (await recordBrokenDownload(shop, counted));
      response.status(range === null ? 200 : 206).set(fileHeaders);
      await pipeline(stream, response);
    } catch (error) {
      if (counted !== null) await recordBrokenDownload(shop, counted);
      // Whoever closes the connection has stopped the download.
      if ((error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE" && response.destroyed)
        return;
      shop.log.error({ err: error }, "a download broke off");
      if (response.headersSent) return void response.destroy();
      for (const header of [...Object.keys(fileHeaders), "ETag"]) response.removeHeader(header);
      return refuse(request, response, "unavailable");
    } finally {
      stream?.destroy(); // whatever happened, its file is closed
    }
  };

  const mail: RequestHandler = async (request, response) => {
    response.set({ "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" });
    if (!(await countOf(shop, "downloads", request, response))) return;
    const link = address.safeParse(request.params);
    const isMailed = link.success && (await mailOrderLink(shop, link.data));
    if (!isMailed) return refuse(request, response, "wrong");
    return sendPage(response, {
      status: 200,
      title: "The mail is on its way",
      text: "We have sent the link to your order to the address that you ordered with. Open it there: it says which of your files you can download, and has new links to them.",
    });
  };

  return Router()
    .use(pagePolicy)
    .get("/:orderLineId/:fileId/:expires/:signature", send)
    .post("/:orderLineId/:fileId/:expires/:signature/mail", mail)
    .use((request, response) => refuse(request, response, "wrong"));
}
