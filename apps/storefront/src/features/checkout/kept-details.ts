import { likelyCountry } from "./countries.ts";

/** Everything the customer types, as typed. */
export interface Details {
  email: string;
  name: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  state: string;
  country: string;
}

export type DetailName = keyof Details;
export type DetailErrors = Partial<Record<DetailName, string>>;

const key = "checkout-details";

/** What was typed before a reload or a way back, in this tab. */
export function recallDetails(): Details {
  const blank = {
    email: "",
    name: "",
    line1: "",
    line2: "",
    postalCode: "",
    city: "",
    state: "",
    country: likelyCountry(),
  };
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof kept === "object" ? { ...blank, ...kept } : blank;
  } catch {
    return blank;
  }
}

export function keepDetails(details: Details): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(details));
  } catch {
    // Storage is full or forbidden: the form works without it.
  }
}

export function forgetDetails(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
