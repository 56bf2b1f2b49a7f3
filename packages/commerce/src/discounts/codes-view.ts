import type { DiscountRefusal } from "@dualtrack/contract";

/** The codes that a customer has entered, each with why it takes nothing off; null: it is applied. */
export function codesView(
  codes: readonly string[],
  refused: readonly { code: string; refusal: DiscountRefusal }[],
): { code: string; refusal: DiscountRefusal | null }[] {
  return codes.map((code) => ({
    code,
    refusal: refused.find((each) => each.code === code)?.refusal ?? null,
  }));
}
