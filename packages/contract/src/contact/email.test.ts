import { expect, test } from "vitest";
import { emailWithAsciiDomain, isEmail, staffEmailOf } from "./email.ts";

test.each([
  "customer@example.com",
  "a@b.co",
  "first.last+shop@mail.example.co.uk",
  "o'hara@example.ie",
  "black&white@example.com",
  "wow!@example.com",
  "dept/room@example.com",
  "#1fan@example.com",
  "~home@example.com",
  "a=b@example.com",
  "$money%{x}|y`z^?*@example.com",
  "user@xn--bcher-kva.example",
  "user@example.xn--p1ai",
  "user@bücher.example",
  "müller@bücher.example",
  "почта@пример.рф",
  "用户@例子.公司",
  "अजय@डाटा.भारत",
  "user@1and1.example",
  `${"x".repeat(64)}@example.com`,
  `a@${"b".repeat(63)}.example`,
])("%s is an e-mail address", (text) => {
  expect(isEmail(text)).toBe(true);
});

test.each([
  "",
  "customer",
  "@example.com",
  "customer@",
  "customer@example",
  "customer@@example.com",
  "two words@example.com",
  "customer@exa mple.com",
  "customer@-example.com",
  "customer@example-.com",
  "customer@example..com",
  "customer@.example.com",
  "customer@127.0.0.1",
  "customer@[127.0.0.1]",
  "customer@example.com/path",
  "customer@example.com:25",
  "customer@%65xample.com",
  "<customer@example.com>",
  "a,b@example.com",
  "a\u0000b@example.com",
  "a\u200bb@example.com",
  "customer@example.com\nbcc: other@example.com",
  `${"x".repeat(65)}@example.com`,
  `${"ü".repeat(33)}@example.com`,
  `a@${"b".repeat(64)}.example`,
  `a@${"b.".repeat(125)}example`,
])("%j is none", (text) => {
  expect(isEmail(text)).toBe(false);
});

test("an address for programs that know ASCII domains only", () => {
  expect(emailWithAsciiDomain("müller@bücher.example")).toBe("müller@xn--bcher-kva.example");
  expect(emailWithAsciiDomain("Some.One@Example.com")).toBe("Some.One@example.com");
});

test.each(["Jürgen@BÜCHER.example", " jürgen@xn--bcher-kva.example ", "ju\u0308rgen@bu\u0308cher.example"])(
  "%j is one and the same member of staff",
  (typed) => {
    expect(staffEmailOf(typed)).toBe("jürgen@xn--bcher-kva.example");
  },
);
