import { countryCodes, type DetailName, detailNames } from "@dualtrack/contract";

/** Everything the customer types, as typed, and whether the bill goes where the goods go. */
export type Details = Record<DetailName, string> & { sameBilling: boolean };

const key = "checkout-details";

/** What was typed before a reload or a way back, in this tab. */
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

/** The customer's own country, as far as the browser's language tells; shown in the form, so it can be put right. */
function likelyCountry(): string {
  const region = new Intl.Locale(navigator.language).region ?? "";
  return countryCodes.includes(region) ? region : "";
}

export function saveDetails(details: Details): void {
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
