/**
 * A backup's file format, version 1: gzip of a header line, each table's rows, and a last line with a checksum.
 *
 *     {"format":"parley-backup","version":1,"createdAt":…,"migrations":[…],"tables":[{"name","columns"}],"sequences":[…]}\n
 *     for each table, in that order:  <bytes>\n<that many bytes of PostgreSQL's COPY text> …  0\n
 *     {"sha256":"<hex, of everything before this line>"}\n
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";

export const headerSchema = z.object({
  format: z.literal("parley-backup"),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** In an order in which each refers only to earlier ones. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Header = z.infer<typeof headerSchema>;
const footerSchema = z.object({ sha256: z.string() });

export class BackupError extends Error {
  override readonly name = "BackupError";
}

const maxLineBytes = 1024 * 1024;

/** The bytes of a backup, before compression. */
export async function* encode(
  header: Header,
  rows: (table: Header["tables"][number]) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const hashed = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  yield hashed(Buffer.from(`${JSON.stringify(header)}\n`));
  for (const table of header.tables) {
    for await (const chunk of rows(table)) {
      if (chunk.length === 0) continue;
      yield hashed(Buffer.from(`${chunk.length}\n`));
      yield hashed(chunk);
    }
    yield hashed(Buffer.from("0\n"));
  }
  yield Buffer.from(`${JSON.stringify({ sha256: hash.digest("hex") })}\n`);
}

export type Opened = {
  readonly header: Header;
  /** Each table's rows, in the header's order; each has to be read to its end before the next. */
  tables(): AsyncGenerator<{ name: string; columns: readonly string[]; rows: AsyncGenerator<Buffer> }>;
};

/** Reads a file; the checksum is known to hold once `tables` has come to its end. Throws `BackupError`. */
export async function open(file: string): Promise<Opened> {
  const bytes = new Bytes(file);
  const header = headerSchema.safeParse(await bytes.json());
  if (!header.success) throw new BackupError(`${file} is no backup that this Parley can read.`);
  return {
    header: header.data,
    async *tables() {
      for (const table of header.data.tables) yield { ...table, rows: bytes.chunks() };
      const expected = bytes.digest();
      const footer = footerSchema.safeParse(await bytes.json());
      if (!footer.success || footer.data.sha256 !== expected)
        throw new BackupError(`${file} is damaged: its checksum is wrong.`);
    },
  };
}

/** Reads a backup to its end, without keeping it. Throws `BackupError` where a byte is missing or wrong. */
export async function verify(file: string): Promise<Header> {
  const { header, tables } = await open(file);
  for await (const { rows } of tables()) for await (const _ of rows);
  return header;
}

/** Lines and counted bytes, out of a compressed file. */
class Bytes {
  readonly #file: string;
  readonly #source: AsyncIterator<Buffer>;
  readonly #hash = createHash("sha256");
  #rest: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
    const stream = createReadStream(file);
    const unzipped = createGunzip();
    stream.on("error", (error) => unzipped.destroy(error));
    this.#source = stream.pipe(unzipped)[Symbol.asyncIterator]();
  }

  async json(): Promise<unknown> {
    try {
      return JSON.parse((await this.#line()).toString("utf8"));
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new BackupError(`${this.#file} is no backup of Parley, or a damaged one.`);
      throw error;
    }
  }

  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      let missing = Number((await this.#line()).toString("utf8"));
      if (!Number.isSafeInteger(missing) || missing < 0) throw new BackupError(`${this.#file} is damaged.`);
      if (missing === 0) return;
      while (missing > 0) {
        if (this.#rest.length === 0) await this.#more();
        const chunk = this.#take(Math.min(missing, this.#rest.length));
        missing -= chunk.length;
        yield chunk;
      }
    }
  }

  /** Of everything taken so far. */
  digest(): string {
    return this.#hash.copy().digest("hex");
  }

  async #line(): Promise<Buffer> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) return this.#take(end + 1);
      if (this.#rest.length > maxLineBytes) throw new BackupError(`${this.#file} is damaged.`);
      await this.#more();
    }
  }

  #take(count: number): Buffer {
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    this.#hash.update(taken);
    return taken;
  }

  async #more(): Promise<void> {
    const next = await this.#source.next().catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") throw new BackupError(`There is no file ${this.#file}.`);
      throw new BackupError(`${this.#file} is no complete backup: ${error.message}.`);
    });
    if (next.done) throw new BackupError(`${this.#file} is no complete backup: it ends too early.`);
    this.#rest = Buffer.concat([this.#rest, next.value]);
  }
}
