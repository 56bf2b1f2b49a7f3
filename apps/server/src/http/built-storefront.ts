import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The storefront as it was built. */
export interface BuiltStorefront {
  html: string;
  /** The files that a page's own script needs, beside those that the HTML names. */
  scriptsOf(source: string): string[];
  /** Draws a page as a browser does first that has this data. */
  renderPage(path: string, data: object, shopName: string): Promise<string>;
}

interface BuiltChunk {
  file: string;
  imports?: string[];
}

/** Reads it from the folder of the app: again when another one was built meanwhile. Null: none was. */
export function readStorefront(folder: string): () => Promise<BuiltStorefront | null> {
  let known: BuiltStorefront | null = null;

  async function read(html: string): Promise<BuiltStorefront> {
    const chunks: Record<string, BuiltChunk> = JSON.parse(
      await readFile(join(folder, "dist/.vite/manifest.json"), "utf8"),
    );
    const module = pathToFileURL(join(folder, "dist-server/render-page.js"));
    module.search = createHash("sha256").update(html).digest("hex"); // a module is imported once for each address
    const { renderPage } = await import(module.href);
    return { html, renderPage, scriptsOf: (source) => scriptsOf(chunks, source, html) };
  }

  return async () => {
    const html = await readFile(join(folder, "dist/index.html"), "utf8").catch(() => null);
    if (html === null) return null;
    if (known?.html !== html) known = await read(html).catch(() => null); // it is just being built
    return known;
  };
}

function scriptsOf(chunks: Record<string, BuiltChunk>, source: string, html: string): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined || found.has(chunk.file) || html.includes(`/${chunk.file}"`)) return;
    found.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  add(source);
  return [...found].map((file) => `/${file}`);
}
