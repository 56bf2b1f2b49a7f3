/** The lines of a chart, in their order: told apart by dashes as well as by colour. */
export const lineStyles = [
  { color: "var(--accent)" },
  { color: "var(--mantine-color-text)", strokeDasharray: "5 3" },
  { color: "var(--idle)", strokeDasharray: "2 3" },
  { color: "var(--bad)", strokeDasharray: "8 3 2 3" },
] as const;
