import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Joins an ES module and all it imports into one classic script: each file once, after those that it imports, inside
 * one function. It understands what our own files need, named imports of neighbours and `export` before declarations,
 * and refuses the rest, two files with the same top-level name among it.
 */
export function joinModules(entry: URL): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  const owners = new Map<string, string>();

  function add(file: URL): void {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const path = fileURLToPath(file);
    const body = readFileSync(file, "utf8").replace(
      /^import (?:\{[^}]*\} from )?"(\.[^"]+)";\n/gm,
      (statement: string, from: string) => {
        if (statement.includes(" as ")) throw new Error(`${path} renames an import, which cannot be joined`);
        add(new URL(from, file));
        return "";
      },
    );
    const plain = body.replace(/^export (?=(?:async )?(?:function|class|const|let)\b)/gm, "");
    const left = /^(?:import|export)\b.*/m.exec(plain);
    if (left) throw new Error(`${path}: '${left[0]}' cannot be joined`);
    for (const [, name = ""] of plain.matchAll(/^(?:async )?(?:function|class|const|let) (\w+)/gm)) {
      const owner = owners.get(name);
      if (owner) throw new Error(`${path} and ${owner} both declare ${name} and cannot be joined`);
      owners.set(name, path);
    }
    parts.push(`// ---- ${path.split("/browser/").at(-1)}\n${plain.replace("// @ts-check\n", "")}`);
  }

  add(entry);
  return `(() => {\n"use strict";\n${parts.join("\n")}})();\n`;
}
