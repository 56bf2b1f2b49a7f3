import { type Check, topics } from "./check.ts";

/** `TABLE.md`: how many statements there are of each endpoint and topic, and below it the statements themselves. */
export function tableOf(checks: readonly Check[]): string {
  const byEndpoint = Object.entries(Object.groupBy(checks, ({ endpoint }) => endpoint)).sort(([a], [b]) =>
    sortKey(a) < sortKey(b) ? -1 : 1,
  );
  const counts = (of: readonly Check[]) => [
    ...topics.map((topic) => of.filter((check) => check.topic === topic).length || ""),
    of.length,
  ];
  const rows = [
    ["endpoint", ...topics, "all"],
    ...byEndpoint.map(([endpoint, of = []]) => [`\`${endpoint}\``, ...counts(of)]),
    ["**all**", ...counts(checks)],
  ].map((row) => row.map(String));
  const sections = byEndpoint.map(([endpoint, of = []]) => {
    const inOrder = topics.flatMap((topic) => of.filter((check) => check.topic === topic));
    const lines = inOrder.map(({ topic, behaviour }) => `- ${topic}: ${behaviour}\n`);
    return `### \`${endpoint}\`\n\n${lines.join("")}`;
  });
  return `# What is checked

${checks.length} statements about ${byEndpoint.length} endpoints. Each is seen to be true on a fresh sandbox (those about calls that are turned away share
one), through the official SDK or bare HTTP, with every answer and webhook held against the specification: \`vitest run --project stripe-sandbox\`. This file is written
by \`node conformance/write-table.ts\`.

${inColumns(rows)}

## The statements

${sections.join("\n")}`;
}

/** As the formatter wants it: names to the left, numbers to the right. */
function inColumns(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  const rule = widths.map((width, column) => `${"-".repeat(width - 1)}${column === 0 ? "-" : ":"}`);
  return [head, rule, ...body].map(line).join("\n");
}

/** By path, then by method. */
function sortKey(endpoint: string): string {
  const [method, path] = endpoint.split(" ");
  return `${path} ${method}`;
}
