import { type DraftOrderFields, draftOrderLimits } from "@dualtrack/contract";
import { hundredths } from "../../hundredths.ts";
import { amountText, parseAmount } from "../../parse-amount.ts";
import type { StaffDraftOrder } from "../../server/trpc.ts";

/** A draft order as its form has it: what is typed is text. The fields have the names that the contract has for them. */
export interface DraftValues {
  draft: {
    currency: string;
    lines: { variantId: string; startsAt: string | null; quantity: string }[];
    email: string;
    name: string;
    phone: string;
    companyName: string;
    vatId: string;
    shippingAddress: AddressValues;
    /** Whether the bill goes to somebody else than the items. */
    isBilledApart: boolean;
    billing: { name: string; address: AddressValues };
    shippingMethodId: string;
    /** With commas between them. */
    discountCodes: string;
    ownDiscount: { kind: "none" | "percent" | "amount"; bps: string; amount: string; reason: string };
    message: string;
    holdMinutes: string;
  };
}

interface AddressValues {
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  state: string;
  country: string;
}

const noAddress: AddressValues = { line1: "", line2: "", postalCode: "", city: "", state: "", country: "" };

const noBilling = { name: "", address: noAddress };

export function newDraft({ currency, holdMinutes }: { currency: string; holdMinutes: number }): DraftValues {
  return {
    draft: {
      ...{ currency, lines: [], email: "", name: "", phone: "", companyName: "", vatId: "" },
      ...{ shippingAddress: noAddress, isBilledApart: false, billing: noBilling },
      ...{ shippingMethodId: "", discountCodes: "", message: "" },
      ownDiscount: { kind: "none", bps: "", amount: "", reason: "" },
      holdMinutes: String(holdMinutes),
    },
  };
}

export function valuesOf({ fields }: Pick<StaffDraftOrder, "fields">): DraftValues {
  const { lines, shippingAddress, billing, shippingMethodId, discountCodes, ...rest } = fields;
  const { ownDiscount, holdMinutes, ...texts } = rest;
  return {
    draft: {
      ...texts,
      lines: lines.map((line) => ({ ...line, quantity: String(line.quantity) })),
      shippingAddress: { ...noAddress, ...shippingAddress },
      ...billingValues(billing),
      shippingMethodId: shippingMethodId ?? "",
      discountCodes: discountCodes.join(", "),
      ownDiscount: {
        kind: ownDiscount?.kind ?? "none",
        bps: ownDiscount?.kind === "percent" ? String(ownDiscount.bps / 100) : "",
        amount: ownDiscount?.kind === "amount" ? amountText(ownDiscount.amount, fields.currency) : "",
        reason: ownDiscount?.reason ?? "",
      },
      holdMinutes: String(holdMinutes),
    },
  };
}

/** The fields of a bill to somebody else; null: it goes to whom the items go. */
export function billingValues(
  billing: { name: string | null; address: AddressValues } | null,
): Pick<DraftValues["draft"], "isBilledApart" | "billing"> {
  if (billing === null) return { isBilledApart: false, billing: noBilling };
  return {
    isBilledApart: true,
    billing: { name: billing.name ?? "", address: { ...noAddress, ...billing.address } },
  };
}

/** What is sent; the contract's schema checks it. */
export function inputOf({ draft }: DraftValues) {
  const { lines, shippingAddress, isBilledApart, billing, shippingMethodId, ...rest } = draft;
  const { discountCodes, holdMinutes, ...texts } = rest;
  return {
    ...texts,
    lines: lines.map(({ quantity, ...line }) => ({ ...line, quantity: countOf(quantity) })),
    // A country alone is no address yet: the customer enters it.
    shippingAddress: hasAddress(shippingAddress) ? shippingAddress : null,
    billing: isBilledApart ? billing : null,
    shippingMethodId: shippingMethodId || null,
    discountCodes: discountCodes.split(/[\s,]+/).filter(Boolean),
    ownDiscount: ownDiscountOf(draft),
    holdMinutes: Number(holdMinutes),
  };
}

function ownDiscountOf({ ownDiscount, currency }: DraftValues["draft"]): DraftOrderFields["ownDiscount"] {
  const { kind, bps, amount, reason } = ownDiscount;
  if (kind === "none") return null;
  if (kind === "percent") return { kind, bps: hundredths(bps) ?? Number.NaN, reason };
  return { kind, amount: parseAmount(amount, currency).amount ?? Number.NaN, reason };
}

/** The number of units that was typed; null: it can't be sent. */
export function unitsOf(text: string): number | null {
  const units = countOf(text);
  return units >= 1 && units <= draftOrderLimits.quantity ? units : null;
}

function countOf(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}

function hasAddress({ line1, postalCode, city }: AddressValues): boolean {
  return [line1, postalCode, city].some((part) => part.trim() !== "");
}
