import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import pg from "pg";

// The least that an endpoint which takes a unit can be: Express, a pool, one statement. `reserve.ts` starts it.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 20 });
const app = express();
app.post("/reserve/:id", async (request, response) => {
  const { rowCount } = await pool.query({
    name: "level",
    text: "update bench_level set free = free - 1 where id = $1 and free >= 1",
    values: [request.params.id],
  });
  response.json({ reserved: rowCount === 1 });
});
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });
