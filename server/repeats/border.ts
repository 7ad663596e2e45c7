import { number, numberOrNull, wasWork } from '../centre/index.ts'
import { type Asking, predicateOf } from '../filter/index.ts'
import { name, type Row, type Sql, sql } from '../store/index.ts'
import type { Reported } from './nth.ts'
import { metresPerDegree } from './point-grid.ts'
import type { Spot } from './recent.ts'
import { type Square, Squares } from './squares.ts'

/** A ticket of the scope that can repeat something. */
export interface OwnTicket extends Reported {
  key: number
}

/** What is around the border of a scope. */
export interface Near {
  /** in the order of their reports */
  own: OwnTicket[]
  /** where tickets of others lie that count for what all make of a place, or own ones that do so without them alone */
  changes: Spot[]
}

/** Metres of the squares that are told apart first: few enough to look at all of them. */
const wide = 300

/**
 * The border of a scope where tickets of both sides make something of a place together. First it is told which wide squares
 * hold tickets of both sides or lie beside each other, in one look at all tickets; what follows is a matter of these. There
 * only that matters which is near a place that counts: a ticket counts otherwise because it counted itself with those who
 * are gone, or did not since one of these counted. What changes there lies within a square of it, what is changed within one
 * more, and what that is judged by within one more again.
 */
export class Border {
  private readonly squares: Squares
  private readonly coarse: Squares
  private readonly band = new Map<string, Square>()
  private readonly more = new Map<string, Square & { category: number }>()

  private constructor(
    private readonly asking: Asking,
    steepest: number,
    /** points that are an address's with the tickets of others alone */
    private readonly addresses: readonly (readonly [lon: number, lat: number])[],
  ) {
    const { metres } = asking.centre.pack.repeats
    this.squares = new Squares(2 * metres, steepest)
    this.coarse = new Squares(Math.max(wide, 2 * metres), steepest)
  }

  /** Null where the scope's tickets have no neighbours. */
  static async of(asking: Asking): Promise<Border | null> {
    const { store } = asking
    const [[reach], addresses] = await Promise.all([
      store.read(sql`SELECT greatest(max(lat), -min(lat)) AS steepest FROM ticket`),
      addressesOf(asking),
    ])
    const border = new Border(asking, numberOrNull(reach?.steepest) ?? 0, addresses)
    const { row, column } = border.coarse
    const rows = await store.read(sql`
      SELECT ${row} AS row, ${column} AS col, bool_or(${ownTicket(asking)}) AS own, bool_or(NOT ${ownTicket(asking)}) AS others
      FROM ticket t WHERE ${located} GROUP BY ALL`)
    const sides = rows.map((one) => ({
      square: squareOf(one),
      own: one.own === true,
      others: one.others === true,
    }))
    const holding = (side: 'own' | 'others') =>
      new Set(sides.flatMap((one) => (one[side] ? [nameOf(one.square)] : [])))
    const [own, others] = [holding('own'), holding('others')]
    for (const { square } of sides) {
      const beside = (side: ReadonlySet<string>) =>
        border.coarse.around(square).some((other) => side.has(nameOf(other)))
      const name = nameOf(square)
      if ((own.has(name) && beside(others)) || (others.has(name) && beside(own)))
        border.band.set(name, square)
    }
    return border.band.size > 0 ? border : null
  }

  /** Takes what lies around more spots as well; answers whether any of it is new, beside what `changes` have around them. */
  reach(spots: readonly Spot[], changes: readonly Spot[]): boolean {
    const there = new Set(
      changes.flatMap((spot) =>
        this.squares.around(this.squares.of(spot), 2).map((square) => `${spot.category} ${nameOf(square)}`),
      ),
    )
    const before = this.more.size
    for (const spot of spots) {
      const around = this.squares.around(this.squares.of(spot))
      for (const square of around) {
        const place = `${spot.category} ${nameOf(square)}`
        if (!there.has(place)) this.more.set(place, { ...square, category: spot.category })
      }
      for (const square of this.coarse.around(this.coarse.of(spot))) this.band.set(nameOf(square), square)
    }
    return this.more.size > before
  }

  /** What lies there now. */
  async near(): Promise<Near> {
    const { store, centre } = this.asking
    const { metres, days } = centre.pack.repeats
    const [band, more] = [[...this.band.values()], [...this.more.values()]]
    const numbers = (values: readonly number[]) => sql`unnest(CAST(${values} AS INTEGER[]))`
    const lone = isAmong(this.addresses)
    const rings = (count: number) => sql`(SELECT unnest(range(${-count}, ${count + 1})) AS up)
      CROSS JOIN (SELECT unnest(range(${-count}, ${count + 1})) AS aside)`
    const inSquares = (squares: string) =>
      sql`(category, row, col) IN (SELECT (category, row, col) FROM ${name(squares)})`
    const rows = await store.read(sql`
      WITH near AS MATERIALIZED (
        SELECT t.key, t.category, t.lon, t.lat, t.day, t.reported_at, t.id, coalesce(t.repeat_place, FALSE) AS marked,
          ${ownTicket(this.asking)} AS own, ${lone} AS lone, ${this.squares.row} AS row, ${this.squares.column} AS col
        FROM ticket t
        WHERE (${this.coarse.row}, ${this.coarse.column}) IN (
            SELECT (${numbers(band.map(({ row }) => row))}, ${numbers(band.map(({ column }) => column))}))
          AND ${located} AND t.category IS NOT NULL AND ${wasWork} AND (NOT t.shared_point OR (${ownTicket(this.asking)} AND ${lone}))
      ), counting AS (
        SELECT category, row, col, lon, lat, day, own, row + up AS at_row, col + aside AS at_col
        FROM near CROSS JOIN ${rings(1)} WHERE marked
      ), meeting AS MATERIALIZED (
        SELECT c.category, c.row, c.col FROM counting c
          JOIN near o ON o.category = c.category AND o.row = c.at_row AND o.col = c.at_col AND o.own <> c.own
        WHERE CASE WHEN c.own THEN c.day - o.day ELSE o.day - c.day END BETWEEN 0 AND ${days - 1}
          AND ${metresApart} <= ${metres * 1.001}
        UNION
        SELECT category, row, col FROM near WHERE lone
      ), changing AS (
        SELECT DISTINCT category, row + up AS row, col + aside AS col FROM meeting CROSS JOIN ${rings(1)}
      ), around AS (
        SELECT DISTINCT category, row + up AS row, col + aside AS col FROM meeting CROSS JOIN ${rings(3)}
        UNION ALL SELECT ${numbers(more.map(({ category }) => category))}, ${numbers(more.map(({ row }) => row))},
          ${numbers(more.map(({ column }) => column))}
      )
      SELECT key, category, lon, lat, epoch(day) / 86400 AS day, epoch_ms(reported_at) AS at, marked, own, (NOT own OR lone) AND ${inSquares('changing')} AS changes
      FROM near WHERE (own AND ${inSquares('around')}) OR (NOT own AND ${inSquares('changing')})
      ORDER BY reported_at, id`)
    return {
      own: rows.flatMap((row) =>
        row.own === true ? [{ ...spotOf(row), key: number(row.key), counted: row.marked === true }] : [],
      ),
      changes: rows.flatMap((row) => (row.changes === true ? [spotOf(row)] : [])),
    }
  }
}

/** Between `c` and `o`, as `metresBetween` reckons it. */
const metresApart = sql`${metresPerDegree} * sqrt(pow(o.lat - c.lat, 2)
  + pow((o.lon - c.lon) * cos(radians((o.lat + c.lat) / 2)), 2))`

const located = sql`t.lon IS NOT NULL AND t.lat IS NOT NULL`

/** Whether ticket `t` is the scope's. */
function ownTicket(asking: Asking): Sql {
  return sql`coalesce(${predicateOf(asking, {})}, FALSE)`
}

/** Points that many categories share, but not among the tickets of the scope alone. */
async function addressesOf(asking: Asking): Promise<(readonly [lon: number, lat: number])[]> {
  const { tickets, categories } = asking.centre.pack.repeats.sharedPoint
  const own = ownTicket(asking)
  const rows = await asking.store.read(sql`
    SELECT t.lon, t.lat FROM ticket t WHERE t.shared_point GROUP BY ALL
    HAVING bool_or(${own}) AND bool_or(NOT ${own}) AND (count(*) FILTER (${own}) < ${tickets}
      OR count(DISTINCT t.category) FILTER (${own}) < ${categories})`)
  return rows.map((row) => [number(row.lon), number(row.lat)] as const)
}

function isAmong(points: readonly (readonly [lon: number, lat: number])[]): Sql {
  if (points.length === 0) return sql`FALSE`
  return sql`(t.shared_point AND (t.lon, t.lat) IN (SELECT (unnest(CAST(${points.map(([lon]) => lon)} AS DOUBLE[])),
    unnest(CAST(${points.map(([, lat]) => lat)} AS DOUBLE[])))))`
}

function spotOf(row: Row): Spot {
  return {
    category: number(row.category),
    lon: number(row.lon),
    lat: number(row.lat),
    day: number(row.day),
    at: number(row.at),
  }
}

function squareOf({ row, col }: Row): Square {
  return { row: number(row), column: number(col) }
}

function nameOf({ row, column }: Square): string {
  return `${row} ${column}`
}
