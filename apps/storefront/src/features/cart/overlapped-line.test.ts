import { expect, test } from "vitest";
import { overlappedLine } from "./overlapped-line.ts";

const booked = (from: number, to: number, slug = "session") => ({
  slug,
  startsAt: `2031-06-10T${from}:00:00.000Z`,
  endsAt: `2031-06-10T${to}:00:00.000Z`,
});

test("the later line tells the first one that it overlaps with, of the same service alone", () => {
  const lines = [booked(10, 12), booked(11, 13), booked(12, 14, "mastering"), booked(12, 13), booked(10, 12)];
  expect(lines.map((line) => overlappedLine(line, lines))).toEqual([
    undefined,
    lines[0],
    undefined,
    lines[1],
    lines[0],
  ]);
});

test("times that follow each other don't overlap, and goods have none", () => {
  const goods = { slug: "session", startsAt: null, endsAt: null };
  const lines = [booked(10, 12), booked(12, 14), booked(14, 16), goods, goods];
  for (const line of lines) expect(overlappedLine(line, lines)).toBeUndefined();
});
