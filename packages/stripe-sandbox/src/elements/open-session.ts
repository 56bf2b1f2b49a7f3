/** What a Payment Element knows when it opens. */
export interface SessionRequest {
  currency?: string;
  allowed?: string[];
  excluded?: string[];
}

/** Says which ways to pay a Payment Element offers that was opened before there is an intent. */
export function openSession({ currency, allowed, excluded = [] }: SessionRequest) {
  const types = currency === "eur" ? ["card", "sepa_debit"] : ["card"];
  return {
    payment_method_types: types.filter(
      (type) => (!allowed || allowed.includes(type)) && !excluded.includes(type),
    ),
    customer: null,
  };
}
