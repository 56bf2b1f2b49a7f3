import { inject } from "vitest";
import { copyDatabase } from "./copy-database.ts";

// packages/testkit declares the same, but this package can't import it.
declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Creates a database for one test: an empty one (`template0`), or one with all our tables (`template`). */
export async function openDatabase(
  template: "template0" | "template",
): Promise<{ url: string } & AsyncDisposable> {
  const { url, drop } = await copyDatabase(inject("postgresUrl"), template);
  return { url, [Symbol.asyncDispose]: drop };
}
