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
  /** `picture` is its own one; `pictures` has its product's first one. */
  /** The most that one person may buy of a drop; null: it is none. */
  dropLimit: number | null;
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
  /** What the customer has entered; empty if there is no cart. */
  discountCodes: string[];
  /** In the order in which they were added. */
  lines: CartLineRow[];
  /** Units that the customer's own live checkouts have reserved, by variant. Those of placed orders are not included. */
  reserved: { variantId: string; quantity: number }[];
  /** The customer's checkouts that reserve something now, the newest first. */
  checkouts: OwnCheckoutRow[];
}

type CartJson = Omit<CartRow, "lines" | "checkouts"> & {
  lines: CartLineJson[];
  checkouts: (Omit<OwnCheckoutRow, "expiresAt"> & { expiresAt: string })[];
};

/** All that a customer's cart shows, except offers and booked time. One statement; `now` decides which checkouts still reserve. */
export async function readCart(
  tx: Tx,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<CartRow> {
  const [row] = await tx.$queryRaw<CartJson[]>`
    select currencies.*,
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
      ), '[]') as checkouts
    from (${selectCurrencies(tokenHash)}) currencies`;
  if (row === undefined) throw new Error("The shop has no currency settings");
  return {
    ...row,
    lines: row.lines.map(cartLineOf),
    checkouts: row.checkouts.map((checkout) => ({ ...checkout, expiresAt: new Date(checkout.expiresAt) })),
  };
}

export interface CartChangeRow extends CurrenciesRow {
  /** The quantity of the changed line; null: the cart does not have it. */
  present: number | null;
  lineCount: number;
  /** The most that one person may buy of a drop; null: it is none. */
  dropLimit: number | null;
  /** Null: there is no such variant. */
  variant: GoodsRow | null;
  /** Units that the customer's own live checkouts have reserved of this variant. */
  reserved: number;
}

/** What a change of one line of a cart depends on. One statement; the caller holds the cart's lock. */
export async function readCartChange(
  tx: Tx,
  line: { tokenHash: string; cartId: string; variantId: string; startsAt: Date | null },
): Promise<CartChangeRow> {
  const { tokenHash, cartId, variantId, startsAt } = line;
  const [row] = await tx.$queryRaw<(Omit<CartChangeRow, "variant"> & { variant: GoodsJson | null })[]>`
    select currencies.*,
      (select quantity from cart_line where cart_id = ${cartId}::uuid and variant_id = ${variantId}::uuid
        and starts_at is not distinct from ${startsAt}::timestamptz) as present,
      (select count(*)::integer from cart_line where cart_id = ${cartId}::uuid) as "lineCount",
      (select json_build_object(${goodsColumns}) from variant v join product p on p.id = v.product_id
        where v.id = ${variantId}::uuid) as variant,
      (select d.limit_per_person from variant v join "drop" d on d.product_id = v.product_id
        where v.id = ${variantId}::uuid) as "dropLimit",
      coalesce((
        select sum(r.quantity)::integer from (${reservationsOf(tokenHash)}) r where r.variant_id = ${variantId}::uuid
      ), 0) as reserved
    from (${selectCurrencies(tokenHash)}) currencies`;
  if (row === undefined) throw new Error("The shop has no currency settings");
  return { ...row, variant: row.variant === null ? null : goodsOf(row.variant) };
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

/** The lines of a customer's cart as JSON, for a statement that reads more: `cartLineOf` makes a row of each. */
export function selectCartLines(tokenHash: string): Prisma.Sql {
  return Prisma.sql`coalesce((
    select json_agg(json_build_object(
        'variantId', l.variant_id, 'startsAt', l.starts_at, 'quantity', l.quantity,
        'dropLimit', (select d.limit_per_person from "drop" d where d.product_id = p.id),
        'variant', json_build_object(${goodsColumns}),
        'picture', (select ${pictureJson} from product_picture c where c.id = v.picture_id),
        'firstPicture', (
          select ${pictureJson} from product_picture c where c.product_id = p.id order by c.position limit 1)
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

/** A line as `selectCartLines` has it. */
export interface CartLineJson extends Pick<CartLineRow, "variantId" | "quantity"> {
  startsAt: string | null;
  dropLimit: number | null;
  variant: GoodsJson;
  picture: PictureRow | null;
  firstPicture: PictureRow | null;
}

export function cartLineOf({ startsAt, variant, picture, firstPicture, ...line }: CartLineJson): CartLineRow {
  const { product, ...goods } = goodsOf(variant);
  const pictures = firstPicture === null ? [] : [firstPicture];
  return {
    ...line,
    startsAt: instantOf(startsAt),
    variant: { ...goods, picture, product: { ...product, pictures } },
  };
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
