import { showsOutbox } from "../config/demo.ts";
import type { Env } from "../config/env-schema.ts";
import { publicAddress } from "../config/own-address.ts";
import type { Services } from "./open-services.ts";

interface Welcome {
  env: Env;
  services: Services;
  /** How long the start took. */
  seconds: number;
  /** Where the mails that would have been sent are shown. */
  outbox?: string;
  /** More lines, before the last one. */
  more?: readonly string[];
}

const testCards = [
  ["4242 4242 4242 4242", "succeeds"],
  ["4000 0000 0000 3220", "asks for 3-D Secure"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0000 0000 9995", "has insufficient funds"],
] as const;

/** Prints the shop's addresses, the owner's account, and cards to try. */
export function printWelcome({ env, services, seconds, outbox, more = [] }: Welcome): void {
  const base = publicAddress(env);
  const { owner, sandbox, easypostBase } = services;
  const lines = [
    "",
    `Dualtrack is ready (${seconds.toFixed(1)} s).`,
    "",
    `  Shop      ${base}/`,
    `  Admin     ${base}/admin/`,
    `            ${owner.email}  ${passwordHint(env, owner.password)}`,
  ];
  if (sandbox !== null)
    lines.push(
      ...(showsOutbox(env) ? [`  Mails     ${outbox ?? `${base}/dev/mail`}  (on this machine only)`] : []),
      `  Stripe    http://127.0.0.1:${env.SANDBOX_PORT}/  (sandbox: no real money)`,
      ...(easypostBase === null
        ? []
        : [`  EasyPost  ${easypostBase}  (sandbox: labels that no carrier knows)`]),
      "",
      "  Test cards (any future date, any CVC)",
      ...testCards.map(([number, effect]) => `    ${number}   ${effect}`),
    );
  else
    lines.push(`  Stripe    ${env.STRIPE_API_BASE ?? "your account"}; webhooks to ${base}/webhooks/stripe`);
  lines.push(...more, "", "Ctrl-C stops everything; the data is kept. `npm run reset` clears it.", "");
  console.log(lines.join("\n"));
}

function passwordHint(env: Env, password: string | null): string {
  if (password === null) return "(the account exists already; its password is unchanged)";
  return env.STAFF_PASSWORD === undefined ? password : "(STAFF_PASSWORD)";
}
