import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { runJobs, type TestShop, test } from "@dualtrack/testkit";
import { beforeEach, expect } from "vitest";
import { type Actor, askForExchangeRates, getAttention, getCurrencies, updateCurrencies } from "../index.ts";
import { parseRateFeed } from "./parse-rate-feed.ts";
import { requestExchangeRates, updateExchangeRates } from "./update-exchange-rates.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };

/** As the European Central Bank writes it. */
const feedOf = (day: string, rates: Record<string, string>) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='${day}'>
${Object.entries(rates)
  .map(([currency, rate]) => `			<Cube currency='${currency}' rate='${rate}'/>`)
  .join("\n")}
		</Cube>
	</Cube>
</gesmes:Envelope>`;

/** A server that answers like this while it is used. */
async function withFeed(shop: TestShop, answer: RequestListener, work: () => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  shop.settings.rateFeedUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/daily.xml`;
  try {
    await work();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const serving =
  (text: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status).end(text);
  };

async function offer(shop: TestShop, currency: "usd" | "gbp" | "kwd", baseCurrency: "eur" | "gbp" = "eur") {
  const { version } = await getCurrencies(shop);
  const offered = { currency, rateSource: "feed" as const, rate: null, countries: [] };
  const rounding = { step: currency === "kwd" ? 10 : 1, ending: 0 };
  await updateCurrencies(shop, { version, baseCurrency, currencies: [{ ...offered, rounding }], by });
}

const rateOf = async (shop: TestShop) => {
  const [offered] = (await getCurrencies(shop)).currencies;
  return offered && { rate: offered.rate === null ? null : Number(offered.rate), asOf: offered.asOf };
};

beforeEach<{ shop: TestShop }>(({ shop }) => {
  shop.settings.rateFeedUrl = "http://127.0.0.1:9/daily.xml";
});

test("saving a currency that follows the feed reads it; a newer day wins, an older or repeated one changes nothing", async ({
  shop,
}) => {
  const friday = feedOf("2026-03-27", { USD: "1.0825", GBP: "0.8400", JPY: "161.53" });
  await withFeed(shop, serving(friday), async () => {
    await offer(shop, "usd");
    await runJobs(shop);
    expect(await rateOf(shop)).toEqual({ rate: 1.0825, asOf: "2026-03-27" });
    const rows = await shop.db.exchangeRate.count();
    await updateExchangeRates(shop);
    expect(await shop.db.exchangeRate.count()).toBe(rows);
  });
  await withFeed(shop, serving(feedOf("2026-03-30", { USD: "1.1" })), () => updateExchangeRates(shop));
  await withFeed(shop, serving(feedOf("2026-03-26", { USD: "1.2" })), () => updateExchangeRates(shop));
  expect(await rateOf(shop)).toEqual({ rate: 1.1, asOf: "2026-03-30" });
});

test("with another base currency than the euro, rates are quotients of the feed's", async ({ shop }) => {
  await withFeed(shop, serving(feedOf("2026-04-01", { USD: "1.1", GBP: "0.88" })), async () => {
    await offer(shop, "usd", "gbp");
    await runJobs(shop);
    expect(await rateOf(shop)).toEqual({ rate: 1.25, asOf: "2026-04-01" });
    await offer(shop, "usd");
    expect(await rateOf(shop)).toEqual({ rate: 1.1, asOf: "2026-04-01" });
  });
});

const failures: [string, RequestListener, { code: string; said?: string | null }][] = [
  ["an error page", serving("<h1>Sorry</h1>", 503), { code: "refused", said: "HTTP 503" }],
  ["a page that is no feed", serving("<html><p>Maintenance</html>"), { code: "unreadable" }],
  ["a rate that is none", serving(feedOf("2026-04-02", { USD: "NaN" })), { code: "unreadable" }],
  ["an endless answer", serving("x".repeat(100_000)), { code: "too_large" }],
  ["a server that never answers", () => {}, { code: "too_slow" }],
  ["a cut connection", (request) => void request.socket.destroy(), { code: "unreachable" }],
];

test.for(failures)(
  "%s: the last rate holds, and staff are told until the feed works",
  async ([, answer, problem], { shop }) => {
    await withFeed(shop, serving(feedOf("2026-04-01", { USD: "1.3" })), async () => {
      await offer(shop, "usd");
      await runJobs(shop);
    });
    const before = await rateOf(shop);
    const { succeededAt } = (await getCurrencies(shop)).feed;
    expect(succeededAt).not.toBeNull();
    shop.clock.advance(60_000);
    await withFeed(shop, answer, () => askForExchangeRates(shop, { by }));
    expect(await rateOf(shop)).toEqual(before);
    const { exchangeRates } = await getAttention(shop);
    expect(exchangeRates).toMatchObject({ since: expect.any(String), problem });
    expect((await getCurrencies(shop)).feed).toMatchObject({ problem, succeededAt });
    await withFeed(shop, serving(feedOf("2026-04-01", { USD: "1.3" })), () => updateExchangeRates(shop));
    expect((await getAttention(shop)).exchangeRates).toMatchObject({ since: null, problem: null });
  },
);

test("a currency that the feed does not have is reported, and so is a rate that gets old", async ({
  shop,
}) => {
  await withFeed(shop, serving(feedOf("2026-04-01", { USD: "1.3" })), async () => {
    await offer(shop, "kwd");
    await runJobs(shop);
  });
  expect((await getAttention(shop)).exchangeRates.stale).toEqual([
    { currency: "kwd", asOf: null, hasRate: false },
  ]);
  await offer(shop, "usd");
  expect((await getAttention(shop)).exchangeRates.stale).toMatchObject([{ currency: "usd", hasRate: true }]);
});

test("the schedule requests the feed again after some hours, and at once after a failure", async ({
  shop,
}) => {
  await offer(shop, "usd");
  const queued = async () => {
    await shop.db.$executeRaw`
      select from graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
    await requestExchangeRates(shop);
    const [row] = await shop.db.$queryRaw<{ jobs: number }[]>`
      select count(*)::integer as jobs from graphile_worker.jobs where key = 'update-exchange-rates'`;
    return row?.jobs;
  };
  await withFeed(shop, serving(feedOf("2026-04-01", { USD: "1.3" })), () => updateExchangeRates(shop));
  expect(await queued()).toBe(0);
  shop.clock.advance(7 * 60 * 60_000);
  expect(await queued()).toBe(1);
  await withFeed(shop, serving("", 500), () => updateExchangeRates(shop));
  expect(await queued()).toBe(1);
});

test("entities of a document are never expanded, and nothing but the feed's shape is read", () => {
  const bomb = feedOf("2026-04-01", { USD: "1.3" }).replace(
    "<gesmes:Envelope",
    `<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]><gesmes:Envelope`,
  );
  expect(parseRateFeed(bomb.replace('"1.3"', '"&b;"').replace("'1.3'", "'&b;'"))).toBeNull();
  expect(parseRateFeed("")).toBeNull();
  expect(parseRateFeed(feedOf("2026-02-30", { USD: "1.3" }))).toBeNull();
  expect(parseRateFeed(feedOf("2026-04-01", {}))).toBeNull();
  expect(parseRateFeed(feedOf("2026-04-01", { USD: "1.3", ZZZ: "9" }))).toEqual({
    asOf: "2026-04-01",
    rates: [{ currency: "usd", rate: "1.3" }],
  });
});
