import { getCatalog, getProduct, type Shop } from "@dualtrack/commerce";
import { listCatalogInput, maxApiAddress, productBySlugInput } from "@dualtrack/contract";
import { type Request, type RequestHandler, Router } from "express";
import type { Deployment } from "../config/deployment.ts";
import { countryOf } from "../request/country-of.ts";
import { presentedCartToken } from "./cart-cookie.ts";
import { sendData } from "./pack-answer.ts";

/**
 * Answers the catalogue's queries, asked one by one, as tRPC does but from memory: the same bytes, with an ETag. Whatever else is
 * asked, and what can't be answered, is left to tRPC, which also says why not.
 */
export function catalogAnswers(shop: Shop, { appSecret }: Deployment): Router {
  const visitorOf = (request: Request) => ({
    cartToken: presentedCartToken(request, appSecret),
    country: countryOf(request),
  });
  return Router()
    .get(
      "/catalog.list",
      answering(listCatalogInput, (input, request) => getCatalog(shop, { ...input, ...visitorOf(request) })),
    )
    .get(
      "/catalog.product",
      answering(productBySlugInput, (input, request) =>
        getProduct(shop, { ...input, ...visitorOf(request) }),
      ),
    );
}

interface Schema<Input> {
  safeParse(given: unknown): { success: true; data: Input } | { success: false };
}

function answering<Input>(
  schema: Schema<Input>,
  ask: (input: Input, request: Request) => Promise<object>,
): RequestHandler {
  return async (request, response, next) => {
    const input = inputOf(request, schema);
    if (input === null) return next();
    let data: object;
    try {
      data = await ask(input.data, request);
    } catch {
      return next(); // tRPC asks again, and explains or logs it
    }
    await sendData(request, response, data);
  };
}

/** Null: not a call that asks for one plain answer, or not with valid input. */
function inputOf<Input>(request: Request, schema: Schema<Input>): { data: Input } | null {
  const { method, originalUrl, query, headers } = request;
  if (method !== "GET" || originalUrl.length > maxApiAddress || headers["trpc-accept"] !== undefined)
    return null;
  const { input, ...others } = query;
  if (Object.keys(others).length > 0) return null;
  const given = input === undefined ? { json: undefined } : parseJson(input);
  const parsed = given === null ? null : schema.safeParse(given.json);
  return parsed?.success ? parsed : null;
}

function parseJson(text: unknown): { json: unknown } | null {
  if (typeof text !== "string") return null;
  try {
    return { json: JSON.parse(text) };
  } catch {
    return null;
  }
}
