import type { NextFunction, Request, Response } from "express";
import { keyFrom, SECRET_KEY } from "../access/authenticate.ts";
import { ControlError } from "./control-error.ts";

/**
 * On this machine no key is needed; from elsewhere the secret key is, and also when we are called by a name that is not
 * this machine's own (a website's name that has been pointed at 127.0.0.1 makes its pages look like ours). A page of
 * another origin is never let in, or any website could play with a developer's sandbox.
 */
export function requireControlAccess(req: Request, _res: Response, next: NextFunction): void {
  assertControlAccess(req);
  next();
}

export function assertControlAccess(req: Request): void {
  const origin = req.get("origin");
  if (origin && origin !== `${req.protocol}://${req.get("host")}`)
    throw new ControlError(403, `Pages of ${origin} may not use the sandbox's control API`);
  if (isLoopback(req.socket.remoteAddress) && isOwnName(req.hostname)) return;
  if (keyFrom(req.get("authorization")) !== SECRET_KEY)
    throw new ControlError(
      401,
      "From another machine, or by another name than localhost, the control API takes the secret key only",
    );
}

function isOwnName(host: string | undefined): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host ?? "");
}

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address ?? "");
}
