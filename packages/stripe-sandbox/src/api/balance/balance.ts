import type { SandboxContext } from "../../context/sandbox-context.ts";
import { route } from "../../http/route.ts";
import type { Balance } from "../../stripe/stripe-types.ts";
import { ACCOUNT_CURRENCY } from "../account/account.ts";

/**
 * What all balance transactions add up to, by currency: the money that is available, and the money whose day is still to
 * come. What is paid out is a negative one. https://docs.stripe.com/api/balance
 */
function balanceOf({ store, clock }: SandboxContext): Balance {
  const sums = store.rows(
    `select body ->> '$.currency' as currency, body ->> '$.available_on' <= ? as available,
       sum(body ->> '$.net') as amount
     from objects where type = 'balance_transaction' and deleted = 0 group by 1, 2`,
    clock.seconds(),
  );
  const currencies = new Set([ACCOUNT_CURRENCY, ...sums.map(({ currency }) => String(currency))]);
  const funds = (available: number) =>
    [...currencies].sort().map((currency) => {
      const sum = sums.find((one) => one.currency === currency && one.available === available);
      return { amount: Number(sum?.amount ?? 0), currency };
    });
  return { object: "balance", available: funds(1), livemode: false, pending: funds(0) };
}

export const balanceRoutes = [route("GET", "/v1/balance", (work) => balanceOf(work), { covers: [] })];
