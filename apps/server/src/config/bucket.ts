import type { S3Bucket } from "@dualtrack/commerce";
import { z } from "zod";

const example = "s3://key:secret@s3.eu-central-1.amazonaws.com/bucket?region=eu-central-1";

/** A bucket as a URL, e.g. `s3://key:secret@host/bucket/folder?region=eu-central-1`; `tls=off` for one that speaks plain HTTP. */
export const bucket = z.string().transform((text, context): S3Bucket => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const [bucketName = "", ...folders] = url?.pathname.split("/").filter((part) => part !== "") ?? [];
  if (
    url?.protocol !== "s3:" ||
    url.username === "" ||
    url.password === "" ||
    url.host === "" ||
    bucketName === "" ||
    !isDecodable(url.username) ||
    !isDecodable(url.password)
  ) {
    // Its value is not repeated: a secret stands in it.
    context.addIssue({ code: "custom", message: `must be an address such as ${example}`, input: undefined });
    return z.NEVER;
  }
  return {
    endpoint: `${url.searchParams.get("tls") === "off" ? "http" : "https"}://${url.host}`,
    region: url.searchParams.get("region") ?? "us-east-1",
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    bucket: bucketName,
    prefix: folders.map((folder) => `${folder}/`).join(""),
  };
});

/** Whether each percent sign stands before a byte: one of the secret's own is written as %25. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
