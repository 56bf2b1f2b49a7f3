import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";

/** Whether a request carries this token (`Authorization: Bearer …`), compared in constant time. */
export function hasToken(request: Request, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.get("authorization") ?? "")?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
