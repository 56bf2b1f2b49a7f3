import { expect, test } from "vitest";
import { boughtMetadata } from "./bought-metadata.ts";

test("what was bought is one word, and counts and sums for people", () => {
  expect(
    boughtMetadata(
      [
        { kind: "physical", quantity: 2, amount: 4_000 },
        { kind: "physical", quantity: 1, amount: 50 },
      ],
      "eur",
    ),
  ).toEqual({ dualtrack_bought: "goods_only", dualtrack_contents: "3 physical 40.50 EUR" });
  const beat = { kind: "digital", quantity: 1, amount: 2_990 } as const;
  expect(boughtMetadata([beat], "kwd")).toEqual({
    ...{ dualtrack_bought: "beats_only", dualtrack_contents: "1 digital 2.990 KWD" },
  });
  expect(boughtMetadata([beat, { kind: "physical", quantity: 2, amount: 100 }], "eur")).toEqual({
    ...{ dualtrack_bought: "mixed_cart", dualtrack_contents: "1 digital 29.90 EUR, 2 physical 1.00 EUR" },
  });
  expect(boughtMetadata([{ kind: "physical", quantity: 1, amount: 500 }], "jpy")).toMatchObject({
    dualtrack_contents: "1 physical 500 JPY",
  });
});
