const kept = 10;

interface Executed {
  statement: string;
  ms: number;
  plan: string;
}

/** A page with the plans of the statements that took the most time altogether, of a log that `auto_explain` has written. */
export function hottestPlans(log: string, history: { orders: number; reservations: number }): string {
  const hottest = [...Map.groupBy(executedIn(log), ({ statement }) => statement).values()]
    .map((runs) => ({ runs, ms: runs.reduce((sum, run) => sum + run.ms, 0) }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, kept);
  const sections = hottest.map(({ runs, ms }, place) => {
    const [last] = runs.slice(-1);
    if (last === undefined) return "";
    const { statement, plan } = last;
    return `## ${place + 1}. ${nameOf(statement)}

${runs.length} times, ${(ms / runs.length).toFixed(2)} ms each.

\`\`\`sql
${statement}
\`\`\`

\`\`\`
${plan}
\`\`\`
`;
  });
  return `# Plans of the hottest statements

Written by \`pnpm bench:scale\`: the ${kept} statements in which orders, bought one after the other, spend the most time inside PostgreSQL, with the plan of the last time that each
was run; the tables hold ${history.orders} orders and ${history.reservations} reservations. Statements of functions stand here, too, and count in the one that calls them.
What keeps these plans as they are is a test: \`apps/server/src/index-use.test.ts\`.

${sections.join("\n")}`;
}

/** Each entry begins with a line without a tab. */
function executedIn(log: string): Executed[] {
  return Array.from(
    log.matchAll(
      /duration: ([\d.]+) ms {2}plan:\n\tQuery Text: ([\s\S]*?)\n(?=\t[A-Z][A-Za-z ]+ (?:on [^\n]*)?\(cost=)((?:\t[^\n]*\n)*)/g,
    ),
    ([, ms, statement = "", plan = ""]) => ({
      ms: Number(ms),
      statement: statement.replaceAll("\n\t", "\n").trim(),
      plan: plan.replaceAll(/^\t/gm, "").trimEnd(),
    }),
  );
}

/** The first words of a statement: what it does, and with which table. */
function nameOf(statement: string): string {
  const [name = statement] =
    /^(?:select|insert into|update|delete from|with)[\s\S]{0,60}/i.exec(statement) ?? [];
  return `\`${name.replaceAll(/\s+/g, " ").replaceAll("`", "")}\``;
}
