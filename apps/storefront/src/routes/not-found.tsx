import { ButtonLink } from "../ui/button.tsx";
import { Problem } from "../ui/problem.tsx";

export function NotFoundRoute() {
  return (
    <Problem title="There is no such page" actions={<ButtonLink to="/">Go to the catalog</ButtonLink>}>
      <p>The address may be mistyped, or what it showed has left the shop.</p>
    </Problem>
  );
}
