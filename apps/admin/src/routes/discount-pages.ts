export { DiscountRoute } from "./discount.tsx";
export { DiscountsRoute } from "./discounts.tsx";
export { NewDiscountRoute } from "./new-discount.tsx";
