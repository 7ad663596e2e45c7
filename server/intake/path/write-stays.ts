import { join, name, type Sql, sql, type Transaction } from '../../store/index.ts'

/** Columns of a stay that are stored as they are told. */
const plain = [
  ...['ticket', 'nth', 'kind', 'handed', 'from_unit', 'from_tier', 'unit', 'tier', 'climb'],
  ...['unit_step', 'tier_step', 'unit_back', 'tier_back', 'again', 'reason', 'left_by'],
  ...['waiting_seconds', 'working_seconds', 'paused_seconds', 'before_seconds'],
] as const
const instants = ['received_at', 'known_at', 'signed_at', 'left_at', 'verified_at', 'done_at'] as const

const told = join([...plain, ...instants].map((column) => name(column)))

/** Instants as they are stored: seconds, and nothing where other columns tell the same. */
const stored: readonly (readonly [column: string, value: Sql])[] = [
  ['received_s', sql`epoch(received_at)`],
  ['known_s', sql`CASE WHEN known_at <> received_at THEN epoch(known_at) END`],
  ['signed_s', sql`epoch(signed_at)`],
  [
    'left_s',
    sql`CASE WHEN left_at IS DISTINCT FROM received_at
      + to_seconds(waiting_seconds + coalesce(working_seconds, 0) + paused_seconds) THEN epoch(left_at) END`,
  ],
  ['verified_s', sql`epoch(verified_at)`],
  ['done_s', sql`epoch(done_at)`],
]

/** Stays of the tickets of a page that are in the database. */
const known = sql`SELECT ${told} FROM stay WHERE ticket IN (SELECT ticket FROM path_ticket)`
const now = sql`SELECT ${told} FROM path_stay`

/** Tickets whose stays are not those in the database. */
const changed: Sql = sql`CREATE OR REPLACE TEMP TABLE path_changed AS
  SELECT ticket FROM ((${now} EXCEPT ${known}) UNION ALL (${known} EXCEPT ${now}))
  GROUP BY ticket`

/**
 * Stays written by one statement. The engine puts few rows behind those before them, and lays them out when a group of them is
 * full; a statement of as many as a group holds, 122,880, begins groups and blocks of its own, and leaves the last ones half empty.
 */
const few = 120_000

/** Puts `path_stay` in the place of what is known of these tickets; what has not changed stays untouched. */
export async function writeStays(transaction: Transaction): Promise<void> {
  const [first] = await transaction.run(sql`SELECT 1 FROM (${known}) LIMIT 1`)
  if (!first) {
    const [stays] = await transaction.run(sql`SELECT count(*) AS told FROM path_stay`)
    for (let from = 0; from < Number(stays?.told); from += few)
      await transaction.run(sql`${added(sql`path_stay`)} LIMIT ${few} OFFSET ${from}`)
    return
  }
  await transaction.run(changed)
  await transaction.run(sql`DELETE FROM stay WHERE ticket IN (SELECT ticket FROM path_changed)`)
  await transaction.run(added(sql`path_stay WHERE ticket IN (SELECT ticket FROM path_changed)`))
  await transaction.drop(['path_changed'])
}

function added(rows: Sql): Sql {
  const columns = join([...plain, ...stored.map(([column]) => column)].map((column) => name(column)))
  const values = join([...plain.map((column) => name(column)), ...stored.map(([, value]) => value)])
  return sql`INSERT INTO stay (${columns}) SELECT ${values} FROM ${rows} ORDER BY ticket, nth`
}
