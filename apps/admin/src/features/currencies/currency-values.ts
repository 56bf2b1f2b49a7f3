import type { RateSource } from "@dualtrack/contract";
import { amountText } from "../../parse-amount.ts";
import type { StaffCurrencies } from "../../server/trpc.ts";

/** What the page's fields hold. */
export interface CurrencyValues {
  baseCurrency: string;
  currencies: OfferedValues[];
}

export interface OfferedValues {
  currency: string;
  rateSource: RateSource;
  /** As typed. */
  rate: string;
  /** As `roundingKey` writes it. */
  rounding: string;
  /** Codes of countries with spaces between them. */
  countries: string;
}

export function valuesOf({ baseCurrency, currencies }: StaffCurrencies): CurrencyValues {
  return {
    baseCurrency,
    currencies: currencies.map(({ currency, rateSource, rate, rounding, countries }) => ({
      ...{ currency, rateSource, rate: rateText(rate) },
      rounding: roundingKey(rounding),
      countries: countries.join(" "),
    })),
  };
}

/** The values as the contract's schema takes them. The rate of a currency that follows the feed stays. */
export function inputOf({ baseCurrency, currencies }: CurrencyValues) {
  return {
    baseCurrency,
    currencies: currencies.map(({ currency, rateSource, rate, rounding, countries }) => {
      const [step, ending] = rounding.split("+").map(Number);
      return {
        ...{ currency, rateSource, rounding: { step, ending } },
        rate: rateSource === "feed" || rate.trim() === "" ? null : rate.trim().replace(",", "."),
        countries: countries
          .toUpperCase()
          .split(/[\s,]+/)
          .filter((code) => code !== ""),
      };
    }),
  };
}

/** A stored rate as it stands in its field. */
export function rateText(rate: string | null): string {
  return rate === null ? "" : rate.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

export function roundingKey({ step, ending }: { step: number; ending: number }): string {
  return `${step}+${ending}`;
}

/** E.g. `ends in 0.99` or `to 0.05`. */
export function roundingLabel({ step, ending }: { step: number; ending: number }, currency: string): string {
  if (ending > 0) return `ends in ${amountText(ending, currency)}`;
  return `to ${amountText(step, currency)}`;
}
