import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import type { Check } from "../check.ts";

export type Options = Parameters<Shop["call"]>[2];

/** Sees that a call is refused with exactly this status and error. */
export function refused(
  method: string,
  path: string,
  options: Options,
  status: number,
  error: Record<string, unknown>,
): Check["see"] {
  return async (shop) => {
    const answer = await shop.call(method, path, options);
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.headers.get("request-id")).toMatch(/^req_/);
    expect(answer.headers.get("stripe-version")).toBe("2026-10-28.endive");
  };
}

/** Posts something that is no form; answers status and message. */
export async function send({ sandbox }: Shop, path: string, body: FormData | string, type?: string) {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.secretKey}`, ...(type ? { "content-type": type } : {}) },
    body,
  });
  const { error } = (await response.json()) as { error: { message: string } };
  return [response.status, error.message];
}
