import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query.ts";

describe("a search query", () => {
  test("is read clause by clause", () => {
    expect(parseQuery(`status:'succeeded' AND -metadata["order id"]:"6\\"7" amount>=1000`)).toEqual({
      combine: "and",
      clauses: [
        { negated: false, field: "status", operator: ":", value: "succeeded" },
        { negated: true, field: "metadata", metadataKey: "order id", operator: ":", value: '6"7' },
        { negated: false, field: "amount", operator: ">=", value: "1000" },
      ],
    });
  });

  test("joins its clauses by and, or by or", () => {
    expect(parseQuery("amount:1 or amount:2").combine).toBe("or");
    expect(parseQuery("amount:1 amount:2").combine).toBe("and");
  });

  test("asks with null for metadata that is absent", () => {
    expect(parseQuery(`metadata["gift"]:null`).clauses).toEqual([
      { negated: false, field: "metadata", metadataKey: "gift", operator: ":", value: null },
    ]);
  });

  test("may have spaces around its operators", () => {
    expect(parseQuery("created > 5").clauses).toMatchObject([
      { field: "created", operator: ">", value: "5" },
    ]);
  });

  test.each([
    "",
    "status",
    "status:",
    "status:succeeded",
    `status:"open`,
    `metadata:"x"`,
    `status["x"]:"y"`,
    "amount:null",
    "(amount:1)",
    "amount:1 AND",
    "amount:1,amount:2",
  ])("that is %j cannot be read", (query) => {
    expect(() => parseQuery(query)).toThrow(/unable to parse your search query/);
  });

  test("cannot mix and with or", () => {
    expect(() => parseQuery("amount:1 AND amount:2 OR amount:3")).toThrow(/can't combine AND and OR/);
    expect(() => parseQuery("amount:1 amount:2 OR amount:3")).toThrow(/can't combine AND and OR/);
  });

  test("has at most ten clauses", () => {
    expect(parseQuery(Array(10).fill("amount:1").join(" ")).clauses).toHaveLength(10);
    expect(() => parseQuery(Array(11).fill("amount:1").join(" "))).toThrow(/at most 10/);
  });
});
