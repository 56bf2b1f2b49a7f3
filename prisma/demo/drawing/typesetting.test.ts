import { expect, test } from "vitest";
import { fitLine, setTitle } from "./typesetting.ts";

const cover = { width: 270, sizes: [46, 38, 32, 27, 23], maxLines: 2 };

test("a short title is set large", () => {
  expect(setTitle("Sallow", cover)).toEqual({ lines: ["Sallow"], size: 46 });
});

test("a longer one is broken between words, then made smaller", () => {
  expect(setTitle("Low Tide Machine", cover)).toEqual({ lines: ["Low Tide", "Machine"], size: 46 });
  expect(setTitle("Night Bus to the Quiet Sea", cover).lines).toHaveLength(2);
});

test("what fits at no size is cut, and says so", () => {
  const { lines } = setTitle(
    "The Collected Recordings From the Old Ferry Terminal, Volumes One to Seven",
    cover,
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
});

test("one word without end is broken", () => {
  const { lines } = setTitle("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", cover);
  expect(lines).toHaveLength(2);
});

test("an artist's name stays on its line", () => {
  expect(fitLine("Oda Brandt Trio", 200, 13)).toBe("Oda Brandt Trio");
  expect(fitLine("An Orchestra With a Considerably Long Name", 200, 13)).toMatch(/^An Orchestra.*…$/);
});
