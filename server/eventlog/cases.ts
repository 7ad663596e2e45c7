import { EventKind, type Filter } from '@grid/data/contract'
import { number, numberOrNull, text, textOrNull, truth } from '../centre/index.ts'
import { type Asking, asOfOf, reportedIn } from '../filter/index.ts'
import { instant, name, type Row, sql } from '../store/index.ts'

/** A line of a log. Instants are milliseconds since 1970; units and tiers are ids. */
export interface Line {
  seq: number
  at: number
  kind: EventKind
  /** told by the ticket's own timestamps */
  derived: boolean
  fromUnit: string | null
  toUnit: string | null
  fromTier: string | null
  toTier: string | null
  /** null too where the caller may not read free text */
  reason: string | null
  dueAt: number | null
}

/** A ticket as process mining sees it: a case with its lines in the order of the log. */
export interface Case {
  id: string
  source: string | null
  category: string | null
  urgency: string
  status: string
  /** code of the narrowest basic area it lies in */
  area: string | null
  reportedAt: number
  lines: Line[]
}

/** Tickets read at a time, about. */
const page = 5000

const areaColumns = ['area0', 'area1', 'area2', 'area3', 'area4', 'area5'] as const

/**
 * The tickets of a filter with their logs up to the instant, in the order they were imported, in batches: memory does not
 * grow with their number, and no connection is held while whoever reads is slow. Every case is whole; what is written
 * meanwhile may show in cases that come later. Throws problems of the filter at once, before the first batch.
 */
export function casesOf(asking: Asking, filter: Filter): () => AsyncGenerator<Case[]> {
  const { store, centre, caller, signal } = asking
  const where = reportedIn(asking, filter)
  const until = instant(asOfOf(asking, filter))
  return async function* () {
    const [extent] = await store.read(
      sql`SELECT min(t.key) AS low, max(t.key) AS high, count(*) AS n FROM ticket t WHERE ${where}`,
      { signal },
    )
    if (!extent || extent.low === null) return
    const [low, high] = [number(extent.low), number(extent.high)]
    const step = Math.max(page, Math.floor(((high - low + 1) / number(extent.n)) * page))
    for (let from = low; from <= high; from += step) {
      const rows = await store.read(
        sql`
          SELECT t.key, t.id, t.source, t.category, t.urgency, t.status, epoch_ms(t.reported_at) AS reported_at,
            t.area0, t.area1, t.area2, t.area3, t.area4, t.area5,
            e.seq, epoch_ms(e.happened_at) AS happened_at, e.kind, e.derived, e.from_unit, e.to_unit, e.from_tier,
            e.to_tier, ${caller.freeText ? name('e.reason') : sql`NULL`} AS reason, epoch_ms(e.due_at) AS due_at
          FROM (SELECT * FROM ticket t WHERE t.key >= ${from} AND t.key < ${from + step} AND ${where}) t
            LEFT JOIN event e ON e.ticket = t.key AND e.ticket >= ${from} AND e.ticket < ${from + step}
              AND e.happened_at <= ${until}
          ORDER BY t.key, e.seq`,
        { signal },
      )
      yield gathered(centre, rows)
    }
  }
}

function gathered(centre: Asking['centre'], rows: readonly Row[]): Case[] {
  const cases: Case[] = []
  let last: unknown
  for (const row of rows) {
    if (row.key !== last) {
      last = row.key
      const areas = areaColumns.flatMap((column) => centre.areas.codeOf(numberOrNull(row[column])) ?? [])
      cases.push({
        id: text(row.id),
        source: centre.sources.idOf(numberOrNull(row.source)),
        category: centre.categories.idOf(numberOrNull(row.category)),
        urgency: text(row.urgency),
        status: text(row.status),
        area: areas.at(-1) ?? null,
        reportedAt: number(row.reported_at),
        lines: [],
      })
    }
    if (row.seq !== null) cases.at(-1)?.lines.push(lineOf(centre, row))
  }
  return cases
}

function lineOf(centre: Asking['centre'], row: Row): Line {
  const unit = (key: Row[string] | undefined) => centre.units.idOf(numberOrNull(key))
  const tier = (key: Row[string] | undefined, of: string | null) => {
    const own = centre.tiers.idOf(numberOrNull(key))
    return own ?? (of === null ? null : centre.tiers.idOf(centre.units.withId(of)?.tier ?? null))
  }
  const [fromUnit, toUnit] = [unit(row.from_unit), unit(row.to_unit)]
  return {
    seq: number(row.seq),
    at: number(row.happened_at),
    kind: EventKind.parse(row.kind),
    derived: truth(row.derived),
    fromUnit,
    toUnit,
    fromTier: tier(row.from_tier, fromUnit),
    toTier: tier(row.to_tier, toUnit),
    reason: textOrNull(row.reason),
    dueAt: numberOrNull(row.due_at),
  }
}

const giving: ReadonlySet<EventKind> = new Set([
  'reported',
  'dispatched',
  'transferred',
  'escalated',
  'returned',
  'reworked',
  'reopened',
])

/** Who has the ticket by a line, or works on it: whom it is given to, else who acts. */
export function actorOf(line: Line): { unit: string | null; tier: string | null } {
  const taken = { unit: line.toUnit, tier: line.toTier }
  const acting = { unit: line.fromUnit, tier: line.fromTier }
  const [first, second] = giving.has(line.kind) ? [taken, acting] : [acting, taken]
  return first.unit !== null || first.tier !== null ? first : second
}
