import { encodeTimeCube, type Filter, type TimeCubeHeader, type TimeCubeRow } from '@grid/data/contract'
import { number } from '../centre/index.ts'
import { type Asking, basisOf, reportedIn } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { type Cell, day, sql } from '../store/index.ts'
import { type BinSize, binsOf } from './bins.ts'
import { groupId, groupOf } from './groups.ts'
import { areaAt, areasAt, levelOf } from './level-areas.ts'

export interface TimeCubeQuestion {
  level: string
  bin: BinSize
  by?: 'source' | 'category' | undefined
}

/** Twenty years of days. */
const mostBins = 7320
/** Counts that a browser can hold and add up: 5,000 areas over four years of days. */
const mostCounts = 8_000_000

/**
 * Tickets reported by bin, area and, where asked, source or category, as one message: what `/api/series` and
 * `/api/measures/reported/areas` count, for every stretch of bins at once. Tickets that belong to none of the areas stand
 * at the end under null, so that all areas together are the whole.
 */
export async function timeCube(
  asking: Asking,
  { level: id, bin, by }: TimeCubeQuestion,
  filter: Filter,
): Promise<Uint8Array> {
  const { centre, store, signal } = asking
  const level = levelOf(centre, id)
  const basis = basisOf(asking, filter)
  const { from, to } = centre.extent
  const period = basis.period ?? (from !== null && to !== null ? { from, to } : null)
  const bins = period ? binsOf(period, bin, mostBins) : []
  const areas: TimeCubeHeader['areas'] = [...areasAt(asking, level, filter).map(({ code }) => code), null]
  if (!bins || bins.length * areas.length > mostCounts) throw tooMany()
  const where = reportedIn(asking, filter)
  const start = sql`CAST(date_trunc(${bin}, t.day) AS DATE)`
  const first = bins[0]?.start ?? '1970-01-01'
  const rows = await store.read(
    sql`
      WITH cell AS (
        SELECT ${areaAt(centre, level)} AS area, ${by ? groupOf(by) : sql`NULL`} AS grouped,
          CAST(${start} - ${day(first)} AS INTEGER) AS days, CAST(count(*) AS INTEGER) AS tickets
        FROM ticket t WHERE ${where} GROUP BY ALL
      )
      SELECT area, grouped, list(days ORDER BY days) AS days, list(tickets ORDER BY days) AS tickets
      FROM cell GROUP BY area, grouped`,
    { signal },
  )
  const groups: TimeCubeHeader['groups'] = by
    ? [...new Set(rows.map((row) => groupId(centre, by, row.grouped ?? null)))].sort(byId)
    : [null]
  if (bins.length * areas.length * groups.length > mostCounts) throw tooMany()
  const place = {
    area: placesOf(areas),
    group: placesOf(groups),
    bin: new Map(bins.map((one, index) => [daysFrom(first, one.start), index])),
  }
  const told = new Map<number, TimeCubeRow>()
  for (const row of rows) {
    const code = typeof row.area === 'number' ? (centre.areas.codeOf(row.area) ?? null) : null
    const area = place.area.get(code) ?? areas.length - 1
    const group = place.group.get(by ? groupId(centre, by, row.grouped ?? null) : null) ?? 0
    const slot = group * areas.length + area
    const own = {
      group,
      area,
      bins: numbers(row.days).map((days) => place.bin.get(days) ?? 0),
      counts: numbers(row.tickets),
    }
    const known = told.get(slot)
    told.set(slot, known ? together(known, own) : own)
  }
  const header: TimeCubeHeader = {
    ...basis,
    level: level.id,
    bin,
    bins: bins.map((one) => one.start),
    end: period?.to ?? null,
    areas,
    by: by ?? null,
    groups,
  }
  return encodeTimeCube(header, [...told.values()])
}

/** Two rows of one place as one: of areas that are none of the level's. */
function together(a: TimeCubeRow, b: TimeCubeRow): TimeCubeRow {
  const counts = new Map(a.bins.map((bin, index) => [bin, a.counts[index] ?? 0]))
  b.bins.forEach((bin, index) => {
    counts.set(bin, (counts.get(bin) ?? 0) + (b.counts[index] ?? 0))
  })
  const bins = [...counts.keys()].sort((x, y) => x - y)
  return { ...a, bins, counts: bins.map((bin) => counts.get(bin) ?? 0) }
}

function placesOf(ids: readonly (string | null)[]): ReadonlyMap<string | null, number> {
  return new Map(ids.map((id, index) => [id, index]))
}

function numbers(cell: Cell | undefined): number[] {
  return Array.isArray(cell) ? cell.map(number) : []
}

const dayMs = 86_400_000

function daysFrom(first: string, start: string): number {
  return (Date.parse(start) - Date.parse(first)) / dayMs
}

/** Ids in the order of their characters, tickets without the property last. */
function byId(a: string | null, b: string | null): number {
  return (a ?? '\u{10ffff}') < (b ?? '\u{10ffff}') ? -1 : 1
}

function tooMany() {
  return badParameters([
    {
      parameter: 'bin',
      detail: `makes more than ${mostCounts.toLocaleString('en')} counts; write a longer bin, a shorter period, a wider level, or no "by"`,
    },
  ])
}
