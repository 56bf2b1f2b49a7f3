import { expect, test } from "vitest";
import { reservationAt } from "./reservation-clock.ts";

const end = 1_800_000_000_000;
const minutes = (count: number) => end - count * 60_000;

test("a long reservation is shown in minutes", () => {
  expect(reservationAt(minutes(15), end)).toEqual({ phase: "calm", left: "15 min left" });
  expect(reservationAt(minutes(8.2), end)).toEqual({ phase: "calm", left: "9 min left" });
  expect(reservationAt(minutes(180), end)).toEqual({ phase: "calm", left: "180 min left" });
  expect(reservationAt(minutes(2) - 1, end).phase).toBe("calm");
});

test("a reservation of many hours is shown in hours", () => {
  expect(reservationAt(minutes(24 * 60), end)).toEqual({ phase: "calm", left: "24 h left" });
});

test("its last two minutes are shown in seconds", () => {
  expect(reservationAt(minutes(2), end)).toEqual({ phase: "soon", left: "2:00 left" });
  expect(reservationAt(end - 65_000, end)).toEqual({ phase: "soon", left: "1:05 left" });
  expect(reservationAt(end - 1, end)).toEqual({ phase: "soon", left: "0:01 left" });
});

test("then it has ended", () => {
  expect(reservationAt(end, end).phase).toBe("ended");
  expect(reservationAt(end + 60_000, end).phase).toBe("ended");
});
