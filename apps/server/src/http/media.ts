import { findPictureFile, type Shop } from "@dualtrack/commerce";
import { type RequestHandler, Router } from "express";
import { z } from "zod";

const address = z.object({
  pictureId: z.uuid(),
  file: z
    .string()
    .regex(/^\d{1,5}\.webp$/)
    .transform((file) => Number.parseInt(file, 10)),
});

/**
 * Pictures of products at `/media/<picture's id>/<width>.webp`. A file never changes, so browsers cache it for ever.
 */
export function media(shop: Shop): Router {
  const sendPicture: RequestHandler = async (request, response) => {
    const parsed = address.safeParse(request.params);
    const bytes = parsed.success
      ? await findPictureFile(shop, { pictureId: parsed.data.pictureId, width: parsed.data.file })
      : null;
    if (!parsed.success || bytes === null)
      return void response.status(404).set("Cache-Control", "no-cache").type("text").send("No such picture.");
    response.set({
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${parsed.data.pictureId}-${parsed.data.file}"`,
      "Cross-Origin-Resource-Policy": "cross-origin", // newsletters and price comparisons show them, too
    });
    response.type("image/webp").send(Buffer.from(bytes));
  };
  return Router().get("/:pictureId/:file", sendPicture);
}
