import { maxApiAddress } from "@dualtrack/contract";
import type { RequestHandler } from "express";

const methods = ["GET", "HEAD", "POST"];

/** Refuses requests that no app of ours sends and that tRPC can't answer. */
export const refuseMalformedRequests: RequestHandler = (request, response, next) => {
  const refuse = (status: number, error: string) => void response.status(status).json({ error });
  if (!methods.includes(request.method)) {
    response.set("Allow", methods.join(", "));
    return refuse(405, "The API is asked by GET or POST.");
  }
  if (request.originalUrl.length > maxApiAddress) return refuse(414, "This address is too long.");
  if (!isDecodable(request.path)) return refuse(400, "This address is not valid.");
  next();
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
