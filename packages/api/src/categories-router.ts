import {
  createCategory,
  deleteCategory,
  getCategoryForStaff,
  listCategoriesForStaff,
  moveCategory,
  updateCategory,
} from "@dualtrack/commerce";
import {
  categoryInput,
  createCategoryInput,
  deleteCategoryInput,
  moveCategoryInput,
  updateCategoryInput,
} from "@dualtrack/contract";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

export const categoriesRouter = router({
  list: staffProcedure.query(async ({ ctx }) => ({ categories: await listCategoriesForStaff(ctx.shop) })),
  get: staffProcedure.input(categoryInput).query(({ ctx, input }) => getCategoryForStaff(ctx.shop, input)),
  create: managerProcedure
    .input(createCategoryInput)
    .mutation(({ ctx, input }) => createCategory(ctx.shop, { ...input, by: ctx.by })),
  /** Answers with the category as it is afterwards, and the version for the next change. */
  update: managerProcedure.input(updateCategoryInput).mutation(async ({ ctx, input }) => {
    await updateCategory(ctx.shop, { ...input, by: ctx.by });
    return getCategoryForStaff(ctx.shop, input);
  }),
  move: managerProcedure.input(moveCategoryInput).mutation(async ({ ctx, input }) => {
    await moveCategory(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  delete: managerProcedure.input(deleteCategoryInput).mutation(async ({ ctx, input }) => {
    await deleteCategory(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
});
