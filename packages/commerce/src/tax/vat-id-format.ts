import { stdnum } from "stdnum";
import { countryOfVatId } from "./country-of-vat-id.ts";

/** What the library calls the VAT ids that begin with these letters. */
const names: Readonly<Record<string, string>> = {
  AT: "uid",
  BE: "vat",
  BG: "vat",
  CH: "vat",
  CY: "vat",
  CZ: "dic",
  DE: "vat",
  DK: "cvr",
  EE: "kmkr",
  EL: "vat",
  ES: "nif",
  FI: "alv",
  FR: "tva",
  GB: "vat",
  HR: "oib",
  HU: "anum",
  IE: "vat",
  IT: "iva",
  LT: "pvm",
  LU: "tva",
  LV: "pvn",
  MT: "vat",
  NL: "btw",
  NO: "mva",
  PL: "nip",
  PT: "nif",
  RO: "cif",
  SE: "vat",
  SI: "ddv",
  SK: "dph",
  XI: "vat",
};

/** Whether a normalised VAT id has the form and the check digits of its country's. */
export function isVatId(vatId: string): boolean {
  const prefix = vatId.slice(0, 2);
  const country = countryOfVatId(vatId);
  const validator = stdnum[country]?.[names[prefix] ?? ""];
  return validator?.validate(country + vatId.slice(2)).isValid ?? false;
}
