import { isIP } from "node:net";
import type { Request } from "express";

/**
 * Who calls: the address of the connection, or what a trusted proxy says (TRUST_PROXY). A proxy that says something else
 * than an address is not believed. An IPv4 address is one, however the socket writes it.
 */
export function callerIp(request: Request): string | null {
  const address = request.ip ?? "";
  const ip = isIP(address) === 0 ? request.socket.remoteAddress : address;
  return ip?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null;
}
