import { expect } from "vitest";
import { resourceOf } from "../src/access/permissions.ts";
import { routes } from "../src/api/routes.ts";
import type { Route } from "../src/http/route.ts";
import { loadSpec } from "../src/spec/spec.ts";
import type { Shop } from "../src/testing/open-shop.ts";
import { type Check, checksOf, type Endpoint } from "./check.ts";

type Options = Parameters<Shop["call"]>[2];

/** What holds for every endpoint, whatever it does: keys, unknown parameters, paging, missing objects. */
export const everyEndpointChecks: Check[] = routes.flatMap((route) => {
  const request = (shop: Shop, options: Options = {}) =>
    shop.call(route.method, route.path.replace("{id}", "none"), options);
  const required = loadSpec().params(route.method, route.path)?.required ?? [];
  const checks = checksOf(endpointOf(route), {
    keys: {
      "refuses a call without a key": async (shop) => {
        expect(await request(shop, { key: null })).toMatchObject({
          status: 401,
          body: { error: { type: "invalid_request_error" } },
        });
      },
      "refuses an unknown key": async (shop) => {
        expect((await request(shop, { key: "sk_test_of_somebody_else" })).status).toBe(401);
      },
      "names the permission that a restricted key lacks": async (shop) => {
        const { key } = await shop.control("POST", "/keys", { permissions: {} });
        const { status, body } = await request(shop, { key: String(key) });
        expect(status).toBe(403);
        const needed = route.method === "GET" ? "read" : "write";
        const resource = resourceOf(route.path);
        expect(body.error.message).toContain(`Having the 'rak_${resource}_${needed}' permission would allow`);
      },
      ...(route.method === "GET"
        ? {}
        : {
            "refuses a restricted key that may only read": async (shop) => {
              const permissions = { [resourceOf(route.path)]: "read" };
              const { key } = await shop.control("POST", "/keys", { permissions });
              expect((await request(shop, { key: String(key) })).status).toBe(403);
            },
          }),
      "lets a restricted key in that has the permission": async (shop) => {
        const permissions = { [resourceOf(route.path)]: "write" };
        const { key } = await shop.control("POST", "/keys", { permissions });
        expect([401, 403]).not.toContain((await request(shop, { key: String(key) })).status);
      },
      ...(route.publishable
        ? {}
        : {
            "refuses the publishable key": async (shop) => {
              expect(await request(shop, { key: shop.sandbox.publishableKey })).toMatchObject({
                status: 403,
                body: { error: { code: "secret_key_required" } },
              });
            },
          }),
    },
    refusals: {
      "names an unknown parameter": async (shop) => {
        expect(await request(shop, { form: "colour=red" })).toMatchObject({
          status: 400,
          body: { error: { code: "parameter_unknown", param: "colour" } },
        });
      },
      ...(required.length > 0
        ? {
            "names a missing parameter": async (shop) => {
              expect(await request(shop)).toMatchObject({
                status: 400,
                body: { error: { code: "parameter_missing", param: required[0] } },
              });
            },
          }
        : {}),
      ...(route.path.includes("{id}") && required.length === 0
        ? {
            "answers 404 for an id that does not exist": async (shop) => {
              expect(await request(shop)).toMatchObject({
                status: 404,
                body: { error: { code: "resource_missing" } },
              });
            },
          }
        : {}),
    },
    ...(route.method === "POST" ? { idempotency: keyChecks(route, request) } : {}),
    ...(isList(route) && required.length === 0 ? { pages: pageChecks(request) } : {}),
  });
  return checks.map((check) => ({ ...check, leavesNoTrace: check.topic !== "idempotency" }));
});

function endpointOf({ method, path }: Route): Endpoint {
  return `${method} ${path}` as Endpoint;
}

/** Lists of a whole resource; those that hang on one object need that object first. */
function isList({ method, path, covers }: Route): boolean {
  return method === "GET" && covers.includes("starting_after") && !path.includes("{id}");
}

/** https://docs.stripe.com/api/idempotent_requests */
function keyChecks(route: Route, request: (shop: Shop, options: Options) => ReturnType<Shop["call"]>) {
  const headers = { "idempotency-key": "once" };
  const isCustomers = route.path === "/v1/customers";
  return {
    "refuses a key that another endpoint has used": async (shop: Shop) => {
      const path = isCustomers ? "/v1/payment_intents" : "/v1/customers";
      const form = isCustomers ? "amount=1999&currency=usd" : "";
      expect((await shop.call("POST", path, { form, headers })).status).toBe(200);
      expect(await request(shop, { headers })).toMatchObject({
        status: 400,
        body: { error: { type: "idempotency_error", message: expect.stringContaining("other than 'once'") } },
      });
    },
    "keeps nothing of a request that fails validation": async (shop: Shop) => {
      for (const form of ["colour=red", "taste=sweet"]) {
        const { headers: answered, body } = await request(shop, { form, headers });
        expect(body.error).toMatchObject({ type: "invalid_request_error", code: "parameter_unknown" });
        expect(answered.get("idempotent-replayed")).toBeNull();
      }
    },
    "refuses a key of more than 255 characters": async (shop: Shop) => {
      expect((await request(shop, { headers: { "idempotency-key": "k".repeat(256) } })).status).toBe(400);
    },
  };
}

function pageChecks(request: (shop: Shop, options: { form: string }) => ReturnType<Shop["call"]>) {
  const refuses = (form: string, param: string) => async (shop: Shop) => {
    expect(await request(shop, { form })).toMatchObject({ status: 400, body: { error: { param } } });
  };
  return {
    "refuses a limit of 0": refuses("limit=0", "limit"),
    "refuses a limit above 100": refuses("limit=101", "limit"),
    "refuses a cursor that does not exist": refuses("starting_after=none", "starting_after"),
    "refuses two cursors at once": refuses("starting_after=a&ending_before=b", "starting_after"),
  };
}
