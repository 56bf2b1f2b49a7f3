/** The short form of an IP address: IPv4 without its IPv6 prefix, IPv6 without its zeros (`::1`). */
export function shortAddress(ip: string): string {
  if (ip.startsWith("::ffff:")) return ip.slice("::ffff:".length);
  const host = `http://[${ip}]`;
  return URL.canParse(host) ? new URL(host).hostname.slice(1, -1) : ip;
}
