import { Router } from "express";
import { getPaymentIntent } from "../api/payment-intents/get-payment-intent.ts";
import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Machine } from "../machine/machine.ts";
import { asJson } from "../stripe/as-json.ts";
import { missing } from "../stripe/errors.ts";
import type { ObjectType } from "../stripe/stored-objects.ts";
import type { BalanceTransaction, PaymentIntent, StripeEvent } from "../stripe/stripe-types.ts";
import { ControlError } from "./control-error.ts";
import { readPage } from "./read-page.ts";
import { readQuery } from "./read-query.ts";
import { showEvent } from "./show-event.ts";
import { showPayment } from "./show-payment.ts";

const withStatus = (status: string) => `type = 'payment_intent' and body ->> '$.status' = '${status}'`;
const having = (type: string) =>
  `seq in (select p.seq from objects o join objects p on p.id = o.payment_intent
           where o.type = '${type}' and o.deleted = 0)`;
const failed = "body ->> '$.last_payment_error.message'";

/** What a person asks for, as conditions on the payments; each with the index that finds the few among the many. */
const filters: Record<string, { index: string; condition: string }> = {
  all: { index: "objects_by_type", condition: "type = 'payment_intent'" },
  refunded: { index: "objects_by_type", condition: `type = 'payment_intent' and ${having("refund")}` },
  disputed: { index: "objects_by_type", condition: `type = 'payment_intent' and ${having("dispute")}` },
  failed: {
    index: "payments_by_status",
    condition: `${withStatus("requires_payment_method")} and ${failed} is not null`,
  },
  incomplete: {
    index: "payments_by_status",
    condition: `type = 'payment_intent' and body ->> '$.status' in ('requires_payment_method', 'requires_confirmation') and ${failed} is null`,
  },
  ...Object.fromEntries(
    ["succeeded", "requires_capture", "requires_action", "processing", "canceled"].map((status) => [
      status,
      { index: "payments_by_status", condition: withStatus(status) },
    ]),
  ),
};

/** Payments for the console: a list of lines, and one payment with all that belongs to it. */
export function paymentRoutes({ context }: Machine): Router {
  const router = Router();

  /** `?status=` one of `filters`, `?customer=`, and pages as in Stripe's lists. */
  router.get("/payments", (req, res) => {
    const { status = "all", customer } = readQuery(req);
    const filter = filters[status];
    if (!filter) throw new ControlError(400, `status is one of ${Object.keys(filters).join(", ")}`);
    const page = readPage<PaymentIntent>(context, req.query, {
      type: "payment_intent",
      index: customer ? "objects_by_customer" : filter.index,
      conditions: [filter.condition, ...(customer ? ["customer = ?"] : [])],
      values: customer ? [customer] : [],
    });
    res.json({ ...page, data: page.data.map((intent) => showPayment(context, intent)) });
  });

  router.get("/payments/:id", (req, res) => {
    res.json(paymentDetails(context, getPaymentIntent(context, paymentOf(context, String(req.params.id)))));
  });

  return router;
}

/** The payment that an id belongs to: its own, or that of its charge, refund or dispute. */
function paymentOf(context: SandboxContext, id: string): string {
  if (id.startsWith("pi_")) return id;
  const found = context.store.findAny(id);
  const payment = found && asJson(found).payment_intent;
  if (typeof payment !== "string") throw missing("payment_intent", id);
  return payment;
}

function paymentDetails(context: SandboxContext, intent: PaymentIntent) {
  const { store } = context;
  const of = <Type extends ObjectType>(type: Type) =>
    store.list({ type, where: { payment_intent: intent.id }, limit: 100 }).data;
  const charges = of("charge");
  const refunds = of("refund");
  const disputes = of("dispute");
  const warnings = of("radar.early_fraud_warning");
  const reviews = of("review");
  const sessions = of("checkout.session");
  const about = [intent, ...charges, ...refunds, ...disputes, ...warnings, ...reviews, ...sessions].map(
    ({ id }) => id,
  );
  const ids = JSON.stringify(about);
  const events = store.select<StripeEvent>(
    `indexed by objects_by_subject where type = 'event' and deleted = 0
     and subject in (select value from json_each(?)) order by seq desc limit 200`,
    ids,
  );
  const movements = store.select<BalanceTransaction>(
    `indexed by objects_by_source where type = 'balance_transaction' and deleted = 0
     and source in (select value from json_each(?)) order by seq desc`,
    ids,
  );
  const due = store.rows(
    "select kind, subject, due from tasks where subject in (select value from json_each(?)) order by due",
    ids,
  );
  return {
    payment: showPayment(context, intent),
    payment_intent: intent,
    customer: intent.customer ? (store.findAny(intent.customer) ?? null) : null,
    payment_method: intent.payment_method ? (store.findAny(intent.payment_method) ?? null) : null,
    charges,
    refunds,
    disputes,
    early_fraud_warnings: warnings,
    reviews,
    checkout_sessions: sessions,
    balance_transactions: movements,
    events: events.map((event) => showEvent(context, event)),
    /** What Stripe or a bank will do by itself, and when on the sandbox's clock. */
    upcoming: due.map(({ kind, subject, due }) => ({ kind, subject, at: Math.floor(Number(due) / 1000) })),
  };
}
