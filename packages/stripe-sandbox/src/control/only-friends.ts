import type { NextFunction, Request, Response } from "express";
import { authenticate } from "../http/authenticate.ts";
import { ControlError } from "./control-error.ts";

/**
 * On this machine no key is needed; from elsewhere the secret key is. A page of another origin is never let in, or any
 * website could play with a developer's sandbox.
 */
export function onlyFriends(req: Request, _res: Response, next: NextFunction): void {
  assertFriend(req);
  next();
}

export function assertFriend(req: Request): void {
  const origin = req.get("origin");
  if (origin && origin !== `${req.protocol}://${req.get("host")}`)
    throw new ControlError(403, `Pages of ${origin} may not use the sandbox's control API`);
  if (isLoopback(req.socket.remoteAddress)) return;
  if (authenticate(req.get("authorization"), undefined) !== "secret")
    throw new ControlError(403, "From another machine the control API takes the secret key only");
}

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address ?? "");
}
