import type { SQLInputValue } from "node:sqlite";
import type { Live } from "../core/live.ts";
import type { ObjectType, StoredObjects } from "../stripe/stored-objects.ts";
import type { StripeObject } from "../stripe/stripe-types.ts";
import { openDatabase, type Row } from "./database.ts";
import { createPacker } from "./pack.ts";
import { resettableTables } from "./schema.ts";

export type { Row } from "./database.ts";

/** The fields that lists may filter by. Each is a column of `objects`. */
type Lookup = "customer" | "payment_intent" | "charge" | "source" | "kind" | "subject";
const lookups: readonly Lookup[] = ["customer", "payment_intent", "charge", "source", "kind", "subject"];

export interface CreatedRange {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}

/** A condition on the rows of `objects`, with the values of its question marks. */
export interface Condition {
  sql: string;
  values: (string | number)[];
}

export interface ListQuery<Type extends ObjectType> {
  type: Type;
  where?: Partial<Record<Lookup, string | string[]>>;
  created?: CreatedRange;
  /** Equality on fields of the body that have no column, for lists that are seldom long; of a list, with one of it. */
  equals?: Record<string, string | boolean | readonly string[]>;
  /** A query for the `seq`s to choose among, where few of many rows are wanted. */
  among?: string;
  /** An extra condition on the row `objects`, for the few lists that need one. */
  condition?: string;
  /** A condition with values: that of a search, or one that looks at the clock. */
  matching?: Condition;
  startingAfter?: string;
  endingBefore?: string;
  limit: number;
}

export type Store = ReturnType<typeof openStore>;

/**
 * Keeps all objects. Everything a request changes happens inside `transaction`, so that objects, events and deliveries
 * exist together or not at all.
 */
export function openStore(dataDir: string | undefined, live: Live) {
  const db = openDatabase(dataDir);
  const { run, row, rows, transaction, commit, saved, close } = db;
  const packer = createPacker(db);
  const derived = new Map<string, unknown>();
  db.onRollback(() => {
    packer.forget();
    derived.clear();
  });
  // Of all objects, events are by far the most, and they never change: they are packed, the others are plain JSON.
  const bodyOf = (object: StripeObject) =>
    isEvent(object) ? packer.pack(object.type, JSON.stringify(object)) : JSON.stringify(object);
  const parse = <T>({ body, kind }: Row) =>
    JSON.parse(body instanceof Uint8Array ? packer.unpack(String(kind), body) : String(body)) as T;

  function lookupValues(object: StripeObject): (string | null)[] {
    const event = isEvent(object) ? object : null;
    return lookups.map((name) => {
      const value =
        name === "subject" ? event?.data.object.id : name === "kind" ? event?.type : fieldOf(object, name);
      return typeof value === "string" ? value : null;
    });
  }

  function publishChange(object: StripeObject, created: boolean): void {
    derived.delete(object.object);
    if (!live.isWatched()) return;
    const customer = fieldOf(object, "customer");
    const payment_intent = fieldOf(object, "payment_intent");
    live.publish({
      type: object.object,
      id: object.id,
      ...(created ? { created } : {}),
      ...(typeof customer === "string" ? { customer } : {}),
      ...(typeof payment_intent === "string" ? { payment_intent } : {}),
    });
  }

  return {
    run,
    row,
    rows,
    transaction,
    commit,
    saved,
    close,
    isOpen: db.isOpen,
    /** Calls back when changes were taken back, for who keeps in memory what stands in tables. */
    onRollback: db.onRollback,

    insert(object: StripeObject & { created?: number }, secret: object | null, created: number): void {
      run(
        `insert into objects (id, type, created, body, private, ${lookups.join(", ")})
         values (?, ?, ?, ?, ?, ${lookups.map(() => "?").join(", ")})`,
        object.id,
        object.object,
        object.created ?? created,
        bodyOf(object),
        secret ? JSON.stringify(secret) : null,
        ...lookupValues(object),
      );
      publishChange(object, true);
    },

    /** Rewrites an object; its private part only when one is given. */
    update(object: StripeObject, secret?: object): void {
      const set = lookups.map((name) => `${name} = ?`).join(", ");
      const values = [bodyOf(object), ...lookupValues(object)];
      const which = [object.id, object.object];
      if (secret === undefined)
        run(`update objects set body = ?, ${set} where id = ? and type = ?`, ...values, ...which);
      else
        run(
          `update objects set body = ?, ${set}, private = ? where id = ? and type = ?`,
          ...values,
          JSON.stringify(secret),
          ...which,
        );
      publishChange(object, false);
    },

    /** Keeps the row for those who still refer to it, but takes it out of all lists. */
    markDeleted(id: string, tombstone: StripeObject): void {
      run(
        "update objects set deleted = 1, body = ? where id = ? and type = ?",
        JSON.stringify(tombstone),
        id,
        tombstone.object,
      );
      publishChange(tombstone, false);
    },

    /** Gives up the tombstone of an object whose id the shop chose, so that a new one can have the id. */
    freeId(type: string, id: string): void {
      run("delete from objects where id = ? and type = ? and deleted = 1", id, type);
    },

    find<Type extends ObjectType>(type: Type, id: string): StoredObjects[Type] | undefined {
      const found = row("select body, kind from objects where id = ? and type = ? and deleted = 0", id, type);
      return found && parse<StoredObjects[Type]>(found);
    },

    /** Any object by id, deleted ones included. Name the type where the shop may have chosen the id. */
    findAny(id: string, type?: string): StripeObject | undefined {
      const found = type
        ? row("select body, kind from objects where id = ? and type = ?", id, type)
        : row("select body, kind from objects where id = ?", id);
      return found && parse<StripeObject>(found);
    },

    findPrivate<T>(id: string, type?: string): T | undefined {
      const found = type
        ? row("select private from objects where id = ? and type = ?", id, type)
        : row("select private from objects where id = ?", id);
      return found?.private ? (JSON.parse(String(found.private)) as T) : undefined;
    },

    /** What `read` makes of the objects of a type, kept in memory until one of them changes. */
    derive<T>(type: string, read: () => T): T {
      if (!derived.has(type)) derived.set(type, read());
      return derived.get(type) as T;
    },

    /** Objects by a query of one's own: `rest` is what comes after `from objects`. */
    select<T>(rest: string, ...values: SQLInputValue[]): T[] {
      return rows(`select body, kind from objects ${rest}`, ...values).map((one) => parse<T>(one));
    },

    /** One page, newest first; asks for one row more than the limit so that the caller knows if there are more. */
    list<Type extends ObjectType>(query: ListQuery<Type>): { data: StoredObjects[Type][]; hasMore: boolean } {
      // Types and field names come from our own code. Written out, they let SQLite use the indexes on fields of one type.
      const conditions = [`type = '${query.type}'`, "deleted = 0"];
      const values: SQLInputValue[] = [];
      for (const [name, wanted] of Object.entries(query.where ?? {})) {
        const list = Array.isArray(wanted) ? wanted : [wanted];
        conditions.push(`${name} in (${list.map(() => "?").join(", ")})`);
        values.push(...list);
      }
      const bounds = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;
      for (const name of ["gt", "gte", "lt", "lte"] as const) {
        const bound = query.created?.[name];
        if (bound === undefined) continue;
        conditions.push(`created ${bounds[name]} ?`);
        values.push(bound);
      }
      for (const [field, value] of Object.entries(query.equals ?? {})) {
        const list = Array.isArray(value) ? value : [typeof value === "boolean" ? Number(value) : value];
        conditions.push(`body ->> '$.${field}' in (${list.map(() => "?").join(", ")})`);
        values.push(...list);
      }
      if (query.condition) conditions.push(query.condition);
      if (query.matching) {
        conditions.push(`(${query.matching.sql})`);
        values.push(...query.matching.values);
      }
      if (query.among) conditions.push(`seq in (${query.among})`);
      const seqOf = "(select o.seq from objects o where o.id = ? and o.type = ?)";
      const backwards = query.endingBefore !== undefined;
      if (query.startingAfter !== undefined) {
        conditions.push(`seq < ${seqOf}`);
        values.push(query.startingAfter, query.type);
      }
      if (query.endingBefore !== undefined) {
        conditions.push(`seq > ${seqOf}`);
        values.push(query.endingBefore, query.type);
      }
      // With `among`, SQLite would else walk through all objects of the type to find the few.
      const found = this.select<StoredObjects[Type]>(
        `${query.among ? "not indexed" : ""} where ${conditions.join(" and ")} order by seq ${backwards ? "asc" : "desc"} limit ?`,
        ...values,
        query.limit + 1,
      );
      const page = found.slice(0, query.limit);
      return { data: backwards ? page.reverse() : page, hasMore: found.length > query.limit };
    },

    setting<T>(name: string): T | undefined {
      const found = row("select value from settings where name = ?", name);
      return found ? (JSON.parse(String(found.value)) as T) : undefined;
    },

    saveSetting(name: string, value: unknown): void {
      run(
        "insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
        name,
        JSON.stringify(value),
      );
    },

    /** Forgets everything but the webhook endpoints, which belong to how the sandbox was started. */
    reset(): void {
      transaction(() => {
        for (const table of resettableTables)
          run(`delete from ${table}${table === "objects" ? " where type <> 'webhook_endpoint'" : ""}`);
        packer.forget();
      });
    },
  };
}

/** A field that some types of objects have. */
function fieldOf(object: StripeObject, name: string): unknown {
  return Reflect.get(object, name);
}

interface EventLike extends StripeObject {
  type: string;
  data: { object: StripeObject };
}

function isEvent(object: StripeObject): object is EventLike {
  return object.object === "event";
}
