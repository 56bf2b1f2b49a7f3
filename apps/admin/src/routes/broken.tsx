import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { Problem } from "../ui/problem.tsx";
import { Sheet } from "../ui/sheet.tsx";

export function BrokenRoute({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Sheet title="This page could not be opened">
      <Problem error={error} onRetry={() => void router.invalidate()} />
    </Sheet>
  );
}
