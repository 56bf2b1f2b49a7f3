import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { firstWord, solvePuzzle } from "./solve-puzzle.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest();

test("texts of every length have the hash that others find", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "x".repeat(length);
    expect(firstWord(text), `${length} letters`).toBe(hashOf(text).readUInt32BE());
  }
});

test("a puzzle is solved by the first number that gives so many zero bits", async () => {
  const nonce = await solvePuzzle({ text: "1799999999999.c2lnbmF0dXJl.", bits: 12 });
  const isSolved = (tried: number) => hashOf(`1799999999999.c2lnbmF0dXJl.${tried}`).readUInt32BE() < 2 ** 20;
  expect(isSolved(nonce)).toBe(true);
  expect(Array.from({ length: nonce }, (_, tried) => tried).some(isSolved)).toBe(false);
});
