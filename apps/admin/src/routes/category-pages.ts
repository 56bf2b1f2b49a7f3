export { CategoriesRoute } from "./categories.tsx";
export { CategoryRoute } from "./category.tsx";
