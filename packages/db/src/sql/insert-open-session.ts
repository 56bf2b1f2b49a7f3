import type { PaymentSession } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/**
 * Inserts a session of a checkout that can still be paid. Answers false if the checkout has ended, has another quote now or
 * another open session, or if the session exists already.
 */
export async function insertOpenSession(
  tx: Tx,
  {
    stripeId,
    paymentIntentId,
    checkoutId,
    kind,
    clientSecret,
    pageUrl,
    expiresAt,
    descriptionHash,
    quoteNumber,
    addressFromWallet,
    openedAt,
  }: Pick<
    PaymentSession,
    | "stripeId"
    | "paymentIntentId"
    | "checkoutId"
    | "kind"
    | "clientSecret"
    | "pageUrl"
    | "expiresAt"
    | "descriptionHash"
    | "quoteNumber"
    | "addressFromWallet"
    | "openedAt"
  >,
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    insert into payment_session
      (stripe_id, payment_intent_id, checkout_id, kind, client_secret, page_url, expires_at, description_hash,
       quote_number, address_from_wallet, opened_at)
    select ${stripeId}, ${paymentIntentId}, id, ${kind}::payment_session_kind, ${clientSecret}, ${pageUrl},
      ${expiresAt}::timestamptz, ${descriptionHash}, ${quoteNumber}, ${addressFromWallet}, ${openedAt}::timestamptz
    from checkout where id = ${checkoutId}::uuid and state in ('open', 'paying') and quote_number = ${quoteNumber}
    for no key update
    on conflict do nothing`;
  return inserted === 1;
}
