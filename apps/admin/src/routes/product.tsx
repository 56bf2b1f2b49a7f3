import { PageHead } from "../ui/page-head.tsx";

export function ProductRoute() {
  return <PageHead title="Product" />;
}
