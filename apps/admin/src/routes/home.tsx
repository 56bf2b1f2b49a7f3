import { PageHead } from "../ui/page-head.tsx";

export function HomeRoute() {
  return <PageHead title="Home" />;
}
