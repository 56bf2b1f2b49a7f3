import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { type FileStorage, StorageError } from "../file-storage.ts";

/** A bucket of a service that speaks Amazon S3's API. */
export interface S3Bucket {
  /** E.g. `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
  /** Stands before all keys; empty: nothing does. */
  prefix: string;
}

/** How long to wait for a connection, and then for each answer, in ms. */
export interface S3Times {
  connect: number;
  answer: number;
}

const times: S3Times = { connect: 5_000, answer: 30_000 };

/** Downloads are open for as long as their reader takes: the usual 50 connections would make the others wait. */
const maxSockets = 2_000;

/** Amazon's client. Large: only a shop whose files are in a bucket loads it, when it first needs one. */
const s3 = () => import("@aws-sdk/client-s3");

/** Files in an S3 bucket, which all machines of the shop can share. */
export function s3Storage(
  { endpoint, region, accessKeyId, secretAccessKey, bucket, prefix }: S3Bucket,
  { connect, answer }: S3Times = times,
): FileStorage {
  const agentOptions = { keepAlive: true, maxSockets };
  const openClient = async () =>
    new (await s3()).S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // Services other than Amazon's don't all know the newer checksums; the shop keeps a SHA-256 of its own.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: {
        connectionTimeout: connect,
        requestTimeout: answer,
        throwOnRequestTimeout: true,
        httpAgent: new HttpAgent(agentOptions),
        httpsAgent: new HttpsAgent(agentOptions),
      },
    });
  let opened: Promise<S3Client> | undefined;
  const client = () => (opened ??= openClient());
  const objectOf = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  return {
    async put(key, bytes) {
      // Sent in parts as it arrives; one that fails is aborted, so that no parts stay behind.
      const { Upload } = await import("@aws-sdk/lib-storage");
      const upload = new Upload({
        client: await client(),
        params: { ...objectOf(key), Body: bytes, ContentType: "application/octet-stream" },
        queueSize: 2,
      });
      try {
        await upload.done();
      } catch (error) {
        throw bytes.errored === error ? error : new StorageError("A file can't be stored", error);
      }
    },
    async open(key, range) {
      const { GetObjectCommand } = await s3();
      const answer = await found(async () =>
        (await client()).send(
          new GetObjectCommand({
            ...objectOf(key),
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          }),
        ),
      );
      return (answer?.Body as Readable | undefined) ?? null;
    },
    async sizeOf(key) {
      const { HeadObjectCommand } = await s3();
      const answer = await found(async () => (await client()).send(new HeadObjectCommand(objectOf(key))));
      return answer?.ContentLength ?? null;
    },
    async remove(key) {
      const { DeleteObjectCommand } = await s3();
      await attempt("A file can't be removed", async () =>
        (await client()).send(new DeleteObjectCommand(objectOf(key))),
      );
    },
    async assertReachable() {
      const { HeadBucketCommand } = await s3();
      await attempt("The bucket can't be reached", async () =>
        (await client()).send(new HeadBucketCommand({ Bucket: bucket })),
      );
    },
  };
}

async function found<Result>(look: () => Promise<Result>): Promise<Result | null> {
  try {
    return await look();
  } catch (error) {
    const { S3ServiceException } = await s3();
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw new StorageError("A file can't be read", error);
  }
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new StorageError(what, error);
  }
}
