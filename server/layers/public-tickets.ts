import type { Filter, LayerProperty } from '@grid/data/contract'
import { type CentreRecord, number, numberOrNull, text } from '../centre/index.ts'
import { type Asking, areaColumn, reportedIn } from '../filter/index.ts'
import { reported } from '../measures/index.ts'
import { join, oneOf, type Row, type Sql, sql } from '../store/index.ts'
import { boxOfRow } from './box.ts'
import { described } from './described.ts'
import { type Withheld, withheldFigures } from './disclosure/index.ts'
import type { Feature, LayerFace, LayerQuestion, OpenLayer } from './layer.ts'
import { narrowed } from './narrowed.ts'

/** Points are moved to the middle of a square of so many degrees of latitude: 222 m. */
const squareDegrees = 0.002

/** What a public ticket tells. */
export const publicProperties: readonly LayerProperty[] = [
  { name: 'category', kind: 'text', label: { en: 'Category', zh: '类别' } },
  { name: 'urgency', kind: 'text', label: { en: 'Urgency', zh: '紧急程度' } },
  { name: 'reported_on', kind: 'day', label: { en: 'Day of report', zh: '上报日期' } },
  {
    name: 'area',
    kind: 'text',
    label: { en: 'Area', zh: '区域' },
    meaning: {
      en: 'The smallest area of which, and of all above it, the number of tickets is shown',
      zh: '本级及各上级工单数均予显示的最小区域',
    },
  },
]

/**
 * Tickets as anybody may have them: what, on which day and roughly where, in the order of these. Nothing that a measure
 * counts is told of a single ticket, since whoever has the tickets of an area counts them; the area itself is told as far
 * up as the numbers of tickets are shown, and a square where at least `below` of the area's tickets lie in it. Without
 * ids, two files cannot be laid side by side.
 */
export async function publicTickets(
  asking: Asking,
  layer: LayerFace,
  question: LayerQuestion,
): Promise<OpenLayer> {
  const { store, centre, signal } = asking
  const { filter } = question
  const withheld = await withheldFigures(asking, [reported], filter)
  const rows = placed(asking, filter, withheld)
  const [found] = await store.read(
    sql`WITH ${rows} SELECT count(*) AS tickets, count(*) FILTER (WHERE lon IS NULL) AS withheld,
      min(lon) AS west, min(lat) AS south, max(lon) AS east, max(lat) AS north FROM placed`,
    { signal },
  )
  // so few that their number alone would tell of them
  const tooFew = number(found?.tickets) < withheld.below
  const description = described(asking, layer, question, {
    features: tooFew ? 0 : number(found?.tickets),
    bbox: tooFew ? null : boxOfRow(found),
    suppression: {
      below: withheld.below,
      withheld: tooFew ? 0 : number(found?.withheld),
      how: {
        en: `No text and no exact place. A point is the middle of a square of about 200 m that holds at least ${withheld.below} of its area's tickets; other tickets have an area alone, the smallest whose number of tickets is shown. Fewer than ${withheld.below} tickets are not given at all.`,
        zh: `不含文字与确切位置。坐标为约 200 米方格的中心，且该区域在方格内至少有 ${withheld.below} 件；其余仅给出显示工单数的最小区域。总数不足 ${withheld.below} 件时不予提供。`,
      },
    },
    properties: [...publicProperties],
  })
  const open: OpenLayer = {
    description,
    features: async function* () {
      if (tooFew) return
      const statement = sql`WITH ${rows} SELECT category, urgency, day, area, lon, lat FROM placed
        ORDER BY day, category, urgency, area, lon, lat`
      let count = 0
      for await (const batch of store.trickle(statement, { signal }))
        yield batch.map((row) => featureOf(centre, row, ++count))
    },
  }
  return await narrowed(open, question)
}

function featureOf(centre: CentreRecord, row: Row, count: number): Feature {
  const lon = numberOrNull(row.lon)
  const lat = numberOrNull(row.lat)
  return {
    id: String(count),
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    values: [
      centre.categories.idOf(numberOrNull(row.category)),
      text(row.urgency),
      text(row.day),
      centre.areas.codeOf(numberOrNull(row.area)),
    ],
  }
}

/**
 * Rows `placed`: each ticket with the smallest area that may be told, and the middle of its square where nothing of the
 * areas it lies in is guarded and enough tickets of its area share it.
 */
function placed(asking: Asking, filter: Filter, withheld: Withheld): Sql {
  const { centre } = asking
  const { where, chosen } = choice(asking, filter)
  const isGuarded = centre.levels.map(({ depth }) => {
    const guarded = centre.areas.areas.filter(
      (area) => area.kind === 'basic' && area.depth === depth && withheld.guards(0, area.code),
    )
    return sql`coalesce(${oneOf(
      areaColumn(centre, depth),
      guarded.flatMap(({ keys }) => [...keys]),
    )}, FALSE)`
  })
  const smallest = centre.levels.reduce<Sql>(
    (above, { depth }) => sql`coalesce(${areaColumn(centre, depth)}, ${above})`,
    sql`CAST(NULL AS INTEGER)`,
  )
  const told = centre.levels.map(({ depth }, index) => {
    const above = depth === 0 ? sql`NULL` : areaColumn(centre, depth - 1)
    return sql`WHEN ${isGuarded[index]!} THEN ${above}`
  })
  const isOpen = sql`NOT (${join([sql`FALSE`, ...isGuarded], ' OR ')})`
  const lat = sql`CAST(${squareDegrees} AS DOUBLE)`
  const lon = sql`CAST(${squareDegrees * lonScale(centre)} AS DOUBLE)`
  return sql`
    told AS (
      SELECT t.category, t.urgency, t.day,
        CASE WHEN FALSE THEN NULL ${join([sql``, ...told], ' ')} ELSE ${smallest} END AS area,
        CASE WHEN ${isOpen} THEN CAST(floor(t.lon / ${lon}) AS INTEGER) END AS x,
        CASE WHEN ${isOpen} THEN CAST(floor(t.lat / ${lat}) AS INTEGER) END AS y
      FROM ticket t WHERE ${where}
    ),
    squares AS (
      SELECT area, x, y FROM told WHERE x IS NOT NULL AND area IS NOT NULL
      GROUP BY area, x, y HAVING count(*) >= ${Math.max(1, withheld.below)}
    ),
    placed AS (
      SELECT told.*, round((squares.x + 0.5) * ${lon}, 6) AS lon, round((squares.y + 0.5) * ${lat}, 6) AS lat
      FROM told LEFT JOIN squares USING (area, x, y)
      WHERE ${chosen}
    )`
}

/**
 * Named areas choose among what may be told, `chosen`, instead of what is looked at: a list of two areas must not tell
 * of one of them what the file of all does not. Special grids lie across the tree and choose what is looked at.
 */
function choice(asking: Asking, filter: Filter): { where: Sql; chosen: Sql } {
  const { area: named, ...everywhere } = filter
  const areas = (named ?? []).map((code) => asking.centre.areas.withCode(code))
  // refuses the codes there are not
  const where = reportedIn(asking, filter)
  if (!named || areas.some((area) => area?.kind === 'special')) return { where, chosen: sql`TRUE` }
  const within = asking.centre.areas.areas.filter(
    (area) =>
      area.kind === 'basic' && asking.centre.areas.path(area.code).some((above) => named.includes(above)),
  )
  return {
    where: reportedIn(asking, everywhere),
    chosen: oneOf(
      sql`told.area`,
      within.flatMap(({ keys }) => [...keys]),
    ),
  }
}

/** Degrees of longitude that reach as far as one of latitude, in the middle of the centre. */
function lonScale({ extent: { bbox } }: CentreRecord): number {
  const middle = bbox ? (bbox[1] + bbox[3]) / 2 : 0
  return 1 / Math.max(0.1, Math.cos((middle * Math.PI) / 180))
}
