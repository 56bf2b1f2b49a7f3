import { countryCodes } from "../address/countries.ts";
import { categoryLimits } from "../categories/category-limits.ts";
import { isChargeable, notChargeable } from "../money.ts";
import { maxPaymentAmount } from "../payments/payment-limits.ts";
import { reservationMinutesSchema } from "../settings/reservation-minutes.ts";
import { taxCodeSchema } from "../tax/tax-code-schema.ts";
import { filledLine, line, lines } from "../text/line-schema.ts";
import { slugSchema } from "../text/slug-schema.ts";
import { typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { normaliseHsCode, normaliseOriginCountry } from "./customs-codes.ts";
import {
  maxDownloads,
  maxFileName,
  maxFilesOfVariant,
  maxPreviewsOfProduct,
  previewTypes,
} from "./file-limits.ts";
import { packedLimits } from "./packed-limits.ts";
import { priceCurrencies, productKinds, productStatuses } from "./product-states.ts";

/** Limited to the years that the date picker offers: PostgreSQL can't store every time of ISO 8601. */
const openingTime = z.iso
  .datetime()
  .refine((at) => at >= "2000" && at < "2200", "The opening time must be between the years 2000 and 2199");

const productIdSchema = z.object({ productId: z.uuid() });
/** `version` is the one that the editor loaded: the change is refused if somebody else saved in between. */
const productVersionSchema = productIdSchema.extend({ version: z.number().int().min(1) });

export const productBySlugInput = z.object({ slug: z.string().min(1).max(120) });
/** The catalog: all of it, or one category by its slug. */
export const listCatalogInput = z.object({ category: z.string().min(1).max(120).optional() }).optional();
export const productByIdInput = productIdSchema;

export const listProductsInput = z.object({
  /** Searches titles, artists, addresses and SKUs. */
  q: typedText.max(200).optional(),
  status: z.enum(productStatuses).optional(),
  categoryId: z.uuid().optional(),
  /** `nextCursor` of the page before: how many products to skip. */
  cursor: z.number().int().min(0).max(1_000_000).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListProducts = z.output<typeof listProductsInput>;

const productDetails = {
  title: filledLine("The title", 120),
  artist: filledLine("The artist", 120),
  description: lines("The description", 5_000),
};

export const createProductInput = z.object({
  /** Made once per form. It becomes the product's id, so that a repeated request makes one product. */
  requestId: z.uuid(),
  /** It does not change any more, as variants have what their kind needs. */
  kind: z.enum(productKinds).default("physical"),
  ...productDetails,
});

/** A measure of a unit as it is packed: a whole number, or null if it is not known. */
const measure = (problem: string, max: number) =>
  z.number(problem).int(problem).min(1, problem).max(max, problem).nullable();
const side = measure("Write length × width × height in mm, e.g. 310 × 310 × 8", packedLimits.sideMm);

/** The first six digits of an HS code are the same everywhere; countries add up to six of their own. */
const hsCodeSchema = z
  .string()
  .transform(normaliseHsCode)
  .pipe(z.string().regex(/^\d{6,12}$/, "Write the 6 to 12 digits of the HS code, e.g. 8523.80"));
const originCountrySchema = z
  .string()
  .transform(normaliseOriginCountry)
  .refine((code) => countryCodes.includes(code), "Write the two letters of a country, e.g. AT");

const variantSchema = z.object({
  /** The browser makes it, for a new variant as well. */
  id: z.uuid(),
  sku: filledLine("The SKU", 60),
  title: line("The title", 80),
  /** One of the product's pictures; null: the product's first stands for it. */
  pictureId: z.uuid().nullable(),
  /** Left out: as it is; of a new variant, whether its product is shipped. Goods that are shipped always track stock. */
  tracksStock: z.boolean().optional(),
  weightGrams: measure(`Write whole grams, up to ${packedLimits.weightGrams}`, packedLimits.weightGrams),
  lengthMm: side,
  widthMm: side,
  heightMm: side,
  /** For customs; null: not known. Left out: it stays as it is. */
  hsCode: hsCodeSchema.nullable().optional(),
  /** Where it was made, for customs; null: not known. Left out: it stays as it is. */
  originCountry: originCountrySchema.nullable().optional(),
  prices: z
    .array(
      z
        .object({
          currency: z.enum(priceCurrencies),
          unitAmount: z.number().int().min(0).max(maxPaymentAmount),
        })
        .refine(({ currency, unitAmount: amount }) => isChargeable({ amount, currency }), {
          path: ["unitAmount"],
          message: notChargeable,
        }),
    )
    .max(priceCurrencies.length),
});

/** Everything that the editor shows, except pictures. Variants are in the order in which customers see them. */
export const updateProductInput = productVersionSchema.extend({
  ...productDetails,
  slug: slugSchema,
  optionName: line("The option's name", 40),
  /** Left out: it stays as it is. */
  taxCode: taxCodeSchema.optional(),
  /** Left out: they stay as they are. */
  categoryIds: z
    .array(z.uuid())
    .max(categoryLimits.ofProduct, `A product is in at most ${categoryLimits.ofProduct} categories`)
    .optional(),
  opensAt: openingTime.nullable(),
  /** Whether customers are charged when it ships. Left out: it stays as it is. */
  capturesOnShipment: z.boolean().optional(),
  /** How long a checkout reserves it; null: as the shop's settings say. Left out: it stays as it is. */
  reservationMinutes: reservationMinutesSchema.nullable().optional(),
  variants: z.array(variantSchema).max(100, "A product takes at most 100 variants"),
});
export type UpdateProduct = z.output<typeof updateProductInput>;

export const publishProductInput = productVersionSchema;
/** Moves a product one place up (-1) or down (1) in the shop's list. */
export const moveProductInput = productVersionSchema.extend({
  step: z.union([z.literal(-1), z.literal(1)]),
});
export const variantOfProductInput = productVersionSchema.extend({ variantId: z.uuid() });

const pictureSchema = productVersionSchema.extend({ pictureId: z.uuid() });
export const removePictureInput = pictureSchema;
export const describePictureInput = pictureSchema.extend({ alt: line("The description", 300) });
/** Moves a picture to a place; 0 is shown first. */
export const movePictureInput = pictureSchema.extend({ place: z.number().int().min(0).max(100) });

const fileName = filledLine("The file's name", maxFileName).refine(
  (name) => !/[/\\]/.test(name),
  "The file's name has a character that can't be used",
);
const newContent = {
  /** The answer to the upload. */
  uploadId: z.uuid(),
  name: fileName,
  /** As the browser names it. It is sent along with the file, which no browser opens. */
  mediaType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,80}$/),
};
const fileSchema = productVersionSchema.extend({ fileId: z.uuid() });
/** `requestId` is made once per file and becomes its id. */
export const addFileInput = variantOfProductInput.extend({ requestId: z.uuid(), ...newContent });
export const replaceFileInput = fileSchema.extend(newContent);
export const renameFileInput = fileSchema.extend({ name: fileName });
/** Moves a file to a place among those of its variant; 0 is the first. */
export const moveFileInput = fileSchema.extend({ place: z.number().int().min(0).max(maxFilesOfVariant) });
export const removeFileInput = fileSchema;

/** The product's licence from now on; empty: none. */
export const setLicenceInput = productVersionSchema.extend({ text: lines("The licence", 20_000) });

const previewTitle = filledLine("The title", 120);
/** `requestId` is made once per preview and becomes its id. */
export const addPreviewInput = productVersionSchema.extend({
  requestId: z.uuid(),
  uploadId: z.uuid(),
  title: previewTitle,
  mediaType: z.enum(previewTypes),
  durationMs: z
    .number()
    .int()
    .min(1)
    .max(24 * 60 * 60_000),
});
const previewSchema = productVersionSchema.extend({ previewId: z.uuid() });
export const renamePreviewInput = previewSchema.extend({ title: previewTitle });
/** Moves a preview to a place among those of its product; 0 is the first. */
export const movePreviewInput = previewSchema.extend({
  place: z.number().int().min(0).max(maxPreviewsOfProduct),
});
export const removePreviewInput = previewSchema;

const downloadCount = `A whole number from 1 to ${maxDownloads}`;
/** How often a customer downloads each file of a variant; null: as often as they like. */
/** The downloads of a product's files. */
export const productDownloadsInput = z.object({ productId: z.uuid() });
export const setDownloadLimitInput = variantOfProductInput.extend({
  limit: z
    .number(downloadCount)
    .int(downloadCount)
    .min(1, downloadCount)
    .max(maxDownloads, downloadCount)
    .nullable(),
});

/** Multipart form data: `productId`, `version`, `requestId` (becomes the picture's id) and `file`. */
export const addPictureInput = z
  .instanceof(FormData)
  .transform((form): object => Object.fromEntries(form))
  .pipe(
    z.object({
      productId: z.uuid(),
      version: z.coerce.number().int().min(1),
      requestId: z.uuid(),
      file: z.instanceof(File),
    }),
  );
