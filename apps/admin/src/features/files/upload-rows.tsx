import { fileSize } from "@dualtrack/contract";
import { Button, Progress } from "@mantine/core";
import classes from "./files.module.css";
import type { FileUpload } from "./use-file-uploads.ts";

/** Files on their way: how far each is, or why it did not arrive. */
export function UploadRows({
  uploads,
  onAgain,
  onDrop,
}: {
  uploads: readonly FileUpload[];
  onAgain: (upload: FileUpload) => void;
  onDrop: (requestId: string) => void;
}) {
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label="Files on their way">
      {uploads.map((upload) => {
        const { requestId, file, sent, failure } = upload;
        return (
          <li key={requestId} className={classes.file}>
            <span className={classes.field}>
              <strong>{file.name}</strong> <span className={classes.dim}>{fileSize(file.size)}</span>
            </span>
            {failure !== null && (
              <span role="alert" className={classes.failure}>
                {failure}
              </span>
            )}
            {sent !== null && (
              <span className={classes.way}>
                <Progress
                  value={sent * 100}
                  size="sm"
                  aria-label={`${file.name} on its way`}
                  animated={sent === 1}
                />
                <span className={classes.dim}>
                  {sent < 1 ? `${Math.floor(sent * 100)} %` : "Is being stored"}
                </span>
              </span>
            )}
            <span className={classes.buttons}>
              {upload.canTryAgain && (
                <Button size="compact-xs" variant="default" onClick={() => onAgain(upload)}>
                  Try again
                </Button>
              )}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => (failure === null ? upload.stop() : onDrop(requestId))}
                aria-label={`${failure === null ? "Stop" : "Dismiss"} ${file.name}`}
              >
                {failure === null ? "Stop" : "Dismiss"}
              </Button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
