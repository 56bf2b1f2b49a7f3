import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestShop, test } from "@dualtrack/testkit";
import { beforeEach, expect } from "vitest";
import { removeOld } from "../operations/remove-old.ts";
import { checkVatId } from "./check-vat-id.ts";
import { getTaxSettings } from "./get-tax-settings.ts";

/** Numbers with right check digits: each test has one of its own, as answers are kept for a day. */
let next = 10_000_000;
function newVatId(): string {
  next += 1;
  let product = 10;
  for (const digit of String(next)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return `DE${next}${(11 - product) % 10}`;
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Record<string, string>) => void;

/** VIES, answering like this while it is used. */
async function withVies<Result>(shop: TestShop, answer: Answer, work: () => Promise<Result>) {
  const asked: Record<string, string>[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    asked.push(JSON.parse(text));
    if (request.method !== "POST" || request.url !== "/rest-api/check-vat-number")
      return response.writeHead(404).end();
    answer(request, response, JSON.parse(text));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  shop.settings.viesUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rest-api`;
  try {
    return { result: await work(), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json =
  (answer: object, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  };

/** As documented for `check-vat-number`. */
const says =
  (valid: boolean, more: object = {}): Answer =>
  (request, response, { countryCode, vatNumber }) =>
    json({
      ...{ countryCode, vatNumber, requestDate: "2026-03-01T10:00:00.000Z", valid },
      ...{ requestIdentifier: valid ? "WAPIAAAAX1234567" : "", name: "Muster GmbH", address: "---" },
      ...more,
    })(request, response, {});

const failsWith = (error: string, status = 200) =>
  json({ actionSucceed: false, errorWrappers: [{ error }] }, status);

const set = (shop: TestShop, data: { asksVies?: boolean; acceptsUnconfirmedVatIds?: boolean } = {}) =>
  shop.db.taxSettings.update({
    where: { id: 1 },
    data: { acceptsVatIds: true, asksVies: true, acceptsUnconfirmedVatIds: false, ...data },
  });

const check = (shop: TestShop, vatId: string, ip: string | null = null) => checkVatId(shop, { vatId, ip });

const storedOf = (shop: TestShop, vatId: string) =>
  shop.db.vatIdCheck.findMany({ where: { vatId }, orderBy: { checkedAt: "asc" } });

beforeEach<{ shop: TestShop }>(async ({ shop }) => {
  shop.settings.viesUrl = "http://127.0.0.1:9/rest-api";
  await set(shop);
  await shop.db.shopSettings.update({ where: { id: 1 }, data: { vatId: "ATU13585627" } });
});

test("a valid number counts, is asked for in the seller's name, and the consultation number is kept as proof", async ({
  shop,
}) => {
  const vatId = newVatId();
  const { result, asked } = await withVies(shop, says(true), () => check(shop, vatId));
  expect(asked).toEqual([
    {
      ...{ countryCode: "DE", vatNumber: vatId.slice(2) },
      ...{ requesterMemberStateCode: "AT", requesterNumber: "U13585627" },
    },
  ]);
  const [stored] = await storedOf(shop, vatId);
  expect(result).toEqual({ vatId, isAccepted: true, checkId: stored?.id });
  expect(stored).toMatchObject({
    ...{ outcome: "valid", consultationNumber: "WAPIAAAAX1234567", registeredName: "Muster GmbH" },
    ...{ requesterVatId: "ATU13585627", problem: null, checkedAt: expect.any(Date) },
  });
  await expect(
    shop.db.vatIdCheck.update({ where: { id: stored?.id ?? "" }, data: { outcome: "invalid" } }),
  ).rejects.toThrow();
});

test("a seller without a VAT id that VIES knows asks as anybody; names that a country hides are none", async ({
  shop,
}) => {
  await shop.db.shopSettings.update({ where: { id: 1 }, data: { vatId: "CHE107787577MWST" } });
  const vatId = newVatId();
  const answer = says(true, { name: "---", requestIdentifier: "" });
  const { asked } = await withVies(shop, answer, () => check(shop, vatId));
  expect(Object.keys(asked[0] ?? {})).toEqual(["countryCode", "vatNumber"]);
  expect(await storedOf(shop, vatId)).toMatchObject([
    { registeredName: null, consultationNumber: null, requesterVatId: null },
  ]);
});

test("a number that VIES calls invalid is refused at its field, and asked for again after an hour", async ({
  shop,
}) => {
  const vatId = newVatId();
  const refusal = { code: "DETAILS_REFUSED", details: { field: "vatId", problem: "vat_id_unknown" } };
  for (const answer of [says(false), failsWith("INVALID_INPUT", 400)]) {
    const { asked } = await withVies(shop, answer, async () => {
      await expect(check(shop, vatId)).rejects.toMatchObject(refusal);
      await expect(check(shop, vatId)).rejects.toMatchObject(refusal);
    });
    expect(asked).toHaveLength(1);
    shop.clock.advance(61 * 60_000);
  }
});

test("what is no VAT id is refused without VIES", async ({ shop }) => {
  const { asked } = await withVies(shop, says(true), () =>
    expect(check(shop, "DE136695975")).rejects.toMatchObject({
      code: "DETAILS_REFUSED",
      details: { field: "vatId", problem: "not_a_vat_id" },
    }),
  );
  expect(asked).toEqual([]);
});

const silences: [string, Answer, string | RegExp][] = [
  ["the country's register away", failsWith("MS_UNAVAILABLE"), "not_now: MS_UNAVAILABLE"],
  ["too many at once", failsWith("GLOBAL_MAX_CONCURRENT_REQ", 500), "not_now: GLOBAL_MAX_CONCURRENT_REQ"],
  ["too many for the country", failsWith("MS_MAX_CONCURRENT_REQ"), "not_now: MS_MAX_CONCURRENT_REQ"],
  ["a time-out of its own", failsWith("TIMEOUT", 400), "not_now: TIMEOUT"],
  ["the shop's address blocked", says(false, { userError: "IP_BLOCKED" }), "not_now: IP_BLOCKED"],
  [
    "the shop's own VAT id unknown",
    failsWith("INVALID_REQUESTER_INFO", 400),
    "not_now: INVALID_REQUESTER_INFO",
  ],
  [
    "an error page",
    (_request, response) => void response.writeHead(502).end("<h1>Sorry</h1>"),
    "refused: HTTP 502",
  ],
  ["a page that is no answer", (_request, response) => void response.end("<html>"), "unreadable: HTTP 200"],
  ["an answer without an answer", json({ countryCode: "DE" }), "unreadable: HTTP 200"],
  ["a word for a number", json({ valid: "yes" }), "unreadable: HTTP 200"],
  ["an endless answer", (_request, response) => void response.end("x".repeat(100_000)), "too_large"],
  ["no answer", () => {}, "too_slow"],
  ["a cut connection", (request) => void request.socket.destroy(), /^unreachable/],
];

test.for(silences)(
  "%s: the number does not count, or by the shop's setting it does; it is asked for again after a minute",
  async ([, answer, problem], { shop }) => {
    const vatId = newVatId();
    const { asked } = await withVies(shop, answer, async () => {
      expect(await check(shop, vatId)).toMatchObject({ vatId, isAccepted: false });
      await set(shop, { acceptsUnconfirmedVatIds: true });
      expect(await check(shop, vatId)).toMatchObject({ vatId, isAccepted: true });
    });
    expect(asked).toHaveLength(1);
    expect(await storedOf(shop, vatId)).toMatchObject([
      { outcome: "unanswered", problem: expect.stringMatching(problem), consultationNumber: null },
    ]);
    shop.clock.advance(61_000);
    const { result } = await withVies(shop, says(true), () => check(shop, vatId));
    expect(result).toMatchObject({ isAccepted: true });
    expect(await storedOf(shop, vatId)).toMatchObject([{ outcome: "unanswered" }, { outcome: "valid" }]);
  },
);

test("an answer holds for a day", async ({ shop }) => {
  const vatId = newVatId();
  const { asked } = await withVies(shop, says(true), async () => {
    await check(shop, vatId);
    shop.clock.advance(23 * 60 * 60_000);
    await check(shop, vatId);
    shop.clock.advance(2 * 60 * 60_000);
    await check(shop, vatId);
  });
  expect(asked).toHaveLength(2);
});

test("without VIES the form counts, also of numbers that are not in it; a shop may take none at all", async ({
  shop,
}) => {
  const { asked } = await withVies(shop, says(false), async () => {
    expect(await check(shop, "GB980780684")).toEqual({
      vatId: "GB980780684",
      isAccepted: true,
      checkId: null,
    });
    await set(shop, { asksVies: false });
    expect(await check(shop, newVatId())).toMatchObject({ isAccepted: true, checkId: null });
    await shop.db.taxSettings.update({ where: { id: 1 }, data: { acceptsVatIds: false } });
    expect(await check(shop, newVatId())).toBeNull();
  });
  expect(asked).toEqual([]);
});

test("one network can look up so many numbers in a minute; what is known already does not count", async ({
  shop,
}) => {
  const { limits } = shop.settings;
  shop.settings.limits = { ...limits, perMinute: { ...limits.perMinute, vatIds: 2 } };
  const ip = "203.0.113.77";
  const { asked } = await withVies(shop, says(true), async () => {
    const known = newVatId();
    for (const vatId of [known, newVatId(), known, known]) await check(shop, vatId, ip);
    await expect(check(shop, newVatId(), ip)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await check(shop, newVatId(), "203.0.113.78");
  });
  expect(asked).toHaveLength(3);
  shop.settings.limits = limits;
});

test("staff see how VIES has answered; answers that nobody pressed Pay with go after a while", async ({
  shop,
}) => {
  shop.clock.advance(25 * 60 * 60_000);
  await withVies(shop, says(true), () => check(shop, newVatId()));
  shop.clock.advance(1_000);
  await withVies(shop, failsWith("MS_UNAVAILABLE"), () => check(shop, newVatId()));
  expect((await getTaxSettings(shop)).vies).toEqual({
    ...{ asked: 2, unanswered: 1, lastProblem: { code: "not_now", said: "MS_UNAVAILABLE" } },
  });
  const all = await shop.db.vatIdCheck.count();
  shop.clock.advance((shop.settings.keptDays.carts + 1) * 24 * 60 * 60_000);
  expect((await removeOld(shop)).vatIdChecks).toBe(all);
});
