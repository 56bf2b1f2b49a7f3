import type { Request } from "express";
import { isRecord } from "../core/is-record.ts";
import { ControlError } from "./control-error.ts";

/** The fields of a JSON body; there are none without a body. Nothing is known of their types yet. */
export function readBody({ body }: Pick<Request, "body">): Record<string, unknown> {
  const given: unknown = body ?? {};
  if (!isRecord(given)) throw new ControlError(400, "The body is a JSON object");
  return given;
}
