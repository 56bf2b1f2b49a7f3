/** The names of this machine for a browser that runs on it. */
const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The origins of the shop's own pages: its public address and the configured ones. A request's `Host` header proves
 * nothing: proxies rewrite it. A shop at a loopback address has all names of that address.
 */
export function ownOrigins(publicUrl: string, alsoAllowed: readonly string[]): string[] {
  const own = new URL(publicUrl);
  const names = loopbackNames.includes(own.hostname) ? loopbackNames : [own.hostname];
  const port = own.port === "" ? "" : `:${own.port}`;
  const origins = names.map((name) => new URL(`${own.protocol}//${name}${port}`).origin);
  return [...new Set([own.origin, ...origins, ...alsoAllowed])];
}
