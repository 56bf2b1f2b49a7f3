import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("./shop", import.meta.url));

let bundled: Promise<Map<string, string>> | undefined;

/** The shop's page, built once from the real react-stripe-js: file name to contents. */
export function bundleShop(): Promise<Map<string, string>> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<Map<string, string>> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "error",
    // React's development build: its StrictMode mounts everything twice, and it warns.
    define: { "process.env.NODE_ENV": '"development"' },
    build: { write: false, minify: false, modulePreload: false, reportCompressedSize: false },
  });
  if (!("output" in built)) throw new Error("vite built something else than one bundle");
  return new Map(
    built.output.map((file) => [
      `/${file.fileName}`,
      String(file.type === "chunk" ? file.code : file.source),
    ]),
  );
}
