import { withClient } from "../packages/db/src/index.ts";

/** What a guest's order writes, in an order in which nothing depends on what follows. */
const tables = [
  "cart",
  "cart_line",
  "checkout",
  "checkout_line",
  "checkout_quote",
  "checkout_quote_line",
  "reservation",
  "payment_session",
  "payment",
  "order",
  "order_line",
  "order_tax",
  "order_search",
  "order_event",
  "stock_movement",
  "invoice",
  "invoice_tax",
  "mail",
  "webhook_event",
  "webhook_attempt",
] as const;

type Table = (typeof tables)[number];

/** Texts that no query looks into: copies have them empty, as they would only fill the disk. */
const bodies: Record<string, string> = {
  "mail.html": "''",
  "mail.text": "''",
  "webhook_event.payload": "'{}'",
  "invoice.document": "'{}'",
};

const secondsBetweenOrders = 25;
const firstNumber = 10_000_000;
/** Variants of one abandoned checkout. */
const abandonedLines = 9;

interface Row {
  table: Table;
  /** Its values as PostgreSQL writes them. */
  values: Record<string, string | null>;
}

interface History {
  /** How many orders, over the last months: copies of those that the shop has taken since `since`. */
  orders: number;
  /** How many reservations in all: those of the orders, of abandoned checkouts, and `held` of people who are shopping now. */
  reservations: number;
  held: number;
  since: string;
}

/** What `since` of a history is: everything that is written from now on. */
export async function momentOf(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ now: string }>("select pg_current_xact_id()::text as now");
    return rows[0]?.now ?? "";
  });
}

/**
 * Fills a shop with a history: rows as its own code has written them, each with another id, time, number, customer and network. Triggers
 * don't run, and indices are made afterwards, as they are on a database that was restored. No process of the shop may run meanwhile.
 */
export async function copyOrders(databaseUrl: string, { orders, reservations, held, since }: History) {
  const columns = await columnsOf(databaseUrl);
  const rows = await rowsSince(databaseUrl, { columns, since });
  const examples = examplesIn(rows);
  const copy = copierOf({ columns, examples, until: new Date().toISOString() });
  const abandoned = Math.ceil((reservations - orders) / abandonedLines);
  const ofOne = Math.ceil(orders / examples.length);
  const statements = rows.map((row) =>
    copy(row, {
      copies: ofOne,
      offset: examples.findIndex((example) => example.rows.includes(row)) * ofOne,
      secondsBetween: secondsBetweenOrders * examples.length,
    }),
  );
  const [example] = examples;
  const exampleOf = (table: Table): Row => {
    const row = example?.rows.find((each) => each.table === table);
    if (row === undefined) throw new Error(`There is no ${table} to copy`);
    return row;
  };
  const variants = await variantsWithStock(databaseUrl);
  const browsing = (
    copies: number,
    { lines, ...states }: { state: string; reservation: string; times: Overrides; lines: number },
  ) => {
    const offset = orders + (states.state === "open" ? abandoned : 0);
    const own: Overrides = {
      state: `'${states.state}'`,
      cart_id: "null",
      order_number: "null",
      cart_taken_at: "null",
      ...states.times,
    };
    const ended = states.state === "open" ? "null" : undefined;
    // Their ids differ from those of the order that they are copies of by a millisecond or two.
    const phase = states.state === "open" ? 2 : 1;
    return [
      copy(exampleOf("checkout"), { copies, offset, phase, overrides: own }),
      copy(exampleOf("checkout_quote"), { copies, offset, phase }),
      ...variants.slice(0, lines).map((variant) =>
        copy(exampleOf("reservation"), {
          ...{ copies, offset, phase },
          overrides: {
            variant_id: `'${variant}'::uuid`,
            state: `'${states.reservation}'`,
            ...(ended !== undefined && { ended_at: ended }),
          },
        }),
      ),
    ];
  };
  statements.push(
    ...browsing(abandoned, { state: "expired", reservation: "expired", times: {}, lines: abandonedLines }),
    ...browsing(held, {
      ...{ state: "open", reservation: "held", lines: 1 },
      times: { ended_at: "null", expires_at: "now() + interval '1 hour'", created_at: "now()" },
    }),
    `update stock_level set on_hand = on_hand + ${held}, reserved = reserved + ${held} where variant_id = '${variants[0]}'`,
    `insert into stock_movement (variant_id, kind, quantity) values ('${variants[0]}', 'receive', ${held})`,
  );
  await withoutIndices(databaseUrl, () => runAll(databaseUrl, statements));
  await assertWhole(databaseUrl, { orders: ofOne * examples.length });
}

/** Foreign keys were not checked: each order of the history must have its payment, checkout, quote, line and reservation. */
async function assertWhole(databaseUrl: string, { orders }: { orders: number }): Promise<void> {
  const whole = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from (select * from "order" where number >= ${firstNumber} order by number limit 1000) o
       join payment using (payment_intent_id) join checkout c on c.id = o.checkout_id
       join checkout_quote q on (q.checkout_id, q.number) = (c.id, c.quote_number)
       join order_line l on l.order_id = o.id join reservation r on r.checkout_id = c.id`,
    );
    return Number(rows[0]?.count);
  });
  if (whole < Math.min(1_000, orders))
    throw new Error(`Of 1000 orders only ${whole} have all that belongs to them`);
}

type Overrides = Record<string, string>;
type Columns = Record<string, { name: string; type: string }[]>;

/** Columns that an insert names: neither generated nor counted by a sequence. */
async function columnsOf(databaseUrl: string): Promise<Columns> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ table: string; name: string; type: string }>(
      `select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid
         left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
       where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped
         and a.attgenerated = '' and not (a.atttypid = 'bigint'::regtype and coalesce(pg_get_expr(d.adbin, d.adrelid), '') like 'nextval%')
       order by a.attnum`,
      [tables],
    );
    return Object.fromEntries(tables.map((table) => [table, rows.filter((row) => row.table === table)]));
  });
}

async function rowsSince(
  databaseUrl: string,
  { columns, since }: { columns: Columns; since: string },
): Promise<Row[]> {
  return withClient(databaseUrl, async (client) => {
    const found: Row[] = [];
    for (const table of tables) {
      const texts = columns[table]?.map(({ name }) => `"${name}"::text as "${name}"`).join(", ");
      const { rows } = await client.query<Row["values"]>(
        `select ${texts} from "${table}" where xmin::text::bigint >= $1::bigint`,
        [since],
      );
      found.push(...rows.map((values) => ({ table, values })));
    }
    return found;
  });
}

interface Example {
  rows: Row[];
  /** What only this order has, by what its copies have instead. */
  own: Map<string, string>;
}

/** The orders among the rows, each with all that hangs together with it. */
function examplesIn(rows: readonly Row[]): Example[] {
  const orders = rows.filter(({ table }) => table === "order");
  return orders.map(({ values: order }) => {
    const { id, checkout_id: checkoutId, payment_intent_id: paymentIntentId, number } = order;
    const checkout = rows.find(({ table, values }) => table === "checkout" && values.id === checkoutId);
    const keys = [id, checkoutId, paymentIntentId, checkout?.values.cart_id, checkout?.values.owner_hash];
    const ids = new Set(keys.flatMap((key) => key ?? []));
    const own = rowsOf(ids, rows);
    const replaced = new Map<string, string>();
    for (const { table, values } of own)
      for (const [column, value] of Object.entries(values)) {
        if (value === null) continue;
        if (column === "id" && isUuid(value)) replaced.set(value, laterUuid(value));
        else if (isTextId(table, column)) replaced.set(value, `'${value}' || n`);
      }
    replaced.set(`DT-${number}`, `'DT-' || ${firstNumber} + n`);
    replaced.set(`dt-${number}`, `'dt-' || ${firstNumber} + n`);
    replaced.set(`${order.email}`, "'customer' || n % 200000 || '@example.com'");
    replaced.set(`${order.name}`, "'Customer ' || n % 200000");
    if (checkout?.values.network)
      replaced.set(
        checkout.values.network,
        "'10.' || (n >> 16) % 256 || '.' || (n >> 8) % 256 || '.' || n % 256",
      );
    return { rows: own, own: replaced };
  });
}

/** The rows that speak of these ids, and those that speak of theirs. */
function rowsOf(ids: Set<string>, rows: readonly Row[]): Row[] {
  const own = rows.filter(({ values }) =>
    Object.values(values).some((value) => value !== null && [...ids].some((id) => value.includes(id))),
  );
  const more = new Set([...ids, ...own.flatMap(({ values: { id } }) => id ?? [])]);
  return more.size === ids.size ? own : rowsOf(more, rows);
}

const isUuid = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

function isTextId(table: Table, column: string): boolean {
  return (
    ["payment_intent_id", "charge_id", "stripe_id", "token_hash", "owner_hash", "client_secret"].includes(
      column,
    ) ||
    (table === "webhook_event" && column === "id") ||
    (table === "invoice" && column === "number")
  );
}

/** The id begins with a time, as those of version 7 do: that of the copy. */
const laterUuid = (value: string) => `begins || '${value.slice(13)}'`;

type Copy = (
  row: Row,
  of: { copies: number; offset: number; secondsBetween?: number; phase?: number; overrides?: Overrides },
) => string;

/**
 * Writes statements that insert copies of a row, numbered from `offset` on, the last one shortly before `until`. Copies of rows of one order with the same
 * number have the same ids, as these are made of number and time.
 */
function copierOf({
  columns,
  examples,
  until,
}: {
  columns: Columns;
  examples: readonly Example[];
  until: string;
}): Copy {
  return (row, { copies, offset, secondsBetween = secondsBetweenOrders, phase = 0, overrides = {} }) => {
    const { table, values } = row;
    const own = examples.find((example) => example.rows.includes(row))?.own ?? new Map<string, string>();
    const written = (columns[table] ?? []).map(({ name, type }) => {
      const override = overrides[name] ?? bodies[`${table}.${name}`];
      if (override !== undefined) return `(${override})::${type}`;
      const value = values[name] ?? null;
      if (value === null) return `null::${type}`;
      const isNumber = (table === "order" && name === "number") || name === "order_number";
      if (isNumber) return `${firstNumber} + n`;
      if (type.startsWith("timestamp")) return `'${value}'::${type} - back`;
      const parts = partsOf(value, own);
      return parts.length === 0 ? `''::${type}` : `(${parts.join(" || ")})::${type}`;
    });
    const names = (columns[table] ?? []).map(({ name }) => `"${name}"`).join(", ");
    return `insert into "${table}" (${names}) select ${written.join(", ")}
      from generate_series(${offset}, ${offset + copies - 1}) n
      cross join lateral (select make_interval(secs => (${offset + copies} - n)::double precision * ${secondsBetween}) as back) b
      cross join lateral (select lpad(to_hex((extract(epoch from '${until}'::timestamptz - back) * 1000)::bigint + ${phase}), 12, '0') as hex) h
      cross join lateral (select substr(hex, 1, 8) || '-' || substr(hex, 9) as begins) u`;
  };
}

/** A value as SQL expressions: what only its order has is replaced. */
function partsOf(value: string, own: ReadonlyMap<string, string>): string[] {
  const keys = [...own.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((key) => key.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (keys.length === 0) return [literal(value)];
  return value
    .split(new RegExp(`(${keys.join("|")})`))
    .filter((part) => part !== "")
    .map((part) => (own.has(part) ? `(${own.get(part)})` : literal(part)));
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

async function variantsWithStock(databaseUrl: string): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "select variant_id::text as id from stock_level order by variant_id limit $1",
      [abandonedLines],
    );
    return rows.map(({ id }) => id);
  });
}

/** Runs `fill` while only the tables' keys are kept up to date; the other indices are made at the end. */
async function withoutIndices(databaseUrl: string, fill: () => Promise<void>): Promise<void> {
  const definitions = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and not i.indisprimary and not i.indisunique`,
      [tables],
    );
    for (const { name } of rows) await client.query(`drop index ${name}`);
    return rows.map(({ definition }) => definition);
  });
  await fill();
  await runAll(databaseUrl, definitions);
  await withClient(databaseUrl, (client) => client.query("vacuum analyze")); // as autovacuum would have done
}

/** Over two connections, as the machines that this runs on have two cores at least. */
async function runAll(databaseUrl: string, statements: readonly string[]): Promise<void> {
  let next = 0;
  const work = () =>
    withClient(databaseUrl, async (client) => {
      await client.query(
        "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set work_mem = '64MB'",
      );
      for (let statement = statements[next++]; statement !== undefined; statement = statements[next++])
        await client.query(statement);
    });
  await Promise.all([work(), work()]);
}
