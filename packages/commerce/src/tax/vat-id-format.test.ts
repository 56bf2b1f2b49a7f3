import { normaliseVatId, vatIdSchema } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { isVatId } from "./vat-id-format.ts";

const valid = [
  ...["ATU13585627", "BE0428759497", "BG175074752", "CHE107787577IVA", "CHE107787577MWST", "CY10259033P"],
  ...["CZ25123891", "DE136695976", "DK13585628", "EE100931558", "EL094259216", "ESA13585625", "ES54362315K"],
  ...["FI20774740", "FR40303265045", "FRK7399859412", "GB980780684", "HR33392005961", "HU12892312"],
  ...["IE6433435F", "IE6433435OA", "IE8D79739I", "IT00743110157", "LT119511515", "LT100001919017"],
  ...["LU15027442", "LV40003521600", "MT11679112", "NL004495445B01", "NL002455799B11", "NO995525828MVA"],
  ...["PL8567346215", "PT501964843", "RO18547290", "SE556188840401", "SI50223054", "SK2022749619"],
  "XI980780684",
];

test.for(valid)("%s has the form and the check digits of its country", (vatId) => {
  expect(vatIdSchema.parse(vatId)).toBe(vatId);
  expect(isVatId(vatId)).toBe(true);
});

test("a wrong digit is found", () => {
  // The next digit at the end, or of those with letters there, the one before.
  const wrong = valid.map((vatId) =>
    vatId.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)).replace(/B(01|11)$/, "B00"),
  );
  const taken = wrong.filter(isVatId);
  // Numbers of Dutch businesses end with a count, which is no check digit.
  expect(taken).toEqual(taken.filter((vatId) => vatId.startsWith("NL")));
});

test.for([
  ["de 136.695-976", "DE136695976"],
  ["atu 13585627", "ATU13585627"],
  ["GR094259216", "EL094259216"],
  ["che-107.787.577 mwst", "CHE107787577MWST"],
])("%s is written %s", ([typed, vatId]) => {
  expect(vatIdSchema.parse(typed)).toBe(vatId);
  expect(isVatId(normaliseVatId(typed ?? ""))).toBe(true);
});

test.for(["136695976", "US136695976", "DE", "DE1", "DE<script>", "DE1366959761234567890123456789012"])(
  "%s is no VAT id",
  (typed) => {
    const { success, data } = vatIdSchema.safeParse(typed);
    expect(success && isVatId(data)).toBe(false);
  },
);
