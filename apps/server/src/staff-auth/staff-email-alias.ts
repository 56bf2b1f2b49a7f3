import { isEmail, staffEmailOf } from "@dualtrack/contract";
import type { prismaAdapter } from "better-auth/adapters/prisma";

// better-auth accepts fewer addresses than mail servers do: no `&` or `/`, and only ASCII letters. So it gets an alias
// that it accepts, and the database is asked for the address behind the alias.

const aliasDomain = "@alias.invalid";

/**
 * The alias of an address in the form of our table. A text that is not an address stays as it is: better-auth refuses
 * it.
 */
export function emailAlias(email: string): string {
  const address = staffEmailOf(email);
  return isEmail(address) ? Buffer.from(address).toString("hex") + aliasDomain : email;
}

type OpenAdapter = ReturnType<typeof prismaAdapter>;

/** Better-auth's database adapter, which finds people by the alias of their address. */
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
