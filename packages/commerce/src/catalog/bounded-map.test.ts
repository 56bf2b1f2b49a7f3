import { expect, test } from "vitest";
import { boundedMap } from "./bounded-map.ts";

test("what was not asked for the longest is forgotten, as soon as the rest would be too much", () => {
  const map = boundedMap<string>(10);
  map.set("a", "A", 4);
  map.set("b", "B", 4);
  expect(map.get("a")).toBe("A");
  map.set("c", "C", 4);
  expect([map.get("a"), map.get("b"), map.get("c")]).toEqual(["A", undefined, "C"]);
});

test("a value that is put again counts once, and one that alone is too much is not kept", () => {
  const map = boundedMap<string>(10);
  for (const value of ["first", "second", "third"]) map.set("a", value, 6);
  map.set("b", "B", 4);
  expect([map.get("a"), map.get("b")]).toEqual(["third", "B"]);
  map.set("a", "huge", 11);
  expect([map.get("a"), map.get("b")]).toEqual([undefined, "B"]);
  map.delete("b");
  map.set("c", "C", 10);
  expect(map.get("c")).toBe("C");
});
