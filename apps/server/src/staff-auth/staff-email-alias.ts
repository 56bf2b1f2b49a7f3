import { isEmail, staffEmailOf } from "@dualtrack/contract";
import type { prismaAdapter } from "better-auth/adapters/prisma";

// better-auth takes fewer addresses than mail servers do: no `&` or `/`, and no letters beyond ASCII. So it is given
// each as an alias that it takes, and the database is asked for the address that the alias stands for.

const aliasDomain = "@alias.invalid";

/** The alias of an address as our table has it. What is no address stays as it is, for better-auth to refuse. */
export function emailAlias(email: string): string {
  const address = staffEmailOf(email);
  return isEmail(address) ? Buffer.from(address).toString("hex") + aliasDomain : email;
}

type OpenAdapter = ReturnType<typeof prismaAdapter>;

/** A database of better-auth's that finds people by the alias of their address. */
export function byEmailAlias(open: OpenAdapter): OpenAdapter {
  return (options) => {
    const adapter = open(options);
    return {
      ...adapter,
      findOne: (query) =>
        adapter.findOne({
          ...query,
          where: query.where.map((condition) =>
            condition.field === "email" ? { ...condition, value: addressOf(condition.value) } : condition,
          ),
        }),
    };
  };
}

function addressOf<Value>(alias: Value): Value | string {
  if (typeof alias !== "string" || !alias.endsWith(aliasDomain)) return alias;
  return Buffer.from(alias.slice(0, -aliasDomain.length), "hex").toString();
}
