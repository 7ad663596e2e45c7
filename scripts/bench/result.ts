import { z } from 'zod'

/** Milliseconds: the median and the 95th percentile of so many samples (nearest rank). */
export const Times = z.strictObject({ n: z.int(), p50: z.number(), p95: z.number() })
export type Times = z.infer<typeof Times>

/** What importing a file took. Memory in bytes, null where the system does not tell. */
export const Imported = z.strictObject({
  rows: z.int(),
  rejected: z.int(),
  /** of the whole process, from its start to its end */
  seconds: z.number(),
  rowsPerSecond: z.number(),
  fileBytes: z.int(),
  peakMemory: z.int().nullable(),
})
export type Imported = z.infer<typeof Imported>

export const Built = z.strictObject({
  tickets: Imported,
  events: Imported,
  /** of the database, with everything in it */
  fileBytes: z.int(),
  bytesPerTicket: z.number(),
})
export type Built = z.infer<typeof Built>

/**
 * A peer's times for the same question and ours, taken turn about; how many times ours is quicker (medians), and whether
 * all answers were the same.
 */
export const PeerTimes = z.strictObject({ ours: Times, times: Times, ratio: z.number(), same: z.boolean() })
export type PeerTimes = z.infer<typeof PeerTimes>

export const QuestionResult = z.strictObject({
  id: z.string(),
  group: z.string(),
  /** requests of one sample */
  requests: z.int(),
  outcome: z.enum(['answered', 'absent', 'failed']),
  /** why it failed, in one line */
  why: z.string().nullable(),
  /** bytes on the wire of one sample, compressed as for a browser */
  bytes: z.int().nullable(),
  /** the first question of a server just started */
  cold: Times.nullable(),
  warm: Times.nullable(),
  /** the same while tickets arrive */
  loaded: Times.nullable(),
  peers: z.record(z.string(), PeerTimes),
  /** each question of a page asked by itself, by its kind; of no other group */
  parts: z.array(z.strictObject({ kind: z.string(), bytes: z.int(), warm: Times })),
})
export type QuestionResult = z.infer<typeof QuestionResult>

/** So many clients that each ask the next question when they have the answer to the last. */
export const ClientsResult = z.strictObject({
  clients: z.int(),
  seconds: z.number(),
  requests: z.int(),
  failures: z.int(),
  requestsPerSecond: z.number(),
  times: Times,
})
export type ClientsResult = z.infer<typeof ClientsResult>

/** Tickets that arrived while questions were asked. */
export const ArrivalsResult = z.strictObject({
  /** tickets a second that were to arrive; null where as many as were taken */
  asked: z.number().nullable(),
  /** tickets of a message, and who sent at once */
  rows: z.int(),
  senders: z.int(),
  /** acknowledged as durable */
  perSecond: z.number(),
  /** the same in the ten seconds in a row that had the fewest; null where it took no so long */
  slowest: z.number().nullable(),
  /** messages that were told to come again */
  refused: z.int(),
  /** of a message, until it was acknowledged */
  times: Times,
})
export type ArrivalsResult = z.infer<typeof ArrivalsResult>

/** Pages that stood open and asked what they show again and again. */
export const ScreensResult = z.strictObject({
  screens: z.int(),
  /** seconds between two askings of each */
  every: z.number(),
  failures: z.int(),
  /** changes that they were told of, all together */
  heard: z.int(),
  /** of a question, until its answer was whole */
  times: Times,
})
export type ScreensResult = z.infer<typeof ScreensResult>

/** As many tickets as are taken for so long, without screens and beside them. */
export const IntakeResult = z.strictObject({
  seconds: z.number(),
  /** the screens where nothing arrives */
  undisturbed: ScreensResult,
  alone: ArrivalsResult,
  beside: ArrivalsResult,
  screens: ScreensResult,
  /** what is taken beside screens, of what is taken without */
  ratio: z.number(),
  /** of the server; null where the system does not tell */
  processorSeconds: z.strictObject({ alone: z.number().nullable(), beside: z.number().nullable() }),
})
export type IntakeResult = z.infer<typeof IntakeResult>

export const PeerResult = z.strictObject({
  name: z.string(),
  version: z.string(),
  loadSeconds: z.number(),
  bytes: z.int().nullable(),
})
export type PeerResult = z.infer<typeof PeerResult>

/** A file of a layer under no filter, saved whole. */
export const ExportResult = z.strictObject({
  layer: z.string(),
  format: z.string(),
  rows: z.int(),
  bytes: z.int(),
  /** from request to last byte */
  seconds: z.number(),
  rowsPerSecond: z.number(),
  /** bytes that the server's peak rose by; null where the system does not tell */
  memoryGrowth: z.int().nullable(),
})
export type ExportResult = z.infer<typeof ExportResult>

/** Everything one run of the benchmark measured. */
export const BenchResult = z.strictObject({
  tickets: z.int(),
  seed: z.string(),
  machine: z.strictObject({ processors: z.int(), memory: z.int(), node: z.string(), platform: z.string() }),
  built: Built,
  server: z.strictObject({
    /** from start of the process to the line with its address, in milliseconds */
    start: Times,
    /** bytes resident at most while every question was asked */
    peakMemory: z.int().nullable(),
  }),
  questions: z.array(QuestionResult),
  exports: z.array(ExportResult),
  clients: z.array(ClientsResult),
  arrivals: z.array(ArrivalsResult),
  /** null where it was not asked for */
  intake: IntakeResult.nullable(),
  peers: z.array(PeerResult),
})
export type BenchResult = z.infer<typeof BenchResult>

/** Median and 95th percentile by nearest rank; of at least one sample. */
export function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { n: sorted.length, p50: at(0.5), p95: at(0.95) }
}
