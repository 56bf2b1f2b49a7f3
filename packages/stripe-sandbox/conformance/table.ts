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
    ["---", ...topics.map(() => "--:"), "--:"],
    ...byEndpoint.map(([endpoint, of = []]) => [`\`${endpoint}\``, ...counts(of)]),
    ["**all**", ...counts(checks)],
  ];
  const sections = byEndpoint.map(([endpoint, of = []]) => {
    const inOrder = topics.flatMap((topic) => of.filter((check) => check.topic === topic));
    const lines = inOrder.map(({ topic, behaviour }) => `- ${topic}: ${behaviour}\n`);
    return `### \`${endpoint}\`\n\n${lines.join("")}`;
  });
  return `# What is checked

${checks.length} statements about ${byEndpoint.length} endpoints. Each is seen to be true on a fresh sandbox, through the official SDK or bare HTTP, with
every answer and webhook held against the specification: \`vitest run --project stripe-sandbox\`. This file is written
by \`node conformance/write-table.ts\`.

${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}

## The statements

${sections.join("\n")}`;
}

/** By path, then by method. */
function sortKey(endpoint: string): string {
  const [method, path] = endpoint.split(" ");
  return `${path} ${method}`;
}
