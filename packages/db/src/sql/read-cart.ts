import { Prisma } from "../../generated/prisma/client.ts";
import type { ProductKind } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";
import { type CurrenciesRow, selectCurrencies } from "./read-currencies.ts";
import { selectSettingsVersion } from "./shop-state.ts";

interface PictureRow {
  id: string;
  alt: string;
  width: number;
  height: number;
  files: { width: number }[];
}

/** A variant with all that its price, its stock and its line depend on. */
interface GoodsRow {
  title: string;
  sku: string;
  archivedAt: Date | null;
  tracksStock: boolean;
  downloadLimit: number | null;
  durationMinutes: number | null;
  weightGrams: number | null;
  /** Minor units. */
  prices: { currency: string; unitAmount: number }[];
  stock: { onHand: number; reserved: number } | null;
  product: {
    id: string;
    kind: ProductKind;
    taxCode: string;
    slug: string;
    title: string;
    artist: string;
    published: boolean;
    opensAt: Date | null;
    capturesOnShipment: boolean;
    /** Null: as long as the shop's settings say. */
    reservationMinutes: number | null;
  };
}

export interface CartLineRow {
  variantId: string;
  startsAt: Date | null;
  quantity: number;
  /** The most that one person may buy of a drop; null: it is none. */
  dropLimit: number | null;
  /** `picture` is its own one; `pictures` has its product's first one. */
  variant: GoodsRow & { picture: PictureRow | null; product: { pictures: PictureRow[] } };
}

export interface OwnCheckoutRow {
  id: string;
  expiresAt: Date;
  order: { id: string; number: number; state: string } | null;
}

export interface CartRow extends CurrenciesRow {
  /** The settings' version. */
  settingsVersion: string;
  /** Tells whether the cart has changed since: equal as long as its lines, codes and currency are. Null: there is no cart. */
  contents: string | null;
  /** What the customer has entered; empty if there is no cart. */
  discountCodes: string[];
  /** In the order in which they were added. */
  lines: CartLineRow[];
  /** Units that the customer's own live checkouts have reserved, by variant. Those of placed orders are not included. */
  reserved: { variantId: string; quantity: number }[];
  /** The customer's checkouts that reserve something now, the newest first. */
  checkouts: OwnCheckoutRow[];
}

/** What the goods of a line are, without whose line it is. */
export type CartGoodsRow = Pick<CartLineRow, "variant" | "dropLimit">;

type CartJson = Omit<CartRow, "lines" | "checkouts"> & {
  lines: CartLineJson[];
  checkouts: (Omit<OwnCheckoutRow, "expiresAt"> & { expiresAt: string })[];
};

interface CartOf {
  tokenHash: string;
  /** Decides which checkouts still reserve. */
  now: Date;
}

/** All that a customer's cart shows, except offers and booked time. One statement. */
export async function readCart(tx: Tx, cart: CartOf): Promise<CartRow> {
  const [row] = await tx.$queryRaw<CartJson[]>(selectCart(cart, Prisma.empty));
  return cartOf(row);
}

/** The same, and the goods of `variantId`, which the customer may add; null: there are none. One statement. */
export async function readCartAndGoods(
  tx: Tx,
  { variantId, ...cart }: CartOf & { variantId: string },
): Promise<CartRow & { goods: CartGoodsRow | null }> {
  const [row] = await tx.$queryRaw<(CartJson & { goods: CartGoodsJson | null })[]>(
    selectCart(
      cart,
      Prisma.sql`, (
        select json_build_object(${lineColumns}) from variant v join product p on p.id = v.product_id
        where v.id = ${variantId}::uuid) as goods`,
    ),
  );
  const goods = row?.goods ?? null;
  return { ...cartOf(row), goods: goods === null ? null : lineGoodsOf(goods) };
}

function selectCart({ tokenHash, now }: CartOf, more: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select currencies.*,
      (select cart_contents(id) from cart where token_hash = ${tokenHash}) as contents,
      coalesce((select discount_codes from cart where token_hash = ${tokenHash}), '{}') as "discountCodes",
      ${selectCartLines(tokenHash)} as lines,
      ${selectSettingsVersion} as "settingsVersion",
      ${selectReserved(tokenHash)} as reserved,
      coalesce((
        select json_agg(json_build_object('id', c.id, 'expiresAt', c.expires_at, 'order',
            case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'state', o.state) end)
          order by c.created_at desc)
        from checkout c left join "order" o on o.checkout_id = c.id
        where c.owner_hash = ${tokenHash} and c.state in ('open', 'paying') and c.expires_at > ${now}
      ), '[]') as checkouts${more}
    from (${selectCurrencies(tokenHash)}) currencies`;
}

function cartOf<Json extends CartJson>(row: Json | undefined) {
  if (row === undefined) throw new Error("The shop has no currency settings");
  return {
    ...row,
    lines: row.lines.map(cartLineOf),
    checkouts: row.checkouts.map((checkout) => ({ ...checkout, expiresAt: new Date(checkout.expiresAt) })),
  };
}

const goodsColumns = Prisma.sql`
  'title', v.title, 'sku', v.sku, 'archivedAt', v.archived_at, 'tracksStock', v.tracks_stock,
  'downloadLimit', v.download_limit, 'durationMinutes', v.duration_minutes, 'weightGrams', v.weight_grams,
  'prices', coalesce((
    select json_agg(json_build_object('currency', currency, 'unitAmount', unit_amount))
    from price where variant_id = v.id), '[]'),
  'stock', (
    select json_build_object('onHand', on_hand, 'reserved', reserved) from stock_level where variant_id = v.id),
  'product', json_build_object(
    'id', p.id, 'kind', p.kind, 'taxCode', p.tax_code, 'slug', p.slug, 'title', p.title, 'artist', p.artist,
    'published', p.published, 'opensAt', p.opens_at, 'capturesOnShipment', p.captures_on_shipment,
    'reservationMinutes', p.reservation_minutes)`;

const pictureJson = Prisma.sql`
  json_build_object('id', c.id, 'alt', c.alt, 'width', c.width, 'height', c.height, 'files', coalesce((
    select json_agg(json_build_object('width', f.width) order by f.width)
    from picture_file f where f.picture_id = c.id), '[]'))`;

const lineColumns = Prisma.sql`
  'dropLimit', (select d.limit_per_person from "drop" d where d.product_id = p.id),
  'variant', json_build_object(${goodsColumns}),
  'picture', (select ${pictureJson} from product_picture c where c.id = v.picture_id),
  'firstPicture', (
    select ${pictureJson} from product_picture c where c.product_id = p.id order by c.position limit 1)`;

/** The lines of a customer's cart as JSON, for a statement that reads more: `cartLineOf` makes a row of each. */
export function selectCartLines(tokenHash: string): Prisma.Sql {
  return Prisma.sql`coalesce((
    select json_agg(json_build_object(
        'variantId', l.variant_id, 'startsAt', l.starts_at, 'quantity', l.quantity, ${lineColumns}
      ) order by l.created_at, l.id)
    from cart t join cart_line l on l.cart_id = t.id
    join variant v on v.id = l.variant_id join product p on p.id = v.product_id
    where t.token_hash = ${tokenHash}
  ), '[]')`;
}

/** Units that a customer's own live checkouts have reserved, as JSON, for a statement that reads more. */
export function selectReserved(tokenHash: string | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce((
    select json_agg(r) from (
      select variant_id as "variantId", sum(quantity)::integer as quantity
      from (${reservationsOf(tokenHash)}) own group by variant_id
    ) r
  ), '[]')`;
}

function reservationsOf(tokenHash: string | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select r.variant_id, r.quantity from checkout c join reservation r on r.checkout_id = c.id
    where c.owner_hash = ${tokenHash} and c.state in ('open', 'paying') and c.cart_taken_at is null
      and r.state = 'held'`;
}

interface CartGoodsJson {
  dropLimit: number | null;
  variant: GoodsJson;
  picture: PictureRow | null;
  firstPicture: PictureRow | null;
}

/** A line as `selectCartLines` has it. */
export interface CartLineJson extends Pick<CartLineRow, "variantId" | "quantity">, CartGoodsJson {
  startsAt: string | null;
}

export function cartLineOf({ startsAt, variantId, quantity, ...goods }: CartLineJson): CartLineRow {
  return { variantId, quantity, startsAt: instantOf(startsAt), ...lineGoodsOf(goods) };
}

function lineGoodsOf({ variant, picture, firstPicture, dropLimit }: CartGoodsJson): CartGoodsRow {
  const { product, ...goods } = goodsOf(variant);
  const pictures = firstPicture === null ? [] : [firstPicture];
  return { dropLimit, variant: { ...goods, picture, product: { ...product, pictures } } };
}

/** JSON has instants as texts. */
type GoodsJson = Omit<GoodsRow, "archivedAt" | "product"> & {
  archivedAt: string | null;
  product: Omit<GoodsRow["product"], "opensAt"> & { opensAt: string | null };
};

function goodsOf({ product, archivedAt, ...goods }: GoodsJson): GoodsRow {
  return {
    ...goods,
    archivedAt: instantOf(archivedAt),
    product: { ...product, opensAt: instantOf(product.opensAt) },
  };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
