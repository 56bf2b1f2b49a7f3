import { readFileSync } from "node:fs";
import { join } from "node:path";
import { measures, receiveEvent } from "@dualtrack/commerce";
import { buy, stockedVariant } from "@dualtrack/testkit";
import { parser } from "@prometheus-io/lezer-promql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { projectRoot } from "../config/project-root.ts";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

// What `deploy/` gives to Prometheus and Grafana asks for metrics that a running shop has, in PromQL that parses.

interface Expression {
  /** The rule or panel that it is in. */
  place: string;
  text: string;
}

const file = (path: string) => readFileSync(join(projectRoot, "deploy", path), "utf8");

function ruleExpressions(): Expression[] {
  const { groups } = parse(file("prometheus/rules.yaml")) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  return groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ place: alert, text: expr })));
}

function panelExpressions(): Expression[] {
  const { panels } = JSON.parse(file("grafana/dashboard.json")) as {
    panels: { title: string; targets?: { expr: string }[] }[];
  };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ place: title, text: expr })),
  );
}

interface Selected {
  metric: string;
  labels: string[];
}

/** What an expression selects, and the labels that it groups by. Throws where it is no PromQL. */
function readExpression({ place, text }: Expression): { selected: Selected[]; grouped: string[] } {
  const query = text.replaceAll("$__rate_interval", "5m");
  const selected: Selected[] = [];
  const grouped: string[] = [];
  parser.parse(query).iterate({
    enter({ name, type, from, to, node }) {
      if (type.isError) throw new Error(`${place}: no PromQL at ${query.slice(from - 20, to + 20)}`);
      const written = query.slice(from, to);
      if (name === "VectorSelector") {
        const metric = node.getChild("Identifier");
        selected.push({ metric: metric === null ? "" : query.slice(metric.from, metric.to), labels: [] });
      }
      if (name !== "LabelName") return;
      if (node.parent?.name === "GroupingLabels") grouped.push(written);
      else selected.at(-1)?.labels.push(written);
    },
  });
  return { selected, grouped };
}

let server: TestServer;
/** The labels of each metric that a scrape lists. */
let exposed: Map<string, Set<string>>;
beforeAll(async () => {
  server = await openTestServer();
  // What is counted by state has its label once there is one.
  const { shop } = server;
  await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { data: events } = await shop.stripe.events.list({ limit: 1 });
  for (const event of events) await receiveEvent(shop, event);
  const headers = { authorization: `Bearer ${server.monitoringToken}` };
  const scraped = await fetch(`${server.url}/healthz`).then(() =>
    fetch(`${server.url}/metrics`, { headers }),
  );
  exposed = read(await scraped.text());
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

function read(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name = "", kind] of text.matchAll(/^# TYPE (\S+) (\w+)$/gm)) {
    const [, own = ""] = /^dualtrack_(.*)$/.exec(name) ?? [];
    const labels = own in measures ? measures[own as keyof typeof measures].labels : [];
    const endings = kind === "histogram" ? ["_bucket", "_count", "_sum"] : [""];
    for (const ending of endings)
      found.set(name + ending, new Set([...labels, ...(ending === "_bucket" ? ["le"] : [])]));
  }
  for (const [, name = "", labels = ""] of text.matchAll(/^([a-z_]+)\{(.*)\} /gm))
    for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) found.get(name)?.add(label);
  return found;
}

/** Prometheus adds these to all that it scrapes. */
const ofPrometheus = ["instance", "job"];

test.each([
  { name: "the alert rules of Prometheus", expressions: ruleExpressions(), least: 15 },
  { name: "the dashboard of Grafana", expressions: panelExpressions(), least: 25 },
])("$name ask for what a running shop exposes", ({ expressions, least }) => {
  expect(expressions.length).toBeGreaterThanOrEqual(least);
  const unknown = expressions.flatMap((expression) => {
    const { selected, grouped } = readExpression(expression);
    if (selected.length === 0) return [`${expression.place} selects nothing`];
    return selected.flatMap(({ metric, labels }) => {
      const known = exposed.get(metric);
      if (known === undefined) return [`${expression.place}: no metric ${metric}`];
      return [...labels, ...grouped]
        .filter((label) => !known.has(label) && !ofPrometheus.includes(label))
        .map((label) => `${expression.place}: ${metric} has no label ${label}`);
    });
  });
  expect(unknown).toEqual([]);
});

test("what is no PromQL, and names that nothing exposes, are noticed", () => {
  expect(() => readExpression({ place: "a rule", text: "sum(rate(up[5m])" })).toThrow("no PromQL");
  expect(readExpression({ place: "a rule", text: 'sum by (le) (up{job="a"})' })).toEqual({
    selected: [{ metric: "up", labels: ["job"] }],
    grouped: ["le"],
  });
});

test("limits that rules name by `le` are limits of their histograms", () => {
  const named = ruleExpressions().flatMap(({ text }) =>
    [...text.matchAll(/dualtrack_(\w+)_bucket\{[^}]*le="([^"]+)"/g)].map(([, name = "", limit = ""]) => ({
      name,
      limit,
    })),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { name, limit } of named) {
    const measure = measures[name as keyof typeof measures];
    expect("buckets" in measure ? [...measure.buckets] : [], name).toContain(Number(limit));
  }
});
