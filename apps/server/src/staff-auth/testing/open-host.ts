import type { AddressInfo } from "node:net";
import type { Shop } from "@dualtrack/commerce";
import express from "express";
import { ownOrigins } from "../../config/own-origins.ts";
import { nameRequest } from "../../request/request-id.ts";
import { createStaffAuth } from "../staff-auth.ts";

export interface HostOptions {
  /** Its own address when left out. */
  publicUrl?: string;
  alsoAllowed?: string[];
  trustProxy?: boolean;
}

export type Host = Awaited<ReturnType<typeof openHost>>;

/** The server around staff sign-in. Its requests come from `address`, as tries are counted by it. */
export async function openHost(
  shop: Shop,
  address: string,
  { publicUrl, alsoAllowed = [], trustProxy = true }: HostOptions,
) {
  const app = express().set("trust proxy", trustProxy).use(nameRequest);
  const server = app.listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const auth = createStaffAuth(shop, {
    publicUrl: publicUrl ?? url,
    origins: ownOrigins(publicUrl ?? url, alsoAllowed),
    isDemo: true,
    secret: "a secret of at least thirty-two characters, k3T!x9",
  });
  app.use("/auth", auth.handler);

  async function post(
    path: string,
    body: object,
    headers: Record<string, string | undefined> = {},
    at = url,
  ) {
    const all = { "content-type": "application/json", origin: url, "x-forwarded-for": address, ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(at + path, { method: "POST", headers: sent, body: JSON.stringify(body) });
    const setCookie = response.headers.getSetCookie();
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      setCookie,
      cookie: setCookie[0]?.split(";")[0] ?? "",
    };
  }

  return {
    url,
    auth,
    post,
    signIn: (
      { email, password }: { email: string; password: string },
      headers: Record<string, string> = {},
      at = url,
    ) => post("/auth/sign-in/email", { email, password }, headers, at),
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
