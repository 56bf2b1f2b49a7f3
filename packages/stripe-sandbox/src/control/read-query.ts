import type { Request } from "express";
import { ControlError } from "./control-error.ts";

/** What stands in the address behind the question mark, each name once. */
export function readQuery({ query }: Pick<Request, "query">): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== "string") throw new ControlError(400, `${name} can be given only once`);
      return [name, value];
    }),
  );
}
