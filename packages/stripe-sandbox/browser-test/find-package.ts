import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Where packages are looked for: this package first, then the storefront, which bundles with the same tools. */
const homes = ["../package.json", "../../../apps/storefront/package.json"];

/** The file a package's name stands for. */
export function findPackage(name: string): string {
  for (const home of homes) {
    try {
      return createRequire(new URL(home, import.meta.url)).resolve(name);
    } catch {}
  }
  throw new Error(`The browser tests need the package '${name}'; please install it.`);
}

export const importPackage = (name: string) => import(pathToFileURL(findPackage(name)).href);
