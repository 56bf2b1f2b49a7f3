/**
 * The network whose calls are counted together: an IPv4 address (also in its IPv6 notation), or the /64 of an IPv6 address,
 * as every internet connection has at least one.
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function networkOf(ip: string): string {
  const [address = ""] = ip.toLowerCase().split("%"); // without the zone id
  if (!address.includes(":")) return address;
  const groups = groupsOf(address);
  if (groups === null) return address;
  if (groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff")
    return groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
      .join(".");
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** The eight groups of an IPv6 address; null for anything else. */
function groupsOf(address: string): string[] | null {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return null;
  const [head = "", tail] = new URL(url).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  return [...before, ...Array(8 - before.length - after.length).fill("0"), ...after];
}
