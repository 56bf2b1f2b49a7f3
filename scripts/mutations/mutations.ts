/** A change of one place that breaks a promise, and the tests of which at least one must fail then. */
export interface Mutation {
  /** What is broken, in words. */
  breaks: string;
  file: string;
  /** Occurs once in the file. */
  from: string;
  to: string;
  tests: readonly string[];
}

const commerce = "packages/commerce/src";
const settling = [`${commerce}/payments/settle-payment.test.ts`];
const discounts = "prisma/migrations/20261129180300_discounts/migration.sql";
const reservations = "prisma/migrations/20261130115500_reservations_off/migration.sql";

export const mutations: readonly Mutation[] = [
  // What was paid
  {
    breaks: "another amount than the quote's is taken for paid",
    file: `${commerce}/payments/settle-payment.ts`,
    from: "if (amount !== quote.totalAmount || facts.currency !== checkout.currency)",
    to: "if (facts.currency !== checkout.currency)",
    tests: settling,
  },
  {
    breaks: "another currency than the checkout's is taken for paid",
    file: `${commerce}/payments/settle-payment.ts`,
    from: "if (amount !== quote.totalAmount || facts.currency !== checkout.currency)",
    to: "if (amount !== quote.totalAmount)",
    tests: [...settling, `${commerce}/operations/switches.test.ts`],
  },
  {
    breaks: "a second payment of an order is kept",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'return returnAll("duplicate");',
    to: 'return "confirmed";',
    tests: settling,
  },
  {
    breaks: "an order is confirmed though its goods are gone",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'if (late === null) return returnAll("out_of_stock");',
    to: "",
    tests: settling,
  },
  {
    breaks: "a code beyond its limit is accepted with the payment",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'if (!(await commitDiscounts(context, quote))) return returnAll("discount_used_up");',
    to: "await commitDiscounts(context, quote);",
    tests: [`${commerce}/checkout/discounted-orders.test.ts`, `${commerce}/discounts/discount-uses.test.ts`],
  },
  {
    breaks: "an order that staff have cancelled is confirmed by its payment",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'if (order?.state === "cancelled" || context.isUnwanted) return returnAll("order_cancelled");',
    to: "",
    tests: [`${commerce}/payment-timeline/payment-timeline.test.ts`, ...settling],
  },
  {
    breaks: "a paid checkout is not locked while it is settled",
    file: "packages/db/src/sql/lock-rows.ts",
    from: `from lock_checkout_with_cart(\${checkoutId}::uuid)\`;`,
    to: `from (select c.owner_hash, t.id as cart_id from checkout c left join cart t on t.token_hash = c.owner_hash
      where c.id = \${checkoutId}::uuid) found\`;`,
    tests: [...settling, `${commerce}/checkout/place-order.test.ts`],
  },
  {
    breaks: "goods of a payment that is returned stay reserved",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'await lineReservations.release(unit, { checkoutId: checkout.id, state: "released" });\n    await endCheckout(unit, checkout.id, "cancelled");',
    to: 'await endCheckout(unit, checkout.id, "cancelled");',
    tests: settling,
  },
  {
    breaks: "a cancelled payment keeps its goods reserved",
    file: `${commerce}/payments/settle-payment.ts`,
    from: "await lineReservations.release(unit, { checkoutId: checkout.id, state });",
    to: "",
    tests: [`${commerce}/checkout/checkout.test.ts`, ...settling],
  },
  {
    breaks: "a payment that was replaced ends its checkout",
    file: `${commerce}/payments/settle-payment.ts`,
    from: 'if (await isReplaced(unit, { checkout, facts })) return "unpaid";',
    to: "",
    tests: [`${commerce}/quotes/quotes.test.ts`, `${commerce}/payments/prepare-payment.test.ts`],
  },
  {
    breaks: "an older report of Stripe overwrites a newer one",
    file: `${commerce}/payments/record-payment.ts`,
    from: "const isOlder = observedAt < known.observedAt && !isFinal(status);",
    to: "const isOlder = false;",
    tests: settling,
  },
  {
    breaks: "a final payment is changed by a later report",
    file: `${commerce}/payments/record-payment.ts`,
    from: "const changes = (isEnded && status !== known.status) || isOlder ? {} : reported;",
    to: "const changes = isOlder ? {} : reported;",
    tests: settling,
  },
  {
    breaks: "a refund that Stripe told before is forgotten by an older report",
    file: `${commerce}/payments/record-payment.ts`,
    from: ": Math.max(known.amountRefunded, facts.amountRefunded);",
    to: ": facts.amountRefunded;",
    tests: [`${commerce}/refunds/refunds-of-shop.test.ts`, ...settling],
  },
  {
    breaks: "a payment that differs from the books is taken for settled",
    file: `${commerce}/payments/settled-before.ts`,
    from: "payment.amountRefunded === facts.amountRefunded &&",
    to: "",
    tests: [
      ...settling,
      `${commerce}/refunds/refunds-of-shop.test.ts`,
      `${commerce}/webhooks/webhooks.test.ts`,
    ],
  },
  // The provisional order
  {
    breaks: "whoever knows a payment's id places its order",
    file: `${commerce}/payment-sessions/proves-start.ts`,
    from: "return a.length === b.length && timingSafeEqual(a, b);",
    to: "return true;",
    tests: [
      `${commerce}/checkout/place-order.test.ts`,
      `${commerce}/payments/settle-payment.test.ts`,
      `${commerce}/payments/hosted-checkout.test.ts`,
    ],
  },
  {
    breaks: "a checkout that has ended unpaid gets an order",
    file: `${commerce}/checkout/place-order.ts`,
    from: "if (!isLive && checkout.order === null) {",
    to: "if (!isLive && checkout.order === null && checkout.lines.length < 0) {",
    tests: [`${commerce}/checkout/place-order.test.ts`, `${commerce}/checkout/checkout.test.ts`, ...settling],
  },
  {
    breaks: "an order moves from a state that does not allow it",
    file: "packages/db/src/sql/update-order-state.ts",
    from: `and o.state::text = any(\${before}::text[])`,
    to: `and \${before}::text[] is not null`,
    tests: [...settling, `${commerce}/staff-actions/cancel-order.test.ts`],
  },
  // Webhooks
  {
    breaks: "an event that is stored again is handled again from the beginning",
    file: "packages/db/src/sql/store-webhook-event.ts",
    from: `case when is_new then (\${addJob`,
    to: `case when true then (\${addJob`,
    tests: [`${commerce}/webhooks/webhooks.test.ts`],
  },
  {
    breaks: "an event is stored without a job",
    file: "packages/db/src/sql/store-webhook-event.ts",
    from: 'state === "received"\n      ?',
    to: 'state === "dead"\n      ?',
    tests: [`${commerce}/webhooks/webhooks.test.ts`],
  },
  {
    breaks: "an event that failed is acknowledged as handled",
    file: `${commerce}/webhooks/handle-event.ts`,
    from: 'if (state === "failed") throw error; // the queue retries',
    to: "",
    tests: [`${commerce}/webhooks/webhooks.test.ts`],
  },
  {
    breaks: "an event is tried for ever",
    file: `${commerce}/webhooks/handle-event.ts`,
    from: 'const failed = attempts >= maxAttempts ? "dead" : "failed";',
    to: 'const failed = attempts > 1e9 ? "dead" : "failed";',
    tests: [`${commerce}/webhooks/webhooks.test.ts`],
  },
  {
    breaks: "an event that failed is not found again when its handling is on again",
    file: "packages/db/src/sql/held-events.ts",
    from: "where state in ('received', 'failed') and not exists",
    to: "where state = 'received' and not exists",
    tests: [`${commerce}/operations/switches.test.ts`],
  },
  {
    breaks: "secrets of payments are stored with events",
    file: `${commerce}/webhooks/receive-event.ts`,
    from: "payload: withoutSecrets(event),",
    to: "payload: event as unknown as Prisma.InputJsonObject,",
    tests: [`${commerce}/webhooks/webhooks.test.ts`],
  },
  // Refunds
  {
    breaks: "a refund whose answer was lost is sent again",
    file: `${commerce}/payments/send-refund.ts`,
    from: "if (!sent.data.some(({ metadata }) => readRefundMetadata(metadata)?.refundId === refundId)) {",
    to: "if (sent.data.length >= 0) {",
    tests: [`${commerce}/refunds/refunds-of-shop.test.ts`, ...settling],
  },
  {
    breaks: "an automatic refund is sent while those are switched off",
    file: `${commerce}/payments/send-refund.ts`,
    from: "if (isAutomatic(refund) && !(await switchesOf(shop.settings, { tx: shop.db })).automatic_refunds) return;",
    to: "",
    tests: [`${commerce}/operations/switches.test.ts`],
  },
  {
    breaks: "more is refunded than was paid",
    file: `${commerce}/refund-actions/refund-order.ts`,
    from: 'if (amount > refundable.amount) throw new DomainError("REFUND_TOO_MUCH", { refundable });',
    to: "",
    tests: [`${commerce}/refund-actions/refund-commands.test.ts`],
  },
  {
    breaks: "money that a bank has taken back is refunded as well",
    file: `${commerce}/payments/return-money.ts`,
    from: "const amount = amountReceived - refunded - disputedAmountOf(disputes);",
    to: "const amount = amountReceived - refunded;",
    tests: [...settling, `${commerce}/disputes/settle-disputes.test.ts`],
  },
  {
    breaks: "a payment without an order is refunded twice",
    file: `${commerce}/payments/return-money.ts`,
    from: "const refunded = Math.max(requested, facts.amountRefunded);",
    to: "const refunded = facts.amountRefunded;",
    tests: settling,
  },
  {
    breaks: "the same units are refunded twice",
    file: `${commerce}/refund-actions/refund-order.ts`,
    from: "quantity <= line.quantity - refundedQuantity(order, orderLineId)",
    to: "quantity <= line.quantity",
    tests: [`${commerce}/refund-actions/refund-commands.test.ts`],
  },
  {
    breaks: "a refund that was pressed twice is made twice",
    file: `${commerce}/refund-actions/refund-order.ts`,
    from: "if (existing?.paymentIntentId === order.paymentIntentId) return { refundId: requestId };",
    to: "",
    tests: [`${commerce}/refund-actions/refund-commands.test.ts`],
  },
  // What is held
  {
    breaks: "stock is reserved without a lock",
    file: reservations,
    from: "  if p_holds then\n    perform from stock_level s\n      where s.variant_id in (select (l->>'variantId')::uuid from jsonb_array_elements(p_lines) l)\n      order by s.variant_id for update;\n  end if;",
    to: "",
    tests: [`${commerce}/inventory/stock.test.ts`, `${commerce}/reservations/reserve-by-kind.test.ts`],
  },
  {
    breaks: "more is reserved than there is",
    file: reservations,
    from: "where coalesce(s.on_hand - s.reserved, 0) < l.quantity;\n  if found or not p_holds then return; end if;",
    to: "where coalesce(s.on_hand - s.reserved, 0) < 0;\n  if found or not p_holds then return; end if;",
    tests: [`${commerce}/inventory/stock.test.ts`, `${commerce}/checkout/checkout.test.ts`],
  },
  {
    breaks: "uses of a code are counted without a lock",
    file: discounts,
    from: "  perform lock_discount_limits(\n    array(select (u->>'discountId')::uuid from jsonb_array_elements(p_uses) u),\n    array(select (u->>'codeId')::uuid from jsonb_array_elements(p_uses) u where u->>'codeId' is not null));\n\n  return query",
    to: "  return query",
    tests: [`${commerce}/discounts/discount-uses.test.ts`],
  },
  {
    breaks: "a discount's limit does not count",
    file: discounts,
    from: "where (u.discount_id is null and d.uses >= d.max_uses)\n      or",
    to: "where",
    tests: [`${commerce}/discounts/discount-uses.test.ts`],
  },
  {
    breaks: "a time is booked for more people than it has places",
    file: "prisma/migrations/20261130035544_booking_changes/migration.sql",
    from: "filter (where p.free >= line.quantity))[1]",
    to: "filter (where p.free > 0))[1]",
    tests: [`${commerce}/bookings/booking-reservations.test.ts`],
  },
  {
    breaks: "a checkout is released at the shop though it can still be paid at Stripe",
    file: `${commerce}/checkouts/end-checkout.ts`,
    from: 'paymentSessions: { none: { state: "open" } },',
    to: "",
    tests: [`${commerce}/checkout/checkout.test.ts`, `${commerce}/payments/prepare-payment.test.ts`],
  },
  {
    breaks: "a checkout that was extended expires at its first time",
    file: `${commerce}/checkout/end-checkout.ts`,
    from: "where: { id: checkoutId, state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },\n    select: { id: true },",
    to: "where: { id: checkoutId, state: { in: liveCheckoutStates } },\n    select: { id: true },",
    tests: [`${commerce}/checkout/checkout.test.ts`, `${commerce}/checkout/second-thoughts.test.ts`],
  },
  {
    breaks: "a late cart change overwrites what another tab has added",
    file: "prisma/migrations/20261201080000_change_cart_line/migration.sql",
    from: "if changed_id is null or cart_contents(changed_id) <> p_contents then return false; end if;",
    to: "if changed_id is null then return false; end if;",
    tests: [`${commerce}/cart/change-cart.test.ts`],
  },
  // The price
  {
    breaks: "a price is charged that the customer has not seen",
    file: `${commerce}/quotes/refusal-of-unseen-quote.ts`,
    from: "if (seen !== null && !isOtherMethod(seen, now) && chargesOf(seen) === chargesOf(now)) return null;",
    to: "if (seen !== null) return null;",
    tests: [`${commerce}/quotes/quotes.test.ts`],
  },
  {
    breaks: "two tabs open two payments for one checkout",
    file: `${commerce}/payment-sessions/open-session.ts`,
    from: `const idempotencyKey = \`\${checkoutId}:\${terms.endedBefore}:\${descriptionHash}\`;`,
    to: `const idempotencyKey = \`\${checkoutId}:\${Math.random()}:\${descriptionHash}\`;`,
    tests: [
      `${commerce}/payments/prepare-payment.test.ts`,
      `${commerce}/payment-sessions/payment-sessions.test.ts`,
    ],
  },
  {
    breaks: "a payment of an earlier quote stays open beside the new one",
    file: `${commerce}/payments/prepare-payment.ts`,
    from: "if (session.kind !== wanted.kind || session.quoteNumber !== wanted.quoteNumber) return false;",
    to: "if (session.kind !== wanted.kind) return false;",
    tests: [`${commerce}/quotes/quotes.test.ts`, `${commerce}/payments/prepare-payment.test.ts`],
  },
  {
    breaks: "a rest of a discount is lost between lines",
    file: `${commerce}/pricing/allocate.ts`,
    from: "return shares.map(({ index, whole }) => (roundedUp.has(index) ? whole + 1 : whole));",
    to: "return shares.map(({ whole }) => whole);",
    tests: [`${commerce}/pricing/allocate.test.ts`],
  },
  {
    breaks: "which line gets a rest depends on the cart's order",
    file: `${commerce}/pricing/apply-discounts.ts`,
    from: "return keys.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ index }) => index);",
    to: "return keys.map(({ index }) => index);",
    tests: [`${commerce}/pricing/price-cart.test.ts`],
  },
  // Mails
  {
    breaks: "two processes send one mail",
    file: `${commerce}/notifications/send-mail.ts`,
    from: "OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }],",
    to: "",
    tests: [
      `${commerce}/notifications/send-mail.test.ts`,
      `${commerce}/notifications/send-mail-kills.test.ts`,
    ],
  },
  {
    breaks: "a mail is handed over after its claim has ended",
    file: `${commerce}/notifications/send-mail.ts`,
    from: 'if (count === 0) throw new Error("The claim on the mail has ended: another process may be sending it");',
    to: "",
    tests: [
      `${commerce}/notifications/send-mail.test.ts`,
      `${commerce}/notifications/send-mail-kills.test.ts`,
    ],
  },
];
