import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

// Keeps the import table of docs/decisions/0004: arrows between packages go one way. Run by `pnpm lint`.

/** For each package, what its shipped code may import: our packages, then outside ones that are not for everybody. */
const mayImport: Record<string, { ours: string[]; types?: string[]; guarded?: string[] }> = {
  "apps/storefront": {
    ours: ["@dualtrack/browser", "@dualtrack/contract"],
    types: ["@dualtrack/api"],
    guarded: ["@stripe/stripe-js", "@stripe/react-stripe-js"],
  },
  "apps/admin": { ours: ["@dualtrack/browser", "@dualtrack/contract"], types: ["@dualtrack/api"] },
  "apps/server": {
    ours: ["@dualtrack/api", "@dualtrack/commerce", "@dualtrack/contract", "@dualtrack/db"],
    guarded: ["express", "better-auth"],
  },
  "packages/api": { ours: ["@dualtrack/commerce", "@dualtrack/contract"] },
  "packages/commerce": { ours: ["@dualtrack/contract", "@dualtrack/db"] },
  "packages/db": { ours: [], guarded: ["@prisma/client", "pg"] },
  "packages/contract": { ours: [] },
  "packages/browser": { ours: [] },
  "packages/stripe-sandbox": { ours: [], types: ["stripe"], guarded: ["express"] },
};

/** Packages that only those may import that list them above. */
const guardedNames = [
  "stripe",
  "express",
  "@prisma/client",
  "pg",
  "better-auth",
  "@stripe/stripe-js",
  "@stripe/react-stripe-js",
];

/** The Stripe SDK has one room: `commerce/src/payments`, and types of it in `shop.ts`. */
const stripeRoom = /^packages\/commerce\/src\/(payments\/|shop\.ts$)/;

const problems: string[] = [];
for (const [folder, rule] of Object.entries(mayImport))
  for (const file of sourceFiles(join(folder, "src"))) checkFile(folder, rule, file);

if (problems.length > 0) {
  console.error(`Imports against the import table:\n${problems.join("\n")}`);
  process.exit(1);
}
console.log("Imports follow the table.");

function checkFile(folder: string, rule: (typeof mayImport)[string], file: string): void {
  const text = readFileSync(file, "utf8");
  const statement =
    /^\s*(import|export)\b(?<types>\s+type\b)?[^"';]*?from\s+["'](?<from>[^"']+)["']|^\s*import\s+["'](?<bare>[^"']+)["']|\bimport\(\s*["'](?<lazy>[^"']+)["']/gm;
  for (const { groups = {} } of text.matchAll(statement)) {
    const name = groups.from ?? groups.bare ?? groups.lazy ?? "";
    const isType = groups.types !== undefined;
    const problem = problemOf(folder, rule, file, name, isType);
    if (problem !== null) problems.push(`  ${file}: ${name} (${problem})`);
  }
}

function problemOf(
  folder: string,
  rule: (typeof mayImport)[string],
  file: string,
  name: string,
  isType: boolean,
): string | null {
  if (name.startsWith(".")) {
    const target = relative(".", resolve(dirname(file), name));
    const allowed =
      target.startsWith(`${folder}/`) || (folder === "apps/server" && target === "prisma/seed.ts");
    return allowed ? null : "reaches out of its package";
  }
  const packageName = name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
  if (packageName === "stripe-sandbox" || packageName === "@dualtrack/testkit") return "not in shipped code";
  if (packageName.startsWith("@dualtrack/")) {
    const allowed = rule.ours.includes(packageName) || (isType && rule.types?.includes(packageName));
    return allowed ? null : "this arrow does not exist";
  }
  if (isType && rule.types?.includes(packageName)) return null;
  if (packageName === "stripe")
    return stripeRoom.test(file) ? null : "Stripe's SDK belongs in commerce/src/payments";
  if (packageName === "zod" && folder === "packages/contract" && !file.endsWith("src/zod.ts"))
    return "it comes from zod.ts, which keeps it from compiling in browsers";
  if (guardedNames.includes(packageName) && !rule.guarded?.includes(packageName))
    return "this package has no business with it";
  return null;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)testing\//.test(name))
    .map((name) => join(folder, name));
}
