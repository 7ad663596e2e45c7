import { z } from 'zod'
import { TimeZone } from './time.ts'

/**
 * How one field of ours is read from a column of theirs. `format` names the form of a date or time (tokens
 * `yyyy MM dd HH hh mm ss SSS a XXX`, or `iso`, `unix`, `unix_ms`, `excel`); `values` translates; `null` lists the
 * texts that mean "no value"; `default` is for rows without one.
 */
export const FieldMapping = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string().min(1).optional(),
    format: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    null: z.array(z.string()).optional(),
  }),
])
export type FieldMapping = z.infer<typeof FieldMapping>

/** Encodings that the runtime's TextDecoder reads and centres really send. */
export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gbk', 'gb18030', 'windows-1252'])
export type Encoding = z.infer<typeof Encoding>

/** The coordinate system of a file: always named, never guessed. */
export const Crs = z.string().regex(/^(EPSG:\d{4,6}|GCJ-02|BD-09)$/, {
  error: 'write EPSG:4326, GCJ-02, BD-09 or another EPSG code',
})

/** `*.map.json`: how a file becomes our rows; names columns, never positions. Unnamed columns are dropped. */
export const Mapping = z.strictObject({
  $schema: z.string().optional(),
  encoding: Encoding.optional(),
  delimiter: z.string().length(1).optional(),
  /** worksheet of an xlsx file, the first by default */
  sheet: z.string().min(1).optional(),
  /** dotted path to the list of rows in a json file */
  rows: z.string().min(1).optional(),
  crs: Crs.optional(),
  /** zone of times without an offset; the centre's by default */
  timeZone: TimeZone.optional(),
  /** texts that mean "no value" in every column, e.g. `NA`; empty always does */
  null: z.array(z.string()).optional(),
  fields: z.record(z.string(), FieldMapping),
  /**
   * For events: the log is all there is, and its first line makes the ticket. Names what else its lines say of the
   * ticket itself, e.g. its category; `{}` where they say nothing.
   */
  tickets: z.record(z.string(), FieldMapping).optional(),
})
export type Mapping = z.infer<typeof Mapping>
