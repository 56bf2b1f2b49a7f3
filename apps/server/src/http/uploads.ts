import {
  type Actor,
  DomainError,
  receiveUpload,
  type Shop,
  UploadInterruptedError,
} from "@dualtrack/commerce";
import { maxFileBytes, type RefusalCode } from "@dualtrack/contract";
import { Router } from "express";
import { callerIp } from "../request/caller-ip.ts";
import type { FindStaff } from "./staff-export.ts";

const statuses: Partial<Record<RefusalCode, number>> = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  FILE_REFUSED: 422,
  STORAGE_UNAVAILABLE: 503,
};

/**
 * `POST /uploads` stores its body, for owners and managers, and answers `{ uploadId }`; a procedure such as `products.addFile`
 * then says what it is. A refusal has the form that tRPC gives it, so that the console reads both in one way.
 */
export function uploads(shop: Shop, findStaff: FindStaff): Router {
  return Router().post("/", async (request, response) => {
    try {
      const staff = await findStaff(request.headers);
      if (staff === null) throw new DomainError("NOT_SIGNED_IN", {});
      if (staff.role === "support") throw new DomainError("NOT_ALLOWED", { role: staff.role });
      if (Number(request.headers["content-length"] ?? 0) > maxFileBytes)
        throw new DomainError("FILE_REFUSED", { why: "too_many_bytes" });
      const by: Actor = { name: staff.name, email: staff.email, role: staff.role, ip: callerIp(request) };
      response.json(await receiveUpload(shop, { bytes: request, by }));
    } catch (error) {
      if (error instanceof UploadInterruptedError) return; // nobody waits for an answer
      if (!(error instanceof DomainError)) throw error;
      const { code, details } = error as DomainError;
      const status = statuses[code];
      if (status === undefined) throw error;
      // The rest of the body is not read: the connection is of no use any more.
      if (!request.readableEnded) response.set("Connection", "close");
      response.status(status).json({ error: { data: { refusal: { code, details } } } });
    }
  });
}
