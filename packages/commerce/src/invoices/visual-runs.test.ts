import { pdfLines } from "@dualtrack/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createPdfPage } from "./pdf-page.ts";
import { visualRuns } from "./visual-runs.ts";

/** What is seen of a line in a document, from left to right. */
async function seen(line: string): Promise<string> {
  const page = await createPdfPage({ title: "Invoice", createdAt: new Date(0) });
  page.row([{ text: line, x: 50, width: 400 }]);
  const [first = ""] = pdfLines(await page.end("Footer"));
  return first.replaceAll("\t", "");
}

// Worked out by hand: each Hebrew word is turned round, and the first word stands on the right.
test.each([
  ["a street with its number", "רחוב הרצל 12", "12 לצרה בוחר"],
  ["a name between Latin words", "Order for משה כהן, Tel Aviv", "Order for ןהכ השמ, Tel Aviv"],
  ["brackets that belong to it", "חנות (תל אביב)", "(ביבא לת) תונח"],
  ["two names with a dash", "דנה - רון", "ןור - הנד"],
  ["no letter of such a script", "10 × Straße (Wien)", "10 × Straße (Wien)"],
])("%s is written as it is read", async (_, line, expected) => {
  expect(await seen(line)).toBe(expected);
});

test("an Arabic name is joined, and its words stand from right to left", async () => {
  const line = await seen("محمد علي");
  // Letters that join are drawn by glyphs of their own, which stand for the same letters.
  expect(line.normalize("NFKC")).toBe("يلع دمحم");
});

test("every character of any line is written once", () => {
  const characters = fc.constantFrom(..."אבג שלום()12,.-xyz ÄÖ漢字😀محمد");
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 40 }), (parts) => {
      const line = parts.join("");
      const length = visualRuns(line).reduce((sum, { text }) => sum + text.length, 0);
      expect(length).toBe(line.length);
    }),
  );
});
