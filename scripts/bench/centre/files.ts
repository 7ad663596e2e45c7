import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Engine, quoted } from '../engine.ts'

const times = [
  'reported_at',
  'dispatched_at',
  'first_contact_at',
  'handled_at',
  'closed_at',
  'due_at',
] as const
const texts = [
  'id',
  'source',
  'category',
  'urgency',
  'title',
  'lon',
  'lat',
  'status',
  'tier',
  'unit',
  'solved_tier',
  'solved',
  'satisfied',
] as const
const format = 'yyyy-MM-dd HH:mm:ss'
const written = (time: string) => `strftime(${time}, '%Y-%m-%d %H:%M:%S')`

/** Writes `tickets.csv`, `events.csv` and their mappings into a folder; of the tables that {@link makeTickets} made. */
export async function writeFiles(
  engine: Engine,
  folder: string,
): Promise<{ tickets: string; events: string }> {
  const tickets = join(folder, 'tickets.csv')
  const events = join(folder, 'events.csv')
  await engine.run(
    `COPY (SELECT ${texts.join(', ')}, ${times.map((time) => `${written(time)} AS ${time}`).join(', ')} FROM ticket)
     TO ${quoted(tickets)} (HEADER)`,
  )
  await engine.run(`COPY (${eventRows}) TO ${quoted(events)} (HEADER)`)
  const zone = { encoding: 'utf-8', timeZone: 'Asia/Shanghai' }
  const plain = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]))
  const timed = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, { column: name, format }]))
  write(folder, 'tickets.map.json', {
    ...zone,
    crs: 'EPSG:4326',
    fields: { ...plain(texts), ...timed(times) },
  })
  write(folder, 'events.map.json', {
    ...zone,
    fields: {
      ...plain(['ticket', 'seq', 'kind', 'from_unit', 'to_unit', 'from_tier', 'to_tier', 'reason']),
      ...timed(['at']),
    },
  })
  return { tickets, events }
}

function write(folder: string, name: string, value: object): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
}

const during = (share: number) => `dispatched + to_seconds(CAST(work * ${share}e0 AS BIGINT))`
const line = (seq: number, at: string, kind: string, parts: readonly string[], when = 'TRUE') =>
  `CASE WHEN ${when} THEN {'seq': ${seq}, 'at': ${at}, 'kind': ${kind}, 'from_unit': ${parts[0]}, 'to_unit': ${parts[1]},
    'from_tier': ${parts[2]}, 'to_tier': ${parts[3]}, 'reason': ${parts[4] ?? 'NULL::VARCHAR'}} END`

/** The log of each ticket in its order, about three lines: dispatched, handed on by some, handled, closed. */
const eventRows = `SELECT id AS ticket, entry.seq, ${written('entry.at')} AS at, entry.kind, entry.from_unit, entry.to_unit,
    entry.from_tier, entry.to_tier, entry.reason
  FROM (SELECT id, unnest([
    ${line(0, 'dispatched_at', "'dispatched'", ["'centre'", 'unit0', "'centre'", 'tier0'])},
    ${line(1, during(0.3), 'move', ['unit0', "CASE move WHEN 'returned' THEN 'centre' ELSE unit1 END", 'tier0', "CASE move WHEN 'returned' THEN 'centre' ELSE tier1 END", "CASE move WHEN 'returned' THEN 'responsibility unclear' WHEN 'escalated' THEN 'beyond authority' ELSE 'cross-department' END"], 'move IS NOT NULL')},
    ${line(2, during(0.35), "'dispatched'", ["'centre'", 'unit1', "'centre'", 'tier1'], "move = 'returned'")},
    ${line(3, during(0.6), "'transferred'", ['unit1', 'unit0', 'tier1', 'tier0', "'responsibility unclear'"], 'back')},
    ${line(4, during(0.7), "'co_assigned'", ['unit', 'helper', 'tier', "'department'"], 'helper IS NOT NULL AND helper <> unit')},
    ${line(5, 'handled_at', "'handled'", ['unit', 'NULL', 'tier', 'NULL'])},
    ${line(6, 'closed_at', "'closed'", ["'centre'", 'NULL', "'centre'", 'NULL'])}
  ]) AS entry FROM ticket)
  WHERE entry IS NOT NULL AND entry.at IS NOT NULL AND entry.at < (SELECT max(reported_at) FROM ticket)`
