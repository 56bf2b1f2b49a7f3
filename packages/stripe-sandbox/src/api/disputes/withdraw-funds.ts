import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Dispute } from "../../stripe/stripe-types.ts";
import { settle } from "../balance/exchange.ts";
import { disputeFee } from "../balance/fees.ts";
import { makeBalanceTransaction } from "../balance/make-balance-transaction.ts";

/** The bank takes the money back, with a fee. */
export function withdrawFunds(work: UnitOfWork, dispute: Dispute): Dispute {
  const charge = work.store.find("charge", dispute.charge);
  const money = settle(-dispute.amount, dispute.currency);
  const withdrawal = makeBalanceTransaction(work, {
    type: "adjustment",
    reportingCategory: "dispute",
    money,
    fee: disputeFee(money.currency, charge?.payment_method_details?.type ?? "card"),
    feeDescription: "Dispute fee",
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
  });
  const withdrawn: Dispute = {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, withdrawal],
    is_charge_refundable: false,
  };
  work.store.update(withdrawn);
  recordEvent(work, "charge.dispute.funds_withdrawn", withdrawn);
  return withdrawn;
}

/** The bank gives the money back; the fee stays paid. */
export function reinstateFunds(work: UnitOfWork, dispute: Dispute): Dispute {
  const reversal = makeBalanceTransaction(work, {
    type: "adjustment",
    reportingCategory: "dispute_reversal",
    money: settle(dispute.amount, dispute.currency),
    fee: 0,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
  });
  return { ...dispute, balance_transactions: [...dispute.balance_transactions, reversal] };
}
