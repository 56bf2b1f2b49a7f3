import { readFileSync } from "node:fs";
import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Service {
  image: string;
  environment: Record<string, string>;
  networks?: { default: { ipv4_address: string } };
}

interface Compose {
  services: Record<string, Service>;
  networks: { default: { ipam: { config: [{ subnet: string; ip_range: string }] } } };
}

const readCompose = (): Compose =>
  parse(readFileSync(new URL("../deploy/compose.yaml", import.meta.url), "utf8"), { merge: true });

test("what .env may say of one machine reaches no container of the shop", () => {
  const { services } = readCompose();
  const ofShop = Object.entries(services).filter(([, { image }]) => image === "dualtrack");
  expect(ofShop.map(([name]) => name)).toEqual(["web1", "web2", "worker", "migrate"]);
  for (const [name, { environment }] of ofShop)
    expect(environment, name).toMatchObject({ HOST: "0.0.0.0", DATABASE_URL: expect.any(String) });
});

test("Caddy balances between the webs", () => {
  const { services } = readCompose();
  const webs = Object.entries(services).filter(([, { environment }]) => environment.ROLE === "web");
  expect(services.caddy?.environment.WEBS?.split(" ")).toEqual(
    webs.map(([name, { environment }]) => `${name}:${environment.PORT}`),
  );
});

test("the webs believe Caddy alone, and no other container can get its address", () => {
  const { services, networks } = readCompose();
  const address = services.caddy?.networks?.default.ipv4_address ?? "";
  expect(services.web1?.environment.TRUST_PROXY).toBe(address);
  const [{ subnet, ip_range: range }] = networks.default.ipam.config;
  expect([contains(subnet, address), contains(range, address)]).toEqual([true, false]);
});

/** Whether a network such as 172.30.0.0/24 has the address. */
function contains(network: string, address: string): boolean {
  const [start = "", prefix] = network.split("/");
  const list = new BlockList();
  list.addSubnet(start, Number(prefix));
  return list.check(address);
}
