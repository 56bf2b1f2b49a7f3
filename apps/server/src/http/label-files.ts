import { getLabelFile, type Shop } from "@dualtrack/commerce";
import { Router } from "express";
import { z } from "zod";
import type { FindStaff } from "./staff-export.ts";

/** Labels as PDF at `/labels/<label's id>.pdf`, for staff: an address of a customer stands on each. */
export function labelFiles(shop: Shop, findStaff: FindStaff): Router {
  return Router().get("/:file", async (request, response) => {
    const refuse = (status: number, text: string) => void response.status(status).type("text").send(text);
    response.set("Cache-Control", "private, no-store");
    if ((await findStaff(request.headers)) === null)
      return refuse(401, "Sign in to the admin console first.");
    const labelId = z.uuid().safeParse(request.params.file.replace(/\.pdf$/, "")).data;
    const file = labelId === undefined ? null : await getLabelFile(shop, { labelId });
    if (file === null)
      return refuse(
        404,
        "There is no such label, or EasyPost does not answer just now. Try again in a minute.",
      );
    response.type("application/pdf").set("Content-Disposition", `inline; filename="${file.name}.pdf"`);
    response.send(Buffer.from(file.bytes));
  });
}
