/** The names under which a browser on this machine finds it. */
const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The origins of the shop's own pages: its public address and those configured beside it. What a request says in its
 * `Host` header is no proof: proxies rewrite it. A shop at a loopback address has all of that address' names.
 */
export function ownOrigins(publicUrl: string, alsoAllowed: readonly string[]): string[] {
  const own = new URL(publicUrl);
  const names = loopbackNames.includes(own.hostname) ? loopbackNames : [own.hostname];
  const port = own.port === "" ? "" : `:${own.port}`;
  const origins = names.map((name) => new URL(`${own.protocol}//${name}${port}`).origin);
  return [...new Set([own.origin, ...origins, ...alsoAllowed])];
}
