/**
 * What our statements rely on. Prisma sends times as UTC digits without an offset and reads them back in their ISO
 * form, and transactions count on PostgreSQL's usual isolation: none of it is left to how a server, a database, a role
 * or `PGOPTIONS` is set up.
 */
const settings = {
  TimeZone: "UTC",
  DateStyle: "ISO",
  IntervalStyle: "postgres",
  default_transaction_isolation: "read\\ committed",
};

/**
 * The connection string whose sessions have these settings from their first statement on; every connection of ours
 * is opened with it. Other options in it, or in `PGOPTIONS`, are kept.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS
 */
export function ourSession(connectionString: string): string {
  const url = new URL(connectionString);
  const given = url.searchParams.get("options") ?? process.env.PGOPTIONS ?? "";
  if (url.searchParams.has("options")) url.searchParams.delete("options");
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  // Of two settings of the same name the last one wins. Only what was given is encoded: where pg finds a bare % in a
  // password it encodes the whole string once more.
  const options = [encodeURIComponent(given), ...ours].join(" ").trim().replaceAll(" ", "+");
  url.search = `${url.search === "" ? "?" : `${url.search}&`}options=${options}`;
  return url.href;
}
