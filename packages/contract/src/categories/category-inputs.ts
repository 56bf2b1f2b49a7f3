import { filledLine, lines } from "../text/line-schema.ts";
import { slugSchema } from "../text/slug-schema.ts";
import { z } from "../zod.ts";
import { categoryLimits } from "./category-limits.ts";

const name = filledLine("The name", categoryLimits.name);
const categoryVersion = z.object({
  categoryId: z.uuid(),
  /** The one that was loaded: the change is refused if somebody else saved in between. */
  version: z.number().int().min(1),
});

export const categoryInput = z.object({ categoryId: z.uuid() });
/** `requestId` becomes the category's id, so that a repeated request makes one category. */
export const createCategoryInput = z.object({ requestId: z.uuid(), name });
export const updateCategoryInput = categoryVersion.extend({
  name,
  slug: slugSchema,
  description: lines("The description", categoryLimits.description),
});
export const deleteCategoryInput = categoryVersion;
/** Moves a category one place up (-1) or down (1) in the list. */
export const moveCategoryInput = categoryVersion.extend({ step: z.union([z.literal(-1), z.literal(1)]) });
