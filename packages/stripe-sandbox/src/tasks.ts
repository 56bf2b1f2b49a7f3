import { settleCharge } from "./balance/settle-charge.ts";
import { expireAuthorization } from "./payment-intents/expire-authorization.ts";
import { failRefund, settleRefund } from "./refunds/refund-outcomes.ts";
import type { Work } from "./world.ts";

/** Things that Stripe or a bank does by itself, later. A row in `tasks` says when; this table says what. */
export const taskKinds = {
  "expire-authorization": expireAuthorization,
  "settle-charge": settleCharge,
  "settle-refund": settleRefund,
  "fail-refund": failRefund,
} satisfies Record<string, (work: Work, subject: string) => void>;

export type TaskKind = keyof typeof taskKinds;
