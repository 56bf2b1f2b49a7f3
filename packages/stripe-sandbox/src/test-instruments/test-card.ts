import type { TestInstrument } from "./test-instrument.ts";

/** Sources: https://docs.stripe.com/testing */
export interface TestCard extends TestInstrument {
  brand: string;
  funding: "credit" | "debit" | "prepaid";
  /** The other network that it can be paid on. */
  secondNetwork?: string;
  /** What the bank says of the address, if one is given; left out, that it is right. */
  checks?: { line1?: AddressCheck; postalCode?: AddressCheck };
}

type AddressCheck = "fail" | "unavailable";
