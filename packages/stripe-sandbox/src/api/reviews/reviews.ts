import type { SandboxContext } from "../../context/sandbox-context.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { Review, Stripe } from "../../stripe/stripe-types.ts";
import { approveReview } from "./close-review.ts";

export function getReview(context: SandboxContext, id: string): Review {
  const found = context.store.find("review", id);
  if (!found) throw missing("review", id);
  return found;
}

/** "Returns a list of Review objects that have open set to true." https://docs.stripe.com/api/radar/reviews/list */
function list(context: SandboxContext, params: Stripe.ReviewListParams) {
  return paginate(context, params, { type: "review", url: "/v1/reviews", equals: { open: true } });
}

export const reviewRoutes = [
  route<Stripe.ReviewListParams>("GET", "/v1/reviews", (work, { params }) => list(work, params), {
    covers: [...pageParams, "created"],
  }),
  route("GET", "/v1/reviews/{id}", (work, { id }) => getReview(work, id), { covers: [] }),
  route("POST", "/v1/reviews/{id}/approve", (work, { id }) => approveReview(work, getReview(work, id)), {
    covers: [],
  }),
];
