import { PageHead } from "../ui/page-head.tsx";

export function SyncRoute() {
  return <PageHead title="Sync" />;
}
