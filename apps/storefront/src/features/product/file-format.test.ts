import { expect, test } from "vitest";
import { fileFormat } from "./file-format.ts";

test.each([
  ["Slow Beat.wav", "WAV"],
  ["stems.tar.gz", "GZ"],
  ["cover.7z", "7Z"],
  ["cut.MP3", "MP3"],
  ["README", null],
  ["Mix v1.2", null],
  ["a.much longer ending", null],
])("the format of %s is %s", (name, format) => {
  expect(fileFormat(name)).toBe(format);
});
