import { type Filter, type FlowPath, type FlowPaths, writeWay } from '@grid/data/contract'
import { type CentreRecord, number, text } from '../centre/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import { countIf, type Row, sql } from '../store/index.ts'
import { coverAndLogsOf } from './cover.ts'
import { noTime, timed, timeOf } from './time.ts'
import { type Holder, waysBy } from './ways.ts'

/** The most frequent ways of the filter's tickets from holder to holder; the rest is folded into one. */
export async function flowPaths(
  asking: Asking,
  { by, top }: { by: Holder; top: number },
  filter: Filter,
): Promise<FlowPaths> {
  const { store, centre, signal } = asking
  const { cover, told } = await coverAndLogsOf(asking, filter)
  const ways = waysBy(asking, filter, told, by)
  const ranked = await store.read(
    sql`WITH ${ways}
      SELECT way, count(*) OVER () AS ways FROM w GROUP BY way ORDER BY count(*) DESC, length(way), way LIMIT ${top}`,
    { signal },
  )
  const shown = ranked.map(({ way }) => text(way))
  const rows = await store.read(
    sql`WITH ${ways}, shown AS (
        SELECT unnest(CAST(${shown} AS VARCHAR[])) AS way, unnest(range(1, ${shown.length + 1})) AS place
      )
      SELECT GROUPING(shown) = 1 AS whole, shown, any_value(way) AS way, count(*) AS tickets,
        ${countIf(sql`done`)} AS done, ${timed(sql`seconds`, 'time')}
      FROM (SELECT w.*, coalesce(p.place, 0) AS shown FROM w LEFT JOIN shown p ON p.way = w.way)
      GROUP BY GROUPING SETS ((shown), ()) ORDER BY shown`,
    { signal },
  )
  const share = (tickets: number) => (cover.told === 0 ? 0 : tickets / cover.told)
  const folded = rows.find((row) => row.whole === false && row.shown === 0)
  const whole = rows.find((row) => row.whole === true)
  return {
    ...basisOf(asking, filter),
    by,
    cover,
    paths: rows
      .filter((row) => row.whole === false && row.shown !== 0)
      .map((row) => ({ ...pathOf(centre, by, row), share: share(number(row.tickets)) })),
    folded: folded
      ? {
          paths: number(ranked[0]?.ways) - shown.length,
          ...sums(folded),
          share: share(number(folded.tickets)),
        }
      : { paths: 0, tickets: 0, share: 0, done: 0, time: noTime },
    time: whole ? timeOf(whole, 'time') : noTime,
  }
}

function sums(row: Row): Pick<FlowPath, 'tickets' | 'done' | 'time'> {
  return { tickets: number(row.tickets), done: number(row.done), time: timeOf(row, 'time') }
}

function pathOf(centre: CentreRecord, by: Holder, row: Row): Omit<FlowPath, 'share'> {
  const members = by === 'tier' ? centre.tiers : centre.units
  const way = text(row.way)
  const steps = way === '' ? [] : way.split('>').flatMap((key) => members.idOf(Number(key)) ?? [])
  return { id: writeWay(by, steps), steps, ...sums(row) }
}
