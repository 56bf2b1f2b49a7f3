/** Statements that are sent less often are planned each time: most are staff's lists, whose plans depend on the values. */
const usesBefore = 20;
/** The most names: each open connection keeps the plans of those that it was sent. */
const maxNames = 100;
/** The most statements whose uses are counted. Some are sent once only, such as those with a list of many ids. */
const maxCounted = 2_000;

/**
 * Names for the statements that a process sends often, so that PostgreSQL parses and plans them once for each connection and not
 * at each use. An empty name: the statement is not prepared.
 * @see https://www.postgresql.org/docs/current/sql-prepare.html#SQL-PREPARE-NOTES
 */
export function nameStatements(): (statement: { sql: string }) => string {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return ({ sql }) => {
    const name = names.get(sql);
    if (name !== undefined) return name;
    if (names.size >= maxNames) return "";
    const used = uses.get(sql) ?? 0;
    if (used < usesBefore) {
      if (uses.size >= maxCounted) uses.clear();
      uses.set(sql, used + 1);
      return "";
    }
    uses.delete(sql);
    const given = `dualtrack_${names.size + 1}`;
    names.set(sql, given);
    return given;
  };
}
