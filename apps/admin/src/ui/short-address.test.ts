import { expect, test } from "vitest";
import { shortAddress } from "./short-address.ts";

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["0000:0000:0000:0000:0000:0000:0000:0001", "::1"],
  ["2001:db8:0:0:0:0:0:42", "2001:db8::42"],
])("%s is written %s", (ip, written) => {
  expect(shortAddress(ip)).toBe(written);
});
