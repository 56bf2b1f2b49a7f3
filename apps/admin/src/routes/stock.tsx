import { PageHead } from "../ui/page-head.tsx";

export function StockRoute() {
  return <PageHead title="Stock" />;
}
