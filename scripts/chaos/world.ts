import { rm } from "node:fs/promises";
import { type Cluster, openCluster } from "../../apps/server/src/cluster/open-cluster.ts";
import { demoPassword } from "../../apps/server/src/config/demo.ts";
import { deploymentFrom, openShop } from "../../apps/server/src/config/deployment.ts";
import { parseEnv } from "../../apps/server/src/config/read-env.ts";
import { openServices } from "../../apps/server/src/local/open-services.ts";
import type { Run } from "../../apps/server/src/local/run.ts";
import type { Shop } from "../../packages/commerce/src/index.ts";
import {
  type MailServer,
  openMailServer,
} from "../../packages/commerce/src/notifications/testing/open-mail-server.ts";
import { freePort } from "../../packages/db/src/index.ts";
import { controlSandbox, type SandboxControl } from "../../packages/testkit/src/sandbox-control.ts";
import { silentLog } from "../../packages/testkit/src/test-log.ts";
import { addGoods, type Goods } from "./goods.ts";

/** Everything that a run of chaos takes place in. */
export interface World extends AsyncDisposable {
  cluster: Cluster;
  /** The same shop for whoever looks on: on the cluster's database, with Stripe asked without any of the cluster's processes. */
  shop: Shop;
  goods: Goods;
  outside: SandboxControl;
  stripe: { url: string; secretKey: string };
  mails: MailServer;
  owner: { email: string; password: string };
  /** What the processes have logged as errors, and which of them have ended. */
  lines: string[];
}

/** All customers come from one address, and ask again several times a second. */
const generous = {
  MAX_HOLDS_PER_NETWORK: "100000",
  MAX_SHARE_PER_NETWORK: "100",
  MAX_UNITS_PER_CHECKOUT: "100000",
  MAX_CHECKOUTS_PER_MINUTE: "100000",
  MAX_CART_CHANGES_PER_MINUTE: "100000",
  MAX_DISCOUNT_CODES_PER_MINUTE: "100000",
  MAX_READS_PER_MINUTE: "1000000",
};

/** Starts a cluster of its own in `dir`, as parts of `run`, with what its customers want, and gives them `nginx` to go through. */
export async function openWorld({
  run,
  dir,
  nginx,
  webs,
  workers,
  customers,
}: {
  run: Run;
  dir: string;
  nginx: string;
  webs: number;
  workers: number;
  customers: number;
}): Promise<World> {
  run.add({ stop: () => rm(dir, { recursive: true, force: true }) });
  const mails = await openMailServer();
  run.add({ stop: async () => mails[Symbol.asyncDispose]() });
  const lines: string[] = [];
  const variables = { ...generous, SMTP_URL: mails.url, LOG_LEVEL: "error" };
  const start = async () => {
    const env = parseEnv({
      ...variables,
      DUALTRACK_DATA_DIR: dir,
      HOST: "127.0.0.1",
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
    });
    const onLost = (error: unknown) => void lines.push(`lost: ${String(error)}`);
    const services = await openServices(run, env, { password: demoPassword, onLost });
    const known = { ...services.variables, ...variables, PUBLIC_URL: `http://localhost:${env.PORT}` };
    const { shop, close } = await openShop(deploymentFrom(parseEnv(known)), silentLog);
    run.add({ stop: close });
    const goods = await addGoods(shop, { customers });
    const webPorts = await Promise.all(Array.from({ length: webs }, freePort));
    const say = (line: string) => void lines.push(line);
    const options = { services, nginx, webPorts, workers, variables, say, onLost };
    return { services, shop, goods, cluster: await openCluster(run, env, options) };
  };
  const starting = start();
  const dispose = () => run.stop(starting);
  try {
    const { services, shop, goods, cluster } = await starting;
    const { STRIPE_API_BASE: url = "", STRIPE_SECRET_KEY: secretKey = "" } = services.variables;
    return {
      ...{ cluster, shop, goods, mails, lines, stripe: { url, secretKey } },
      outside: controlSandbox(url),
      owner: { email: services.owner.email, password: demoPassword },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
