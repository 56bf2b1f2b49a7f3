import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { withClient } from "../embedded-postgres.ts";
import { dropDatabase } from "./drop-database.ts";

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
  const adminUrl = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await dropDatabase(adminUrl, name);
    },
  };
}
