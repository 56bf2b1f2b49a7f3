/** An IP address as people write it: IPv4 without its IPv6 prefix, IPv6 without all its zeros (`::1`). */
export function shortAddress(ip: string): string {
  if (ip.startsWith("::ffff:")) return ip.slice("::ffff:".length);
  const host = `http://[${ip}]`;
  return URL.canParse(host) ? new URL(host).hostname.slice(1, -1) : ip;
}
