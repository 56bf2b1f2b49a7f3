import { PageHead } from "../ui/page-head.tsx";

export function StaffRoute() {
  return <PageHead title="Staff" />;
}
