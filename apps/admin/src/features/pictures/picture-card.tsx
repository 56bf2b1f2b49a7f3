import { ActionIcon, Button } from "@mantine/core";
import type { DragEvent } from "react";
import type { StaffPicture } from "../../server/trpc.ts";
import type { EditProduct } from "../../server/use-product-edits.ts";
import { AltField } from "./alt-field.tsx";
import classes from "./pictures.module.css";
import { Thumbnail } from "./thumbnail.tsx";

interface PictureCardProps {
  picture: StaffPicture;
  place: number;
  count: number;
  mayEdit: boolean;
  edit: EditProduct;
  onNotice: (notice: string) => void;
  onMove: (pictureId: string, step: number) => void;
  onRemove: (picture: StaffPicture) => void;
}

const dragged = "application/x-dualtrack-picture";

/** One picture of a product, `place` counted from 1. Dragging one onto another puts it there. */
export function PictureCard({
  picture,
  place,
  count,
  mayEdit,
  edit,
  onNotice,
  onMove,
  onRemove,
}: PictureCardProps) {
  const described = picture.alt === "" ? `Picture ${place}, not described` : picture.alt;
  const frame = (
    <>
      <Thumbnail picture={picture} alt={described} />
      {place === 1 && <span className={classes.first}>Shown first</span>}
    </>
  );
  if (!mayEdit)
    return (
      <li className={classes.card}>
        <div className={classes.frame}>{frame}</div>
        <span className={classes.alt}>{picture.alt === "" ? "Not described" : picture.alt}</span>
      </li>
    );

  function land(event: DragEvent): void {
    const [pictureId, from] = event.dataTransfer.getData(dragged).split(" ");
    if (pictureId === undefined || from === undefined) return;
    event.preventDefault();
    onMove(pictureId, place - Number(from));
  }

  return (
    <li
      className={classes.card}
      onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
      onDrop={land}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the same is done with the buttons */}
      <div
        className={classes.frame}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragged, `${picture.id} ${place}`)}
      >
        {frame}
      </div>
      <div className={classes.facts}>
        <AltField picture={picture} place={place} edit={edit} onNotice={onNotice} />
        <fieldset className={classes.buttons} aria-label={`Picture ${place} of ${count}`}>
          <Step
            label={`Move picture ${place} left`}
            isOff={place === 1}
            onPress={() => onMove(picture.id, -1)}
          >
            ←
          </Step>
          <Step
            label={`Move picture ${place} right`}
            isOff={place === count}
            onPress={() => onMove(picture.id, 1)}
          >
            →
          </Step>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            onClick={() => onRemove(picture)}
            aria-label={`Remove picture ${place}`}
          >
            Remove
          </Button>
        </fieldset>
      </div>
    </li>
  );
}

/** Keeps the focus when it can't go further, so that it is not lost at either end. */
function Step({
  label,
  isOff,
  onPress,
  children,
}: {
  label: string;
  isOff: boolean;
  onPress: () => void;
  children: string;
}) {
  return (
    <ActionIcon
      variant="default"
      size={28}
      aria-label={label}
      title={label}
      data-disabled={isOff || undefined}
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onPress()}
    >
      {children}
    </ActionIcon>
  );
}
