/** What a path is about, without what it tells of somebody: the name of a procedure, or else its first step. Few values. */
export function routeOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "trpc") return second.includes(",") ? "/trpc/batch" : `/trpc/${second}`.slice(0, 60);
  return ["admin", "assets", "auth", "exports", "webhooks", "healthz", "readyz", "metrics"].includes(first)
    ? `/${first}`
    : "/page";
}
