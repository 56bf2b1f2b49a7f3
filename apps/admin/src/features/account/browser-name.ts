const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"] as const;
const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
const systems = ["iPhone", "iPad", "Android", "Windows", "Mac OS", "Linux"];

/** The name of a browser, as people know it: `Firefox on Windows`. */
export function browserName(userAgent: string | null): string {
  const browser = browsers.find((name) => userAgent?.includes(`${name}/`));
  const system = systems.find((name) => userAgent?.includes(name));
  if (browser === undefined) return "Another program";
  return `${names[browser] ?? browser}${system === undefined ? "" : ` on ${system}`}`;
}
