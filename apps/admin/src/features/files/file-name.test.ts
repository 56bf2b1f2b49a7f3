import { maxFileName, renameFileInput } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { fileNameFor } from "./file-name.ts";

const { name: taken } = renameFileInput.shape;

test("a name keeps its own characters, except for those that no file's name can have", () => {
  for (const name of ["Slow Beat – Größe.wav", "👩‍👩‍👧 mix.flac", "ビート.wav"])
    expect(fileNameFor(name)).toBe(name);
  expect(fileNameFor(" a/b\\c\td.wav ")).toBe("a_b_c_d.wav");
});

test.each([
  ["🎧", 110],
  ["👩‍👩‍👧", 110],
  ["x", 200],
])(
  "a name of too many %s is shortened between two of them, keeps its ending, and is taken",
  (character, count) => {
    const name = fileNameFor(`a${character.repeat(count)}.wav`);
    const fitting = Math.floor((maxFileName - "a.wav".length) / character.length);
    expect(name).toBe(`a${character.repeat(fitting)}.wav`);
    expect(taken.parse(name)).toBe(name);
  },
);

test("a long name without an ending is as long as can be", () => {
  expect(fileNameFor("x".repeat(200))).toBe("x".repeat(maxFileName));
});
