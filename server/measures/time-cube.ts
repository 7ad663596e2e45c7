import {
  encodeTimeCube,
  type Filter,
  mostTimeCubeCounts,
  type TimeCubeHeader,
  type TimeCubeRow,
} from '@grid/data/contract'
import { type CentreRecord, number } from '../centre/index.ts'
import { type Asking, basisOf, reportedIn } from '../filter/index.ts'
import { badParameters } from '../problems.ts'
import { type Cell, countIf, day, join, type Sql, sql } from '../store/index.ts'
import { type BinSize, binsOf } from './bins.ts'
import { dailyParts, type Part } from './daily.ts'
import { constantTerms, factsIn, type Moment, momentOf } from './facts.ts'
import { groupId, groupOf } from './groups.ts'
import { areaAt, areasAt, levelOf } from './level-areas.ts'
import type { MeasureDefinition } from './measure.ts'
import { placesIn } from './places.ts'

export interface TimeCubeQuestion {
  level: string
  bin: BinSize
  by?: 'source' | 'category' | undefined
  /** measures whose parts are counted, in place of all that was reported */
  measures?: readonly MeasureDefinition[] | undefined
}

/** Twenty years of days. */
const mostBins = 7320

/**
 * Tickets reported by bin, area and, where asked, source, category or the part of a measure, as one message: what
 * `/api/series` and `/api/measures/{id}/areas` count, for every stretch of bins at once. Tickets that belong to none of the
 * areas stand at the end under null, so that all areas together are the whole.
 */
export async function timeCube(
  asking: Asking,
  { level: id, bin, by, measures }: TimeCubeQuestion,
  filter: Filter,
): Promise<Uint8Array> {
  const { centre, store, signal } = asking
  const level = levelOf(centre, id)
  const basis = basisOf(asking, filter)
  const { from, to } = centre.extent
  const period = basis.period ?? (from !== null && to !== null ? { from, to } : null)
  const bins = period ? binsOf(period, bin, mostBins) : []
  const areas: TimeCubeHeader['areas'] = [...areasAt(asking, level, filter).map(({ code }) => code), null]
  if (!bins || bins.length * areas.length > mostTimeCubeCounts) throw tooMany()
  const parts = measures && dailyParts(measures, centre)
  if (parts && bins.length * areas.length * parts.length > mostTimeCubeCounts) throw tooMany()
  const first = bins[0]?.start ?? '1970-01-01'
  const placed: Placed = {
    area: areaAt(centre, level),
    days: sql`CAST(CAST(date_trunc(${bin}, t.day) AS DATE) - ${day(first)} AS INTEGER)`,
    where: reportedIn(asking, filter),
  }
  const { cells, groupOfRow, groupsOf } = parts
    ? await byPart(asking, parts, placed, momentOf(period, Date.parse(basis.asOf), centre.pack.timeZone))
    : byProperty(centre, by, placed)
  const rows = await store.read(
    sql`
      WITH cell AS (${cells})
      SELECT area, grouped, list(days ORDER BY days) AS days, list(tickets ORDER BY days) AS tickets
      FROM cell GROUP BY area, grouped`,
    { signal },
  )
  const groups = groupsOf(rows.map((row) => row.grouped ?? null))
  if (bins.length * areas.length * groups.length > mostTimeCubeCounts) throw tooMany()
  const place = {
    area: placesOf(areas),
    group: placesOf(groups),
    bin: new Map(bins.map((one, index) => [daysFrom(first, one.start), index])),
  }
  const told = new Map<number, TimeCubeRow>()
  for (const row of rows) {
    const code = typeof row.area === 'number' ? (centre.areas.codeOf(row.area) ?? null) : null
    const area = place.area.get(code) ?? areas.length - 1
    const group = place.group.get(groupOfRow(row.grouped ?? null)) ?? 0
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
    by: parts ? 'part' : (by ?? null),
    groups,
  }
  return encodeTimeCube(header, [...told.values()])
}

/** Tickets `t` that count, their area, and their bin by its days from the first. */
interface Placed {
  area: Sql
  days: Sql
  where: Sql
}

/** How counts are told apart: rows of area, `grouped`, days and tickets, and what `grouped` means. */
interface Apart {
  cells: Sql
  groupOfRow(grouped: Cell): string | null
  groupsOf(grouped: readonly Cell[]): (string | null)[]
}

function byProperty(centre: CentreRecord, by: TimeCubeQuestion['by'], { area, days, where }: Placed): Apart {
  const groupOfRow = (grouped: Cell) => (by ? groupId(centre, by, grouped) : null)
  return {
    cells: sql`
      SELECT ${area} AS area, ${by ? groupOf(by) : sql`NULL`} AS grouped, ${days} AS days,
        CAST(count(*) AS INTEGER) AS tickets
      FROM ticket t WHERE ${where} GROUP BY ALL`,
    groupOfRow,
    groupsOf: (grouped) => (by ? [...new Set(grouped.map(groupOfRow))].sort(byId) : [null]),
  }
}

/** Counts of each part of measures, a ticket in as many as it belongs to. */
async function byPart(
  asking: Asking,
  parts: readonly Part[],
  { area, days, where }: Placed,
  moment: Moment,
): Promise<Apart> {
  const conditions = parts.map(({ condition }) => condition)
  const counts = conditions.map(countIf)
  const facts = factsIn(counts, asking.centre, {
    moment: constantTerms(moment),
    ...(await placesIn(asking, conditions)),
  })
  return {
    cells: sql`
      SELECT area, part AS grouped, days, CAST(counts[part + 1] AS INTEGER) AS tickets
      FROM (
        SELECT f.area, f.days, [${join(counts)}] AS counts
        FROM (
          SELECT ${area} AS area, ${days} AS days, ${facts}
          FROM ticket t WHERE ${where}
        ) f GROUP BY f.area, f.days
      ), range(${parts.length}) AS parts(part)
      WHERE counts[part + 1] > 0`,
    groupOfRow: (grouped) => parts[number(grouped)]?.key ?? null,
    groupsOf: () => parts.map(({ key }) => key),
  }
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
      detail: `makes more than ${mostTimeCubeCounts.toLocaleString('en')} counts; write a longer bin, a shorter period, a wider level, fewer measures, or no "by"`,
    },
  ])
}
