import { countriesTaxedByState } from "@dualtrack/contract";

/**
 * The country that the form begins with for what is not shipped, if the browser's language is of `guess`; "": the customer chooses.
 * American English is the language of browsers all over the world, so a country that asks for more than itself must be the seller's.
 */
export function likelyPlace(
  guess: string,
  { sellerCountry, shipTo }: { sellerCountry: string | undefined; shipTo: readonly string[] },
): string {
  if (guess === sellerCountry) return guess;
  return shipTo.includes(guess) && !countriesTaxedByState.includes(guess) ? guess : "";
}
