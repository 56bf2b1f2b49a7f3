import { fileSize } from "@dualtrack/contract";
import { Button, Progress } from "@mantine/core";
import classes from "./pictures.module.css";
import type { Upload } from "./use-uploads.ts";

/** Files that are no pictures yet: how far each is, or why it will be none. */
export function UploadList({
  uploads,
  onAgain,
  onDrop,
}: {
  uploads: readonly Upload[];
  onAgain: (upload: Upload) => void;
  onDrop: (requestId: string) => void;
}) {
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label="Files to become pictures">
      {uploads.map((upload) => (
        <li key={upload.requestId} className={classes.upload}>
          <span className={classes.file}>
            <strong>{upload.file.name}</strong>{" "}
            <span className={classes.dim}>{fileSize(upload.file.size)}</span>
          </span>
          {upload.failure === null ? (
            <Way upload={upload} />
          ) : (
            <>
              <span role="alert" className={classes.failure}>
                {upload.failure}
              </span>
              <span className={classes.buttons}>
                {upload.canTryAgain && (
                  <Button size="compact-xs" variant="default" onClick={() => onAgain(upload)}>
                    Try again
                  </Button>
                )}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => onDrop(upload.requestId)}
                  aria-label={`Dismiss ${upload.file.name}`}
                >
                  Dismiss
                </Button>
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Way({ upload: { sent, file } }: { upload: Upload }) {
  if (sent === null) return <span className={classes.dim}>Waits for its turn</span>;
  return (
    <span className={classes.way}>
      <Progress value={sent * 100} size="sm" aria-label={`${file.name} on its way`} animated={sent === 1} />
      <span className={classes.dim}>{sent < 1 ? `${Math.floor(sent * 100)} %` : "Is being resized"}</span>
    </span>
  );
}
