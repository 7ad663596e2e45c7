import { z } from 'zod'
import { Basis } from './measure.ts'
import { LocalDate } from './time.ts'

/** Media type of `GET /api/timecube`. */
export const timeCubeType = 'application/vnd.grid-centre.timecube'

/** What a message of counts says of itself; the counts follow it in the order of `groups`, then `areas`, then `bins`. */
export const TimeCubeHeader = Basis.extend({
  level: z.string(),
  bin: z.enum(['day', 'week', 'month']),
  /** first local day of each bin, in order, none left out; weeks begin on Monday */
  bins: z.array(LocalDate),
  /** the local day after the last bin's last one that counts */
  end: LocalDate.nullable(),
  /** codes of every area of the level that the filter touches; null at the end gathers tickets of none of them */
  areas: z.array(z.string().nullable()),
  /** what the counts are told apart by: a property of the tickets, or the part of a measure that they are */
  by: z.enum(['source', 'category', 'part']).nullable(),
  /** ids of the property, null for tickets without it; keys of the parts; a single null where there is no `by` */
  groups: z.array(z.string().nullable()),
})
export type TimeCubeHeader = z.infer<typeof TimeCubeHeader>

/** Tickets reported, by group, area and bin: `counts[(group * areas + area) * bins + bin]`. */
export interface TimeCube {
  header: TimeCubeHeader
  counts: Uint32Array
}

/** Bins of one group and area in which tickets were reported, ascending, and how many in each. */
export interface TimeCubeRow {
  group: number
  area: number
  bins: readonly number[]
  counts: readonly number[]
}

/** Counts that a browser can hold and add up: 5,000 areas over four years of days. More are refused. */
export const mostTimeCubeCounts = 8_000_000

/** Whether a count is what a measure counts, or what it counts it of. */
export type MeasurePart = 'numerator' | 'denominator'

/** The group that holds a part of a measure. */
export function partKey(measure: string, part: MeasurePart): string {
  return `${measure}.${part}`
}

const magic = [0x47, 0x43, 0x54, 0x31] as const

/**
 * Writes the message: the letters GCT1, the length of the header in bytes (32 bits, little-endian), the header as JSON in
 * UTF-8, then for each group and area, in order, as variable-length numbers (7 bits a byte, the lowest first, the high
 * bit where more follow): how many bins have tickets, and for each of these how many bins were left out before it and its
 * count.
 */
export function encodeTimeCube(header: TimeCubeHeader, rows: readonly TimeCubeRow[]): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header))
  const cells = rows.reduce((sum, row) => sum + row.bins.length, 0)
  const slots = header.groups.length * header.areas.length
  // five bytes hold 32 bits
  const bytes = new Uint8Array(8 + head.length + 5 * (slots + 2 * cells))
  bytes.set(magic)
  new DataView(bytes.buffer).setUint32(4, head.length, true)
  bytes.set(head, 8)
  let at = 8 + head.length
  const put = (value: number) => {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) + 128
    bytes[at++] = rest
  }
  const bySlot = new Map(rows.map((row) => [row.group * header.areas.length + row.area, row]))
  for (let slot = 0; slot < slots; slot++) {
    const row = bySlot.get(slot)
    put(row?.bins.length ?? 0)
    let next = 0
    row?.bins.forEach((bin, index) => {
      put(bin - next)
      put(row.counts[index] ?? 0)
      next = bin + 1
    })
  }
  return bytes.slice(0, at)
}

/** Reads the message; a RangeError says that it is none, or is cut short. */
export function decodeTimeCube(message: ArrayBuffer): TimeCube {
  const bytes = new Uint8Array(message)
  if (magic.some((byte, index) => bytes[index] !== byte)) throw new RangeError('this is no time cube')
  const length = new DataView(message).getUint32(4, true)
  const header = TimeCubeHeader.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))))
  const slots = header.groups.length * header.areas.length
  const width = header.bins.length
  const counts = new Uint32Array(slots * width)
  let at = 8 + length
  const take = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('the time cube is cut short')
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  for (let slot = 0; slot < slots; slot++) {
    let bin = slot * width
    for (let cells = take(); cells > 0; cells--) {
      bin += take()
      counts[bin++] = take()
    }
  }
  if (at !== bytes.length) throw new RangeError('the time cube has more than it says')
  return { header, counts }
}

const rowsAtOnce = 64

/**
 * Running sums for each group and area, at one bin more than there are: tickets of the bins from `a` up to but not including
 * `b` are `sums[b * rows + row] - sums[a * rows + row]`, where `row` is `group * areas + area` and `rows` their number. All
 * rows of a bin lie together, since a stretch of time is asked for all areas at once.
 */
export function runningSums({ header, counts }: TimeCube): Uint32Array {
  const width = header.bins.length
  const rows = header.groups.length * header.areas.length
  const sums = new Uint32Array(rows * (width + 1))
  // counts lie by row and sums by bin: a few rows at a time keep both in the processor's cache
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const end = Math.min(first + rowsAtOnce, rows)
    for (let bin = 0; bin < width; bin++) {
      const before = bin * rows
      for (let row = first; row < end; row++)
        sums[before + rows + row] = (sums[before + row] ?? 0) + (counts[row * width + bin] ?? 0)
    }
  }
  return sums
}
