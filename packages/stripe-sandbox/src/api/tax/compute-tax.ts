import type { Place } from "./place.ts";
import { reverseChargeIds, type TaxRate } from "./rates.ts";
import { taxCodes } from "./tax-codes.ts";

export interface TaxableLine {
  /** Minor units, zero or more; of all pieces together, after discounts. */
  amount: number;
  taxCode: string;
  /** `inclusive`: the tax is inside the amount; `exclusive`: it comes on top. */
  taxBehavior: "inclusive" | "exclusive";
}

/** What makes a customer pay no tax. */
export interface TaxStatus {
  override: "none" | "customer_exempt" | "reverse_charge";
  taxIds: readonly { type: string; value: string }[];
  /** Where the seller is: a business in another country may account for the tax itself. */
  sellerCountry: string;
}

type TaxabilityReason =
  | "customer_exempt"
  | "not_collecting"
  | "not_subject_to_tax"
  | "product_exempt"
  | "reduced_rated"
  | "reverse_charge"
  | "standard_rated"
  | "zero_rated";

/** One tax on one line. */
export interface TaxPart {
  /** Minor units. */
  amount: number;
  /** Minor units; without the tax, also for inclusive prices. */
  taxableAmount: number;
  reason: TaxabilityReason;
  /** Null where there is no rate, because nothing is taxed. */
  rate: { name: string; type: TaxRate["type"]; percent: string } | null;
  jurisdiction: { country: string; state: string | null; name: string; level: "country" | "state" };
}

/**
 * The taxes on one line, one part for each that its place knows, at least one. Rounded half up to minor units, line by
 * line. Inclusive taxes are taken out of the amount together, so that net and taxes add up to it exactly.
 */
export function computeTax(line: TaxableLine, place: Place, status: TaxStatus): TaxPart[] {
  const nothing = (reason: TaxabilityReason): TaxPart[] => [
    { amount: 0, taxableAmount: 0, reason, rate: null, jurisdiction: jurisdictionOf(place, null) },
  ];
  const kind = taxCodes[line.taxCode]?.kind ?? "goods";
  if (kind === "nontaxable") return nothing("product_exempt");
  if (!place.area) return nothing("not_collecting");
  if (place.area.rates.length === 0) return nothing("not_subject_to_tax");
  if (status.override === "customer_exempt") return nothing("customer_exempt");
  if (status.override === "reverse_charge" || isReverseCharge(place, status))
    return nothing("reverse_charge");
  const rates = place.area.rates.map((rate) => ({ rate, percent: rate.kinds?.[kind] ?? rate.percent }));
  const taxed = rates.filter(({ percent }) => percent !== "exempt");
  const total = taxed.reduce((sum, { percent }) => sum + partsPerMillion(percent), 0);
  const net =
    line.taxBehavior === "exclusive"
      ? line.amount
      : line.amount - roundedShare(line.amount, total, 1_000_000 + total);
  let left = line.amount - net;
  let rest = total;
  return rates.map(({ rate, percent }): TaxPart => {
    const jurisdiction = jurisdictionOf(place, rate);
    if (percent === "exempt")
      return { amount: 0, taxableAmount: 0, reason: "product_exempt", rate: null, jurisdiction };
    const millionths = partsPerMillion(percent);
    let amount = roundedShare(net, millionths, 1_000_000);
    if (line.taxBehavior === "inclusive") {
      // What is inside is split in proportion, and the last part takes what rounding has left.
      amount = rest === 0 ? 0 : roundedShare(left, millionths, rest);
      left -= amount;
      rest -= millionths;
    }
    return {
      amount,
      taxableAmount: net,
      reason: millionths === 0 ? "zero_rated" : percent === rate.percent ? "standard_rated" : "reduced_rated",
      rate: { name: rate.name, type: rate.type, percent: decimal(percent) },
      jurisdiction,
    };
  });
}

function isReverseCharge(place: Place, { taxIds, sellerCountry }: TaxStatus): boolean {
  const wanted = reverseChargeIds[place.country];
  return (
    wanted !== undefined && sellerCountry !== place.country && taxIds.some(({ type }) => type === wanted)
  );
}

function jurisdictionOf({ country, state, area }: Place, rate: TaxRate | null): TaxPart["jurisdiction"] {
  const byState = rate ? rate.level === "state" : state !== null;
  const countryName = new Intl.DisplayNames("en", { type: "region" }).of(country) ?? country;
  return {
    country,
    state: byState ? state : null,
    name: byState ? (area?.name ?? String(state)) : countryName,
    level: byState ? "state" : "country",
  };
}

/** 9.975 % is 99,750 millionths: all rates are whole numbers of them, so no sum has a fraction. */
function partsPerMillion(percent: string): number {
  return Math.round(Number(percent) * 10_000);
}

/** `amount × part / whole`, rounded half up. Whole numbers throughout: 99,999,999 × 1,000,000 is below 2^53. */
function roundedShare(amount: number, part: number, whole: number): number {
  return Math.floor((2 * amount * part + whole) / (2 * whole));
}

/** As Stripe writes percentages: "19.0", "9.975". */
function decimal(percent: string): string {
  return percent.includes(".") ? percent : `${percent}.0`;
}
