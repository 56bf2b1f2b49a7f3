import { expect, test } from "vitest";
import type { Me, OrderView } from "../../server/trpc.ts";
import { disabledReasons, lostLabel, takenByBank } from "./order-facts.ts";

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

test("an order without goods to ship has neither shipped nor left", () => {
  const files = {
    ...{ state: "completed", risks: [], email: null, paymentState: "paid" },
    payment: { received: eur(900), refundable: eur(900), disputed: eur(0), underWay: eur(0) },
    can: { ship: false, cancel: false, refund: true, resend: false },
  };
  const reasons = (kind: "digital" | "physical", shipments: unknown[] = [], change: object = {}) =>
    disabledReasons(
      { ...files, lines: [{ kind }], shipments, ...change } as unknown as OrderView,
      { role: "owner" } as Me,
    );
  expect(reasons("digital")).toMatchObject({
    ship: "Nothing of it is shipped.",
    cancel: "The customer has all of it, so the order can't be cancelled. Refund it instead.",
  });
  expect(reasons("physical", [{}])).toMatchObject({
    ship: "Nothing is left to ship: all of it has shipped or was refunded.",
    cancel: "A shipment has left, so the order can't be cancelled. Refund it instead.",
  });
  const cannot = { can: { ...files.can, refund: false } };
  const nothing = { ...cannot, payment: { ...files.payment, received: eur(0) } };
  expect(reasons("physical", [{}], nothing).cancel).toBe(
    "A shipment has left, so the order can't be cancelled. Nothing was paid, so there is nothing to refund.",
  );
  expect(reasons("physical", [{}], cannot).cancel).toBe(
    "A shipment has left, so the order can't be cancelled.",
  );
});
