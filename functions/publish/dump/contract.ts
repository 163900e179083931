import * as z from 'zod';

const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hex');

/** /data/dump/manifest.json: the last nightly dump, and what is in it. */
export const DumpManifest = z.object({
  at: z.iso.datetime(),
  file: z.string().describe('gzipped NDJSON: a line {path, text} for each file, in the order of `files`'),
  bytes: z.int(),
  digest: Digest,
  files: z.array(z.object({ path: z.string(), bytes: z.int(), digest: Digest })),
});
export type DumpManifest = z.output<typeof DumpManifest>;
