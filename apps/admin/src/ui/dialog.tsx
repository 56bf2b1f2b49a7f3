import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import classes from "./dialog.module.css";

/** Asks for a decision. While it is busy it stays: nothing that is under way disappears. */
export function Dialog({
  title,
  size = "md",
  isBusy,
  onClose,
  children,
}: {
  title: string;
  size?: "md" | "lg";
  isBusy: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  // It is mounted open, so Mantine does not know what had the focus before.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => opener instanceof HTMLElement && opener.focus());
    },
    [opener],
  );
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      closeOnClickOutside={false}
      returnFocus={false}
      closeOnEscape={!isBusy}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" disabled={isBusy} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
