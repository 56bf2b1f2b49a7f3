import { expect, test } from "vitest";
import { ownAddress, publicAddress } from "./own-address.ts";
import { parseEnv } from "./read-env.ts";

test.each([
  [{}, "http://127.0.0.1:4000", "http://localhost:4000"],
  [{ HOST: "0.0.0.0" }, "http://127.0.0.1:4000", "http://localhost:4000"],
  [{ HOST: "::1", PORT: "81" }, "http://[::1]:81", "http://localhost:81"],
  [{ HOST: "127.0.0.2" }, "http://127.0.0.2:4000", "http://localhost:4000"],
  [{ HOST: "192.168.1.5" }, "http://192.168.1.5:4000", "http://192.168.1.5:4000"],
  [{ HOST: "10.0.0.9", PUBLIC_URL: "https://shop.example/" }, "http://10.0.0.9:4000", "https://shop.example"],
])("with %j this machine finds the server at %s, customers at %s", (variables, own, customers) => {
  expect(ownAddress(parseEnv(variables))).toBe(own);
  expect(publicAddress(parseEnv(variables))).toBe(customers);
});
