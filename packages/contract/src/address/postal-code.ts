import { asciiDigits } from "../text/digits.ts";
import { addressFormatOf } from "./countries.ts";

/**
 * A postal code in its country's format: "sw1a1aa" becomes "SW1A 1AA", "SE-11122" becomes "111 22". Null: the text is no
 * postal code of this country.
 */
export function normalisePostalCode(country: string, text: string): string | null {
  const { postalCode, postalCodeExamples } = addressFormatOf(country);
  if (postalCode === "none") return "";
  const written = asciiDigits(text.normalize("NFKC")).trim().replace(/\s+/g, " ").toUpperCase();
  if (written === "") return "";
  if (postalCodeExamples.length === 0) return written;
  const bare = written.replace(/[^A-Z0-9]/g, "");
  if (country === "IE") return eircode(bare);
  for (const example of postalCodeExamples) {
    const code = fit(bare, example) ?? fit(bare.replace(/^[A-Z]{1,3}/, ""), example);
    if (code !== null) return code;
  }
  return null;
}

/** The letters and digits of `bare` in the format of `example`; null if they don't match it. */
function fit(bare: string, example: string): string | null {
  const shape = example.replace(/[^A-Z0-9]/g, "");
  if (kinds(shape) !== kinds(bare)) return null;
  let at = 0;
  return example.replace(/[A-Z0-9]/g, () => bare[at++] ?? "");
}

function kinds(code: string): string {
  return code.replace(/[A-Z]/g, "A").replace(/[0-9]/g, "9");
}

/** An Irish code: a routing key and the building's four characters; both mix letters and digits. */
function eircode(bare: string): string | null {
  const code = /^(?:IE)?([AC-FHKNPRTV-Y](?:\d\d|6W))([\dAC-FHKNPRTV-Y]{4})$/.exec(bare);
  return code && `${code[1]} ${code[2]}`;
}
