import type { TaxBehavior, TaxEngineName, TaxOutageRule } from "@dualtrack/contract";
import type { StaffTax } from "../../server/trpc.ts";

/** What the page's fields hold; rates in percent and days as they are typed. */
export interface TaxValues {
  taxBehavior: TaxBehavior;
  sellerCountry: string;
  isOssRegistered: boolean;
  engine: TaxEngineName;
  outageRule: TaxOutageRule;
  acceptsVatIds: boolean;
  asksVies: boolean;
  acceptsUnconfirmedVatIds: boolean;
  registrations: PlaceValues[];
  rates: RateValues[];
}

export interface PlaceValues {
  country: string;
  state: string;
}

export interface RateValues extends PlaceValues {
  taxCode: string;
  name: string;
  percent: string;
  validFrom: string;
  /** Empty: no end. */
  validUntil: string;
}

export function valuesOf({
  version: _,
  changed: __,
  reducedProducts: ___,
  vies: ____,
  rates,
  ...settings
}: StaffTax): TaxValues {
  return {
    ...settings,
    rates: rates.map(({ rate, validUntil, ...each }) => ({
      ...each,
      percent: percentText(rate),
      validUntil: validUntil ?? "",
    })),
  };
}

/** The values as the contract's schema takes them; what is no rate is NaN. */
export function inputOf({ rates, ...settings }: TaxValues) {
  return {
    ...settings,
    rates: rates.map(({ percent, validUntil, ...each }) => ({
      ...each,
      rate: millionths(percent),
      validUntil: validUntil.trim() === "" ? null : validUntil.trim(),
    })),
  };
}

/** 88,750 is "8.875". */
export function percentText(rate: number): string {
  return String(rate / 10_000);
}

/** "8.875" or "8,875" is 88,750; NaN if it is no number, or has more than four decimals. */
export function millionths(percent: string): number {
  const [, sign = "", whole, decimals = ""] = /^\s*(-?)(\d{1,4})(?:[.,](\d{1,4}))?\s*$/.exec(percent) ?? [];
  if (whole === undefined) return Number.NaN;
  return Number(`${sign}${whole}${decimals.padEnd(4, "0")}`);
}

export function newRate(sellerCountry: string): RateValues {
  return {
    ...{ country: sellerCountry, state: "", taxCode: "standard", name: "VAT" },
    ...{ percent: "", validFrom: "", validUntil: "" },
  };
}
