import { fileURLToPath } from "node:url";
import { findPackage, importPackage } from "./find-package.ts";

const root = fileURLToPath(new URL("./shop", import.meta.url));
const packages = ["react", "react-dom", "react-dom/client", "react/jsx-runtime", "react/jsx-dev-runtime"];

/** The shop's page, built from the real react-stripe-js: file name to contents. */
export async function bundleShop(): Promise<Map<string, string>> {
  const { build } = await importPackage("vite");
  const { output } = await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: {
      alias: packages.map((name) => ({ find: new RegExp(`^${name}$`), replacement: findPackage(name) })),
    },
    define: { "process.env.NODE_ENV": '"development"' },
    build: { write: false, minify: false, modulePreload: false, reportCompressedSize: false },
  });
  return new Map(
    output.map((file: { fileName: string; code?: string; source?: string }) => [
      `/${file.fileName}`,
      String(file.code ?? file.source),
    ]),
  );
}
