import { expect, test } from "vitest";
import { lostLabel, takenByBank } from "./order-facts.ts";

type BankMoney = Parameters<typeof takenByBank>[0];

const eur = (amount: number) => ({ amount, currency: "eur" });

function order(disputed: number, lost: number, isReturnedDebit = false): BankMoney {
  return { payment: { disputed: eur(disputed), lost: eur(lost) }, disputes: [{ isReturnedDebit }] };
}

test("money at banks is labelled as held, lost in a dispute, or a returned debit", () => {
  expect(takenByBank(order(0, 0))).toBeNull();
  expect(takenByBank(order(4_800, 0))).toBe("The customer’s bank holds €48.00 until a dispute is decided");
  expect(takenByBank(order(4_800, 4_800))).toBe(
    "The customer’s bank took €48.00 back for good, as a dispute was lost",
  );
  expect(takenByBank(order(4_800, 4_800, true))).toContain("returned the debit of €48.00");
  expect(takenByBank(order(4_800, 1_000))).toMatch(/holds €38\.00 .*took €10\.00 back for good/);
  expect(lostLabel(order(4_800, 4_800))).toBe("Lost in a dispute");
  expect(lostLabel(order(4_800, 4_800, true))).toBe("Returned by the bank");
});
