import {
  Basis,
  Breakdown,
  type Figure,
  MeasureByArea,
  Series,
  Summary,
  TicketDetail,
  TicketPage,
} from '@grid/data/contract'
import type { PlainCell } from '../engine.ts'
import {
  any,
  closedIn,
  countOf,
  dueToClose,
  literal,
  livedIn,
  localDay,
  momentsOf,
  openAt,
  overdueAt,
  reportedIn,
  startOf,
  valid,
} from './moments.ts'
import type { Peer } from './peer.ts'

/**
 * The same question in SQL over raw tables: `ticket` (id, codes, times in UTC, codes of its areas) and `event`. One text
 * for every engine, but for what only one of them has. `ours`: the rows that our answer makes, to be the same as theirs in any order;
 * columns of theirs beyond ours are read and not compared.
 */
export interface PeerQuestion {
  /** of the question of ours */
  id: string
  statement(answer: unknown, path: string, peer: Peer['name']): string
  ours(answer: unknown): PlainCell[][]
}

const parameter = (path: string, name: string) =>
  new URL(path, 'http://localhost').searchParams.get(name) ?? ''
const basisOf = (answer: unknown) => Basis.parse(answer)

function byArea(
  id: string,
  level: string,
  where: 'reported' | 'lived',
  figures: readonly Figures[],
): PeerQuestion {
  return {
    id,
    statement(answer) {
      const moments = momentsOf(basisOf(answer))
      const counted = moments.flatMap((moment) => figures.map(({ sql }) => countOf(sql(moment))))
      const kept = any(moments.map(where === 'reported' ? reportedIn : livedIn))
      return `SELECT ${level}, ${counted.join(', ')} FROM ticket WHERE ${level} IS NOT NULL AND ${kept} GROUP BY ${level}
        HAVING ${counted.map((count) => `${count} > 0`).join(' OR ')}`
    },
    ours(answer) {
      const { areas, previousPeriod, lastYearPeriod } = MeasureByArea.parse(answer)
      return areas
        .map((area) => [
          area.code,
          ...[area, previousPeriod && area.previous, lastYearPeriod && area.lastYear].flatMap((figure) =>
            figure ? figures.map(({ of }) => of(figure)) : [],
          ),
        ])
        .filter((row) => row.slice(1).some((count) => count !== 0))
    },
  }
}

interface Figures {
  sql(moment: Parameters<typeof reportedIn>[0]): string
  of(figure: Figure): number | null
}
const numerator = (sql: Figures['sql']): Figures => ({ sql, of: (figure) => figure.numerator })
const denominator = (sql: Figures['sql']): Figures => ({ sql, of: (figure) => figure.denominator })

const closingRate = [
  numerator((m) => `${valid} AND ${closedIn(m)}`),
  denominator((m) => `${valid} AND ${dueToClose(m)}`),
]

const proactive = "source IN ('grid_inspection', 'sensor')"
const five: Readonly<Record<string, readonly Figures[]>> = {
  reported: [numerator(reportedIn)],
  open: [numerator((m) => `${valid} AND ${openAt(m)}`)],
  overdue: [numerator((m) => `${valid} AND ${overdueAt(m)}`)],
  closing_rate: closingRate,
  proactive_share: [
    numerator((m) => `${valid} AND ${reportedIn(m)} AND ${proactive}`),
    denominator((m) => `${valid} AND ${reportedIn(m)}`),
  ],
}

const summarised = (id: string): PeerQuestion => ({
  id,
  statement(answer) {
    const moments = momentsOf(basisOf(answer))
    const counted = moments.flatMap((m) =>
      Object.values(five).flatMap((figures) => figures.map(({ sql }) => countOf(sql(m)))),
    )
    return `SELECT ${counted.join(', ')} FROM ticket WHERE ${any(moments.flatMap((m) => [reportedIn(m), livedIn(m)]))}`
  },
  ours(answer) {
    const { measures, previousPeriod, lastYearPeriod } = Summary.parse(answer)
    const at = (pick: (measure: (typeof measures)[number]) => Figure | null) =>
      measures.flatMap((measure) => {
        const figure = pick(measure)
        return figure ? (five[measure.id] ?? []).map(({ of }) => of(figure)) : []
      })
    return [
      [
        ...at((measure) => measure),
        ...(previousPeriod ? at(({ previous }) => previous) : []),
        ...(lastYearPeriod ? at(({ lastYear }) => lastYear) : []),
      ],
    ]
  },
})

const overTime = (id: string, statement: PeerQuestion['statement']): PeerQuestion => ({
  id,
  statement,
  ours(answer) {
    const { bins, series } = Series.parse(answer)
    return series.flatMap(({ key, figures }) =>
      figures.flatMap(({ numerator }, index) =>
        numerator > 0 ? [[bins[index] ?? null, ...(key === null ? [] : [key]), numerator]] : [],
      ),
    )
  },
})

const handlingTime = (id: string): PeerQuestion => ({
  id,
  statement(answer) {
    const [moment] = momentsOf(basisOf(answer))
    if (!moment) throw new Error('an answer has a moment')
    const seconds = 'extract(epoch FROM coalesce(handled_at, closed_at) - reported_at)'
    return `SELECT category, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}) / 3600, percentile_cont(0.9) WITHIN GROUP (ORDER BY ${seconds}) / 3600
      FROM ticket WHERE ${valid} AND ${closedIn(moment)} AND coalesce(handled_at, closed_at) >= reported_at GROUP BY category`
  },
  ours(answer) {
    return Breakdown.parse(answer).groups.flatMap(({ key, measures }) =>
      measures.flatMap(({ n, value, p90 }) => (n > 0 ? [[key, n, value, p90 ?? null]] : [])),
    )
  },
})

const listed = (id: string, where: (path: string, answer: unknown) => string): PeerQuestion => ({
  id,
  statement: (answer, path) =>
    `SELECT id, title, source, category, unit, grid, (SELECT count(*) FROM ticket WHERE ${where(path, answer)}) AS total, urgency, status, tier,
       lon, lat, reported_at, due_at, closed_at FROM ticket
     WHERE ${where(path, answer)} ORDER BY reported_at DESC, id DESC LIMIT 100`,
  // how many there are in all is part of the answer
  ours(answer) {
    const { tickets, total } = TicketPage.parse(answer)
    return tickets.map((row) => [row.id, row.title, row.source, row.category, row.unit, row.area, total])
  },
})

const ofPeriod = (answer: unknown) => {
  const [moment] = momentsOf(basisOf(answer))
  return moment ? reportedIn(moment) : 'TRUE'
}

/** The questions that peers are asked too. */
export const peerQuestions: readonly PeerQuestion[] = [
  byArea('reported by grid, 30 days', 'grid', 'reported', five.reported ?? []),
  byArea('reported by grid, all time', 'grid', 'reported', five.reported ?? []),
  byArea('closing rate by community, a year', 'community', 'lived', closingRate),
  summarised('five measures, 30 days'),
  summarised('five measures, a year'),
  summarised('five measures, all time'),
  overTime(
    'reported by day, all time',
    (answer) =>
      `SELECT ${localDay('reported_at')}, count(*) FROM ticket WHERE ${ofPeriod(answer)} GROUP BY 1`,
  ),
  overTime('reported by month and source, all time', (answer) => {
    const month = `substr(${localDay('reported_at')}, 1, 7)`
    return `SELECT ${month} || '-01', CAST(source AS VARCHAR), count(*) FROM ticket WHERE ${ofPeriod(answer)} GROUP BY 1, 2`
  }),
  // counted by beginnings and ends, as one who knows would
  overTime('open by day, all time', (answer) => {
    const { period, asOf } = basisOf(answer)
    const until = literal(
      Math.min(Date.parse(asOf) + 1, period ? startOf(period.to) : Number.POSITIVE_INFINITY),
    )
    const states = `${valid} AND status <> 'suspended'`
    return `SELECT day, open FROM (SELECT day, sum(sum(change)) OVER (ORDER BY day) AS open FROM (
        SELECT ${localDay('reported_at')} AS day, 1 AS change FROM ticket WHERE ${states} AND reported_at < ${until}
        UNION ALL
        SELECT ${localDay('closed_at')}, -1 FROM ticket WHERE ${states} AND status = 'closed' AND closed_at < ${until}
        UNION ALL
        SELECT CAST(CAST(d AS DATE) AS VARCHAR), 0 FROM generate_series(TIMESTAMP '${period?.from}', TIMESTAMP '${period?.to}' - INTERVAL '1 day', INTERVAL '1 day') days(d)
      ) changes GROUP BY day) days WHERE open > 0`
  }),
  handlingTime('handling time by category, a year'),
  handlingTime('handling time by category, all time'),
  listed('last 100 of the centre', (_, answer) => ofPeriod(answer)),
  listed('last 100 in a grid', (path) => `grid = '${parameter(path, 'area')}'`),
  listed(
    'text in titles, a year',
    (path, answer) => `${ofPeriod(answer)} AND lower(title) LIKE '%${parameter(path, 'q').toLowerCase()}%'`,
  ),
  {
    id: 'ticket by id',
    statement: (_, path) => {
      const id = decodeURIComponent(path.split('/').at(-1) ?? '')
      return `SELECT e.kind, e.from_unit, e.to_unit, e.seq FROM ticket t JOIN event e ON e.ticket = t.id WHERE t.id = '${id}'`
    },
    ours: (answer) =>
      // what a ticket without a log tells by its own timestamps is no row of the peers
      TicketDetail.parse(answer).log.flatMap(({ derived, kind, from_unit, to_unit, seq }) =>
        derived ? [] : [[kind, from_unit, to_unit, seq]],
      ),
  },
  {
    id: 'in a box, a year',
    statement(answer, path, peer) {
      const [west, south, east, north] = parameter(path, 'bbox').split(',')
      const moments = momentsOf(basisOf(answer))
      const exactly = `lon BETWEEN ${west} AND ${east} AND lat BETWEEN ${south} AND ${north}`
      // its boxes are of single precision: points a metre beyond the border count as within
      const inBox =
        peer === 'postgres'
          ? `point && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326) AND ${exactly}`
          : exactly
      return `SELECT ${moments.map((moment) => countOf(reportedIn(moment))).join(', ')} FROM ticket
        WHERE ${inBox} AND ${any(moments.map(reportedIn))}`
    },
    ours(answer) {
      const [reported] = Summary.parse(answer).measures
      return [
        [reported, reported?.previous, reported?.lastYear].flatMap((figure) =>
          figure ? [figure.numerator] : [],
        ),
      ]
    },
  },
]
