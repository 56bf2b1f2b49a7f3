import { countCall, DomainError, findLicence, type Shop } from "@dualtrack/commerce";
import { orderToken } from "@dualtrack/contract";
import { Router } from "express";
import { z } from "zod";
import { callerIp } from "../request/caller-ip.ts";

const address = z.object({
  token: orderToken,
  file: z
    .string()
    .transform((file) => file.replace(/\.txt$/, ""))
    .pipe(z.uuid()),
});

/** The licences with which the lines of an order were bought, as text, at `/licences/<order's token>/<line's id>.txt`. */
export function licences(shop: Shop): Router {
  return Router().get("/:token/:file", async (request, response) => {
    response.set({ "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" }).type("text");
    const parsed = address.safeParse(request.params);
    const text = parsed.success
      ? await findLicence(shop, { token: parsed.data.token, orderLineId: parsed.data.file }).catch(
          async (error: unknown) => {
            if (!(error instanceof DomainError) || error.code !== "ORDER_NOT_FOUND") throw error;
            await countCall(shop, { call: "wrongLinks", ip: callerIp(request) });
            return null;
          },
        )
      : null;
    if (text === null)
      return void response
        .status(404)
        .send("There is no such licence. The order's page has links to all that there are.");
    response.send(text);
  });
}
