import { isIP } from "node:net";
import type { Request } from "express";

/**
 * The client's address: that of the connection, or what a trusted proxy says (TRUST_PROXY). What a proxy says is
 * ignored if it is not an address. An IPv4 address has one form, however the socket writes it.
 */
export function callerIp(request: Request): string | null {
  const address = request.ip ?? "";
  const ip = isIP(address) === 0 ? request.socket.remoteAddress : address;
  return ip?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null;
}
