import { countryCodes, type DetailName, detailNames } from "@dualtrack/contract";

/** Everything that the customer types, as typed, whether the billing address is the shipping address, and whether a business buys. */
export type Details = Record<DetailName, string> & { sameBilling: boolean; isBusiness: boolean };

const key = "checkout-details";

/** What was typed in this tab before a reload or before the page was left. */
export function recallDetails(): Details {
  const saved = savedDetails();
  const texts = detailNames.map(
    (name) => [name, typeof saved[name] === "string" ? saved[name] : ""] as const,
  );
  const details = Object.fromEntries(texts) as Record<DetailName, string>;
  return {
    ...details,
    country: details.country || likelyCountry(),
    sameBilling: saved.sameBilling !== false,
    isBusiness: saved.isBusiness === true,
  };
}

function savedDetails(): Record<string, unknown> {
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof saved === "object" ? { ...saved } : {};
  } catch {
    return {};
  }
}

/** The customer's country, guessed from the browser's language; the form shows it, so that it can be corrected. */
function likelyCountry(): string {
  const region = new Intl.Locale(navigator.language).region ?? "";
  return countryCodes.includes(region) ? region : "";
}

export function saveDetails(details: Details): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(details));
  } catch {
    // The storage is full or forbidden: the form works without it.
  }
}

export function forgetDetails(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}
