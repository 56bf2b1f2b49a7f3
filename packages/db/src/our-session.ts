/**
 * Session settings that our statements rely on. Prisma sends times as UTC without an offset and reads them back in ISO
 * format, and transactions expect PostgreSQL's default isolation. They must not depend on the configuration of a server,
 * a database or a role, or on `PGOPTIONS`.
 */
const settings = {
  TimeZone: "UTC",
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  default_transaction_isolation: "read\\ committed",
};

/**
 * The connection string with these settings; every connection of ours is opened with it. Other options in it, or in
 * `PGOPTIONS`, are kept.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS
 */
export function ourSession(connectionString: string): string {
  const url = new URL(connectionString);
  const given = url.searchParams.get("options") ?? process.env.PGOPTIONS ?? "";
  if (url.searchParams.has("options")) url.searchParams.delete("options");
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  // The last of two settings with the same name wins. Only the given options are encoded: if pg finds a bare % in a
  // password, it encodes the whole string again.
  const options = [encodeURIComponent(given), ...ours].join(" ").trim().replaceAll(" ", "+");
  url.search = `${url.search === "" ? "?" : `${url.search}&`}options=${options}`;
  return url.href;
}
