import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { demoPassword, ownerPassword, showsOutbox, timeZoneOf, webConcurrencyOf } from "./demo.ts";
import { envSchema } from "./env-schema.ts";
import { projectRoot } from "./project-root.ts";
import { parseEnv } from "./read-env.ts";
import { retiredShipTo } from "./retired-ship-to.ts";
import { retiredVariables } from "./retired-variables.ts";

const keys = {
  STRIPE_SECRET_KEY: "sk_test_a",
  STRIPE_PUBLISHABLE_KEY: "pk_test_a",
  STRIPE_WEBHOOK_SECRET: "whsec_a",
};

test("an empty environment gives a complete demo", () => {
  expect(parseEnv({})).toMatchObject({ PORT: 4000, SANDBOX_PORT: 4010, ROLE: "all" });
});

test("the demo is in Vienna, another shop where it says, and else on UTC", () => {
  const zones = [{}, { SHOP_TIME_ZONE: "Asia/Tokyo" }, keys, { ...keys, SHOP_TIME_ZONE: "Asia/Tokyo" }];
  expect(zones.map((variables) => timeZoneOf(parseEnv(variables)))).toEqual([
    "Europe/Vienna",
    "Asia/Tokyo",
    "UTC",
    "Asia/Tokyo",
  ]);
});

test("npm start answers with one process for each core, a demo with one, or as it is told", () => {
  const ours = { STRIPE_API_BASE: "http://127.0.0.1:4010", ...keys };
  const told = { ...keys, WEB_CONCURRENCY: "3" };
  const counts = [{}, ours, keys, told].map((variables) => webConcurrencyOf(parseEnv(variables)));
  expect(counts).toEqual([1, 1, availableParallelism(), 3]);
  for (const wrong of ["0", "many", "1.5", "65"])
    expect(() => parseEnv({ WEB_CONCURRENCY: wrong }), wrong).toThrow(/^WEB_CONCURRENCY must be/);
});

test("switches are named with their position, and a wrong one is refused with all that there are", () => {
  expect(parseEnv({}).SWITCHES).toEqual({});
  expect(parseEnv({ SWITCHES: "webhook_processing=off, discounts=on,new_checkouts=25%" }).SWITCHES).toEqual({
    ...{ webhook_processing: false, discounts: true },
    new_checkouts: { audience: "share", percent: 25 },
  });
  const checkoutsAt = (position: string) => parseEnv({ SWITCHES: `new_checkouts=${position}` }).SWITCHES;
  expect(checkoutsAt("on")).toEqual({ new_checkouts: null });
  expect(checkoutsAt("off")).toEqual({ new_checkouts: { audience: "nobody", percent: null } });
  expect(checkoutsAt("staff")).toEqual({ new_checkouts: { audience: "staff", percent: null } });
  for (const wrong of [
    "discounts",
    "discounts=of",
    "webhooks=off",
    "new_checkouts=100%",
    "discounts=25%",
    "a=b=c",
  ])
    expect(() => parseEnv({ SWITCHES: wrong }), wrong).toThrow(/^SWITCHES must be name=on .*background_sync/);
});

test("a bucket is a whole address, and a wrong one is refused without its secret", () => {
  const STORAGE_URL = "s3://key:se%2Fcret@s3.example.com:9000/bucket/folder/sub?region=eu-central-1&tls=off";
  expect(parseEnv({ STORAGE_URL }).STORAGE_URL).toEqual({
    ...{ endpoint: "http://s3.example.com:9000", region: "eu-central-1", bucket: "bucket" },
    ...{ accessKeyId: "key", secretAccessKey: "se/cret", prefix: "folder/sub/" },
  });
  expect(parseEnv({ STORAGE_URL: "s3://key:secret@s3.example.com/bucket" }).STORAGE_URL).toMatchObject({
    ...{ endpoint: "https://s3.example.com", region: "us-east-1", prefix: "" },
  });
  for (const wrong of [
    "secret-folder",
    "https://key:secret@s3.example.com/bucket",
    "s3://s3.example.com/bucket",
    "s3://key@s3.example.com/bucket",
    "s3://key:secret@s3.example.com",
    "s3://key:secret@s3.example.com/",
    "s3://key:secret@/bucket",
    "s3://key:secret%zz@s3.example.com/bucket",
  ]) {
    const refused = () => parseEnv({ STORAGE_URL: wrong });
    expect(refused, wrong).toThrow(
      /^STORAGE_URL must be an address such as s3:\/\/key:secret@s3\.eu-central-1\.amazonaws\.com\/bucket\?region=eu-central-1\.$/,
    );
  }
  expect(() => parseEnv({ STORAGE_URL, STORAGE_DIR: "/files" })).toThrow(/both set: files have one place/);
});

test("an empty variable counts as not set", () => {
  expect(parseEnv({ PORT: "", STRIPE_SECRET_KEY: "" }).PORT).toBe(4000);
});

test.each([
  [{ PORT: "eighty" }, /^PORT must be a port number, but is "eighty"\.$/],
  [{ PORT: "70000" }, /^PORT must be 1 to 65535, but is "70000"\.$/],
  [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL must be an address such as postgresql:/],
  [{ ...keys, STRIPE_SECRET_KEY: "pk_test_a" }, /^STRIPE_SECRET_KEY must begin with sk_test_/],
  [{ ...keys, STRIPE_WEBHOOK_SECRET: "whsec_a,whsec_" }, /^STRIPE_WEBHOOK_SECRET must be whsec_… or several/],
  [
    { ...keys, STRIPE_WEBHOOK_SECRET: "whsec_a, whsec_a" },
    /^STRIPE_WEBHOOK_SECRET must be [^ ]+ or several of them, each once, [^"]+\.$/,
  ],
  [{ EASYPOST_WEBHOOK_SECRET: "a,,b" }, /^EASYPOST_WEBHOOK_SECRET must be a secret/],
  [{ STRIPE_SECRET_KEY: "sk_test_a" }, /STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET missing\.$/],
  [{ ...keys, STRIPE_PUBLISHABLE_KEY: "pk_live_a" }, /different modes/],
  [{ PUBLIC_URL: "https://shop.example.com/shop" }, /^PUBLIC_URL must be an address without a path/],
  [{ PUBLIC_URL: "https://shop.example.com?a=b" }, /^PUBLIC_URL must be an address without a path/],
  [{ PUBLIC_URL: "shop.example.com" }, /^PUBLIC_URL must be an address such as/],
  [{ ALLOWED_ORIGINS: "https://a.example, b.example" }, /^ALLOWED_ORIGINS must be addresses without a path/],
  [{ TRUST_PROXY: "1" }, /^TRUST_PROXY must be addresses or networks of proxies/],
  [{ TRUST_PROXY: "true" }, /^TRUST_PROXY must be addresses or networks of proxies/],
  [{ TRUST_PROXY: "0.0.0.0/0" }, /^TRUST_PROXY must be addresses or networks of proxies/],
  [{ TRUST_PROXY: "10.0.0.1/33, loopback" }, /^TRUST_PROXY must be .* but is "10.0.0.1\/33, loopback"\.$/],
  [{ MONITORING_FROM: "10.0.0.0/33" }, /^MONITORING_FROM must be addresses or networks/],
  [{ MONITORING_TOKEN: "short" }, /^MONITORING_TOKEN must have at least 32 characters\.$/],
  [{ DRAIN_SECONDS: "-1" }, /^DRAIN_SECONDS must be 0 to 300/],
  [{ HOST: "http://127.0.0.1" }, /^HOST must be an address or a name of this machine/],
  [{ HOST: "127.0.0.1:80" }, /^HOST must be an address or a name of this machine/],
  [{ ALLOWED_ORIGINS: "https://a.example/shop" }, /^ALLOWED_ORIGINS must be addresses without a path/],
  [{ PORT: "5000", SANDBOX_PORT: "5000" }, /both 5000/],
  [{ EASYPOST_API_KEY: "sk_test_a" }, /^EASYPOST_API_KEY must begin with EZTK or EZAK\.$/],
  [{ EASYPOST_API_KEY: "EZAKa", EASYPOST_API_BASE: "http://127.0.0.1:4011/v2" }, /must be a test key/],
  [{ SHOP_TIME_ZONE: "Mars/Olympus" }, /^SHOP_TIME_ZONE must be a time zone's name.*"Mars\/Olympus"/],
  [{ SHOP_TIME_ZONE: "+01:00" }, /^SHOP_TIME_ZONE must be a time zone's name/],
  [{ STAFF_EMAIL: "hello" }, /^STAFF_EMAIL must be an e-mail address, but is "hello"/],
  [
    { MAX_SHARE_PER_NETWORK: "0", LOG_LEVEL: "loud" },
    /LOG_LEVEL must be .*MAX_SHARE_PER_NETWORK must be|MAX_SHARE_PER_NETWORK must be .*LOG_LEVEL must be/,
  ],
])("%j is refused in one sentence", (variables, sentence) => {
  expect(() => parseEnv(variables)).toThrow(sentence);
});

test("a live key together with a sandbox's address is refused", () => {
  const live = {
    STRIPE_SECRET_KEY: "sk_live_a",
    STRIPE_PUBLISHABLE_KEY: "pk_live_a",
    STRIPE_WEBHOOK_SECRET: "whsec_a",
  };
  expect(parseEnv(live).STRIPE_SECRET_KEY).toBe("sk_live_a");
  expect(() => parseEnv({ ...live, STRIPE_API_BASE: "http://127.0.0.1:4010" })).toThrow(/live Stripe key/);
});

test("further origins are separated by commas", () => {
  expect(parseEnv({}).ALLOWED_ORIGINS).toEqual([]);
  const ALLOWED_ORIGINS = "https://a.example/, http://b.example:8080";
  expect(parseEnv({ ALLOWED_ORIGINS }).ALLOWED_ORIGINS).toEqual([
    "https://a.example",
    "http://b.example:8080",
  ]);
});

test("proxies are named by address, network or name, or there are none", () => {
  expect(parseEnv({}).TRUST_PROXY).toEqual(["loopback"]);
  expect(parseEnv({ TRUST_PROXY: "none" }).TRUST_PROXY).toEqual([]);
  const TRUST_PROXY = "loopback, 10.0.0.5,172.18.0.0/16,fd00::/8";
  expect(parseEnv({ TRUST_PROXY }).TRUST_PROXY).toEqual([
    "loopback",
    "10.0.0.5",
    "172.18.0.0/16",
    "fd00::/8",
  ]);
});

test("the address customers see may end with a slash, and the data folder may be relative", () => {
  expect(parseEnv({ PUBLIC_URL: "https://shop.example.com/" }).PUBLIC_URL).toBe("https://shop.example.com/");
  expect(parseEnv({ DUALTRACK_DATA_DIR: "elsewhere" }).DUALTRACK_DATA_DIR).toBe(resolve("elsewhere"));
});

test("the countries of SHIP_TO, which the migration of shipping zones takes over, are codes", () => {
  expect(retiredShipTo({})).toBe("");
  expect(retiredShipTo({ SHIP_TO: "at, DE" })).toBe("AT,DE");
  expect(() => retiredShipTo({ SHIP_TO: "AT, Germany" })).toThrow(/^SHIP_TO must be codes.*"GERMANY"/);
});

test.each([
  {},
  { DATABASE_URL: "postgresql://user@localhost:5432/shop" },
  { DATABASE_URL: "postgresql://user@127.0.0.1/shop" },
  { DATABASE_URL: "postgresql://user@[::1]/shop" },
  { DATABASE_URL: "postgresql:///shop?host=/var/run/postgresql" },
  { ...keys, STRIPE_API_BASE: "http://127.0.0.1:4010" },
])("%j is a demo, and opens with the demo's password", (variables) => {
  expect(ownerPassword(parseEnv(variables))).toBe(demoPassword);
});

test.each([
  { ...keys },
  { ...keys, DATABASE_URL: "postgresql://user@localhost:5432/shop" },
  { DATABASE_URL: "postgresql://user@db.example.com:5432/shop" },
  { DATABASE_URL: "postgresql://user@localhost/shop?host=db.example.com" },
])("%j is no demo, and wants a password of its own", (variables) => {
  const wanted = /^Set STAFF_PASSWORD to a password of your own: with [^.]+\.$/;
  expect(() => ownerPassword(parseEnv(variables))).toThrow(wanted);
  expect(() => ownerPassword(parseEnv({ ...variables, STAFF_PASSWORD: demoPassword }))).toThrow(wanted);
  expect(ownerPassword(parseEnv({ ...variables, STAFF_PASSWORD: "one of our own" }))).toBe("one of our own");
});

test.each([
  [{}, true],
  [{ ...keys, STRIPE_API_BASE: "http://127.0.0.1:4010", DATABASE_URL: "postgresql://localhost/shop" }, true],
  [{ PUBLIC_URL: "http://localhost:4000" }, true],
  [{ PUBLIC_URL: "https://shop.example.com" }, false],
  [{ ...keys, STRIPE_API_BASE: "https://stripe.example.com" }, false],
  [{ ...keys, STRIPE_API_BASE: "http://127.0.0.1:4010", DATABASE_URL: "postgresql://db/shop" }, false],
  [keys, false],
])("whether %j shows its outbox: %j", (variables, shown) => {
  expect(showsOutbox(parseEnv(variables))).toBe(shown);
});

test("no message repeats a secret", () => {
  expect(() => parseEnv({ STRIPE_SECRET_KEY: "whsec_very_secret" })).toThrow(/^(?!.*very_secret)/);
});

test(".env.example explains every variable of the shop and of compose.yaml, and no other", () => {
  const namesIn = (file: string, pattern: RegExp) =>
    [...readFileSync(join(projectRoot, file), "utf8").matchAll(pattern)].map(([, name]) => name);
  const ofCompose = new Set(namesIn("deploy/compose.yaml", /\$\{([A-Z_]+)/g));
  expect(namesIn(".env.example", /^# ([A-Z_]+)=/gm).sort()).toEqual(
    [...Object.keys(envSchema.shape), ...ofCompose].sort(),
  );
});

test("a variable that is set in the console since then is named, with the page", () => {
  expect(retiredVariables({ CURRENCY: "usd", SHOP_NAME: "A shop" })).toEqual([
    "CURRENCY is no longer read: it is set in the console under Currencies.",
  ]);
});

test("a secret that is rolled stands beside the new one", () => {
  const env = parseEnv({
    ...keys,
    STRIPE_WEBHOOK_SECRET: "whsec_new, whsec_old",
    EASYPOST_WEBHOOK_SECRET: "new secret,old",
  });
  expect(env.STRIPE_WEBHOOK_SECRET).toEqual(["whsec_new", "whsec_old"]);
  expect(env.EASYPOST_WEBHOOK_SECRET).toEqual(["new secret", "old"]);
  expect(parseEnv({}).EASYPOST_WEBHOOK_SECRET).toBeUndefined();
});
