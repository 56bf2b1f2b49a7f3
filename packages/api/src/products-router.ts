import {
  addFile,
  addPicture,
  addPreview,
  archiveVariant,
  countDownloads,
  createProduct,
  deleteVariant,
  describePicture,
  getProductForStaff,
  getService,
  listProductsForStaff,
  moveFile,
  movePicture,
  movePreview,
  moveProduct,
  publishProduct,
  removeFile,
  removePicture,
  removePreview,
  renameFile,
  renamePreview,
  replaceFile,
  restoreVariant,
  setDownloadLimit,
  setLicence,
  unpublishProduct,
  updateProduct,
  updateService,
} from "@dualtrack/commerce";
import {
  addFileInput,
  addPictureInput,
  addPreviewInput,
  createProductInput,
  describePictureInput,
  listProductsInput,
  maxPictureBytes,
  moveFileInput,
  movePictureInput,
  movePreviewInput,
  moveProductInput,
  productByIdInput,
  productDownloadsInput,
  publishProductInput,
  removeFileInput,
  removePictureInput,
  removePreviewInput,
  renameFileInput,
  renamePreviewInput,
  replaceFileInput,
  setDownloadLimitInput,
  setLicenceInput,
  updateProductInput,
  updateServiceInput,
  variantOfProductInput,
} from "@dualtrack/contract";
import { formBytes, productBodyBytes } from "./procedure-meta.ts";
import { managerProcedure, router, staffProcedure } from "./trpc.ts";

const productProcedure = managerProcedure.meta({ maxBodyBytes: productBodyBytes });
const uploadProcedure = managerProcedure.meta({ maxBodyBytes: maxPictureBytes + formBytes, takesFile: true });

/**
 * The products for staff. Every change answers with the product as it is afterwards, and the version for the next
 * change.
 */
export const productsRouter = router({
  list: staffProcedure
    .input(listProductsInput)
    .query(({ ctx, input }) => listProductsForStaff(ctx.shop, input)),
  get: staffProcedure.input(productByIdInput).query(({ ctx, input }) => getProductForStaff(ctx.shop, input)),
  create: productProcedure
    .input(createProductInput)
    .mutation(({ ctx, input }) => createProduct(ctx.shop, { ...input, by: ctx.by })),
  update: productProcedure.input(updateProductInput).mutation(async ({ ctx, input }) => {
    await updateProduct(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  /** When the product can be booked, and what it takes. */
  service: staffProcedure.input(productByIdInput).query(({ ctx, input }) => getService(ctx.shop, input)),
  updateService: productProcedure.input(updateServiceInput).mutation(async ({ ctx, input }) => {
    await updateService(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  publish: managerProcedure.input(publishProductInput).mutation(async ({ ctx, input }) => {
    await publishProduct(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  unpublish: managerProcedure.input(publishProductInput).mutation(async ({ ctx, input }) => {
    await unpublishProduct(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  move: managerProcedure.input(moveProductInput).mutation(async ({ ctx, input }) => {
    await moveProduct(ctx.shop, { ...input, by: ctx.by });
    return {};
  }),
  archiveVariant: managerProcedure.input(variantOfProductInput).mutation(async ({ ctx, input }) => {
    await archiveVariant(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  restoreVariant: managerProcedure.input(variantOfProductInput).mutation(async ({ ctx, input }) => {
    await restoreVariant(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  deleteVariant: managerProcedure.input(variantOfProductInput).mutation(async ({ ctx, input }) => {
    await deleteVariant(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  addPicture: uploadProcedure.input(addPictureInput).mutation(async ({ ctx, input: { file, ...input } }) => {
    const upload = new Uint8Array(await file.arrayBuffer());
    await addPicture(ctx.shop, { ...input, upload, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  describePicture: managerProcedure.input(describePictureInput).mutation(async ({ ctx, input }) => {
    await describePicture(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  movePicture: managerProcedure.input(movePictureInput).mutation(async ({ ctx, input }) => {
    await movePicture(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  removePicture: managerProcedure.input(removePictureInput).mutation(async ({ ctx, input }) => {
    await removePicture(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  addFile: managerProcedure.input(addFileInput).mutation(async ({ ctx, input }) => {
    await addFile(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  replaceFile: managerProcedure.input(replaceFileInput).mutation(async ({ ctx, input }) => {
    await replaceFile(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  renameFile: managerProcedure.input(renameFileInput).mutation(async ({ ctx, input }) => {
    await renameFile(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  moveFile: managerProcedure.input(moveFileInput).mutation(async ({ ctx, input }) => {
    await moveFile(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  setLicence: productProcedure.input(setLicenceInput).mutation(async ({ ctx, input }) => {
    await setLicence(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  addPreview: managerProcedure.input(addPreviewInput).mutation(async ({ ctx, input }) => {
    await addPreview(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  renamePreview: managerProcedure.input(renamePreviewInput).mutation(async ({ ctx, input }) => {
    await renamePreview(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  movePreview: managerProcedure.input(movePreviewInput).mutation(async ({ ctx, input }) => {
    await movePreview(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  removePreview: managerProcedure.input(removePreviewInput).mutation(async ({ ctx, input }) => {
    await removePreview(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  /** The number of downloads of a product's files, as `/exports/downloads.csv` lists them. */
  countDownloads: staffProcedure
    .input(productDownloadsInput)
    .query(async ({ ctx, input }) => ({ count: await countDownloads(ctx.shop, input) })),
  setDownloadLimit: managerProcedure.input(setDownloadLimitInput).mutation(async ({ ctx, input }) => {
    await setDownloadLimit(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
  removeFile: managerProcedure.input(removeFileInput).mutation(async ({ ctx, input }) => {
    await removeFile(ctx.shop, { ...input, by: ctx.by });
    return getProductForStaff(ctx.shop, input);
  }),
});
