import { UnstyledButton } from "@mantine/core";
import type { StaffPicture } from "../../server/trpc.ts";
import { GoodsPicture } from "../../ui/goods-picture.tsx";
import classes from "./variant-picture.module.css";

/** What customers see of a variant: its own picture, or faded the product's first. A press chooses another one. */
export function VariantPicture({
  name,
  chosen,
  pictures,
  onPress,
}: {
  name: string;
  /** A picture's id; empty: none of its own. */
  chosen: string;
  pictures: readonly StaffPicture[];
  /** Null: it is not this person's to choose. */
  onPress: (() => void) | null;
}) {
  const own = pictures.find(({ id }) => id === chosen);
  const shown = <GoodsPicture picture={own ?? pictures[0] ?? null} title={name} />;
  const frame = `${classes.frame} ${own === undefined ? classes.shared : ""}`;
  const what = own === undefined ? "no picture of its own" : `picture ${pictures.indexOf(own) + 1}`;
  if (onPress === null)
    return (
      <span className={frame} title={what}>
        {shown}
      </span>
    );
  return (
    <UnstyledButton
      className={frame}
      aria-label={`Picture of ${name}: ${what}`}
      title={`${what[0]?.toUpperCase()}${what.slice(1)}. Choose another one`}
      onClick={onPress}
    >
      {shown}
    </UnstyledButton>
  );
}
