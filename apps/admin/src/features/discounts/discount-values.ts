import type { DiscountKind } from "@dualtrack/contract";
import { hundredths } from "../../hundredths.ts";
import { amountText, parseAmount } from "../../parse-amount.ts";
import type { StaffDiscount } from "../../server/trpc.ts";

/** What the editor's fields hold, as it is typed; the names are those of the input. */
export interface DiscountValues {
  discount: {
    name: string;
    kind: DiscountKind;
    /** E.g. `12.5`. */
    percentBps: string;
    buyQuantity: string;
    getQuantity: string;
    isAutomatic: boolean;
    isCombinable: boolean;
    isOnAllProducts: boolean;
    productIds: string[];
    categoryIds: string[];
    countries: string[];
    isFirstOrderOnly: boolean;
    /** Local time as `datetime-local` writes it; empty: none. */
    startsAt: string;
    endsAt: string;
    /** Empty: no limit. */
    maxUses: string;
    maxUsesPerCustomer: string;
    amounts: AmountValues[];
  };
}

interface AmountValues {
  currency: string;
  amount: string;
  minSubtotalAmount: string;
}

export function newDiscount(currency: string): DiscountValues {
  return {
    discount: {
      ...{ name: "", kind: "percent", percentBps: "10", buyQuantity: "2", getQuantity: "1" },
      ...{ isAutomatic: false, isCombinable: false, isOnAllProducts: true, isFirstOrderOnly: false },
      ...{
        productIds: [],
        categoryIds: [],
        countries: [],
        startsAt: "",
        endsAt: "",
        maxUses: "",
        maxUsesPerCustomer: "",
      },
      amounts: [newAmount(currency)],
    },
  };
}

export function newAmount(currency: string): AmountValues {
  return { currency, amount: "", minSubtotalAmount: "" };
}

export function valuesOf(discount: StaffDiscount, currency: string): DiscountValues {
  const { name, kind, isAutomatic, isCombinable, countries, isFirstOrderOnly } = discount;
  const { products, categories, amounts } = discount;
  const begun = newDiscount(currency).discount;
  const money = (amount: number | null, of: string) => (amount === null ? "" : amountText(amount, of));
  const count = (number: number | null) => (number === null ? "" : String(number));
  return {
    discount: {
      ...{ name, kind, isAutomatic, isCombinable, countries, isFirstOrderOnly },
      percentBps: discount.percentBps === null ? begun.percentBps : String(discount.percentBps / 100),
      buyQuantity: count(discount.buyQuantity) || begun.buyQuantity,
      getQuantity: count(discount.getQuantity) || begun.getQuantity,
      isOnAllProducts: products === null,
      productIds: products?.map(({ id }) => id) ?? [],
      categoryIds: categories.map(({ id }) => id),
      startsAt: localText(discount.startsAt),
      endsAt: localText(discount.endsAt),
      maxUses: count(discount.maxUses),
      maxUsesPerCustomer: count(discount.maxUsesPerCustomer),
      amounts:
        amounts.length === 0
          ? begun.amounts
          : amounts.map(({ currency: of, amount, minSubtotalAmount }) => ({
              currency: of,
              amount: money(amount, of),
              minSubtotalAmount: money(minSubtotalAmount, of),
            })),
    },
  };
}

/** The values as the contract's schema takes them; what is no number is NaN. */
export function inputOf({ discount }: DiscountValues) {
  const { isOnAllProducts, productIds, amounts, ...fields } = discount;
  return {
    ...fields,
    percentBps: hundredths(fields.percentBps),
    buyQuantity: countOf(fields.buyQuantity),
    getQuantity: countOf(fields.getQuantity),
    productIds: isOnAllProducts ? null : productIds,
    startsAt: instantOf(fields.startsAt),
    endsAt: instantOf(fields.endsAt),
    maxUses: countOf(fields.maxUses),
    maxUsesPerCustomer: countOf(fields.maxUsesPerCustomer),
    amounts: amounts.map(({ currency, amount, minSubtotalAmount }) => ({
      currency,
      amount: minorUnits(fields.kind === "amount" ? amount : "", currency),
      minSubtotalAmount: minorUnits(minSubtotalAmount, currency),
    })),
  };
}

/** What is wrong with typed amounts, by field. */
export function amountProblems({ discount }: DiscountValues): Record<string, string | null> {
  const problem = (text: string, currency: string) =>
    text.trim() === "" ? null : parseAmount(text, currency).problem;
  return Object.fromEntries(
    discount.amounts.flatMap(({ currency, amount, minSubtotalAmount }, place) => [
      [`discount.amounts.${place}.amount`, discount.kind === "amount" ? problem(amount, currency) : null],
      [`discount.amounts.${place}.minSubtotalAmount`, problem(minSubtotalAmount, currency)],
    ]),
  );
}

export function countOf(text: string): number | null {
  if (text.trim() === "") return null;
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}

function minorUnits(text: string, currency: string): number | null {
  return text.trim() === "" ? null : (parseAmount(text, currency).amount ?? Number.NaN);
}

function instantOf(local: string): string | null {
  return local === "" ? null : new Date(local).toISOString();
}

/** An instant in the browser's time zone, as `datetime-local` writes it: `2026-11-29T18:00`. */
function localText(iso: string | null): string {
  if (iso === null) return "";
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
