import { PageHead } from "../ui/page-head.tsx";

export function ProductsRoute() {
  return <PageHead title="Products" />;
}
