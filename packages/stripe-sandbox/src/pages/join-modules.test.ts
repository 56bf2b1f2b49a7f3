import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { joinModules } from "./join-modules.ts";

/** Joins these files, `main.js` first. */
function joined(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "join-modules-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return joinModules(pathToFileURL(join(folder, "main.js")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a script says with `say`. */
function logged(script: string): unknown[] {
  const lines: unknown[] = [];
  new Function("say", script)((word: unknown) => lines.push(word));
  return lines;
}

test("a module comes after those that it imports, and each once", () => {
  const script = joined({
    "main.js":
      'import { b } from "./b.js";\nimport {\n  a,\n  again,\n} from "./a.js";\nsay(a + again() + b);\n',
    "b.js": 'import { a } from "./a.js";\nexport const b = a + "b";\n',
    "a.js": 'say("a runs");\nexport const a = "a";\nexport function again() {\n  return a;\n}\n',
  });
  expect(logged(script)).toEqual(["a runs", "aaab"]);
});

test("nothing of it is left in the page", () => {
  logged(joined({ "main.js": "class Hidden {}\nsay(Hidden.name);\n" }));
  expect("Hidden" in globalThis).toBe(false);
});

test.each([
  [
    "two files with one name",
    {
      "main.js": 'import { a } from "./a.js";\nconst b = a;\n',
      "a.js": "export const a = 1;\nconst b = 2;\n",
    },
    "both declare b",
  ],
  [
    "a renamed import",
    { "main.js": 'import { a as b } from "./a.js";\n', "a.js": "export const a = 1;\n" },
    "renames an import",
  ],
  ["a default export", { "main.js": "export default 1;\n" }, "cannot be joined"],
  ["a package", { "main.js": 'import { a } from "somewhere";\n' }, "cannot be joined"],
])("it refuses %s", (_what, files, message) => {
  expect(() => joined(files as unknown as Record<string, string>)).toThrow(message);
});
