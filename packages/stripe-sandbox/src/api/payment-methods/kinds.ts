import { refusal } from "../../stripe/errors.ts";
import type { PaymentMethod } from "../../stripe/stripe-types.ts";
import { cardKind } from "./card-kind.ts";
import type { PaymentMethodKind } from "./payment-method-kind.ts";
import { sepaDebitKind } from "./sepa-debit-kind.ts";

/** All kinds this account has switched on, in the order in which they are offered. */
export const kinds: readonly PaymentMethodKind[] = [cardKind, sepaDebitKind];

export const findKind = (type: string): PaymentMethodKind | undefined =>
  kinds.find((kind) => kind.type === type);

export function kindOf({ id, type }: PaymentMethod): PaymentMethodKind {
  const kind = findKind(type);
  if (!kind) throw refusal(`The payment method ${id} is of a type unknown to this sandbox.`);
  return kind;
}
