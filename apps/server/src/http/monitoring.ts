import { BlockList } from "node:net";
import type { Request, RequestHandler } from "express";
import type { Env } from "../config/env-schema.ts";
import { addNetwork } from "../config/networks.ts";
import { callerIp } from "../request/caller-ip.ts";
import { hasToken } from "../request/has-token.ts";

/** Whether a call comes from monitoring: it has MONITORING_TOKEN, or comes from one of MONITORING_FROM. */
export function monitoringCheck({
  MONITORING_TOKEN: token,
  MONITORING_FROM: networks,
}: Env): (request: Request) => boolean {
  const known = new BlockList();
  for (const network of networks) addNetwork(known, network);
  return (request) => {
    if (token !== undefined && hasToken(request, token)) return true;
    const ip = callerIp(request);
    return ip !== null && known.check(ip, ip.includes(":") ? "ipv6" : "ipv4");
  };
}

/** Protects the shop's metrics and health details: `mayRead` decides. */
export function onlyFor(mayRead: (request: Request) => boolean | Promise<boolean>): RequestHandler {
  return async (request, response, next) => {
    if (await mayRead(request)) return next();
    response
      .status(401)
      .set("WWW-Authenticate", "Bearer")
      .type("text")
      .send("Only for the shop's monitoring.");
  };
}
