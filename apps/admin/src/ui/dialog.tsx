import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./dialog.module.css";
import { useReturnFocus } from "./use-return-focus.ts";

/** Asks for a decision. While it is busy it can't be closed. */
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
  useReturnFocus();
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
