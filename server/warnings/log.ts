import { DismissalReason, type WarningLogEntry } from '@grid/data/contract'
import type { Caller } from '../access/index.ts'
import { appendWithin, type Happening } from '../audit/index.ts'
import { number, text, textOrNull } from '../centre/index.ts'
import { day, instant, type Row, type Store, sql } from '../store/index.ts'

/** A cluster as the log keeps it. */
export interface LoggedCluster {
  warning: string
  category: string | null
  resolution: number
  cells: readonly string[]
  /** local days, `to` not included */
  from: string
  to: string
  observed: number
  expected: number
}

/** A line of the log: what somebody did, and about which cluster. */
export interface LogLine extends LoggedCluster {
  /** of whoever did it: the cluster is that of the tickets they saw */
  scope: Caller['scope']
  number: number
  entry: WarningLogEntry
}

/** The whole log, oldest first. */
export async function readLog(store: Store): Promise<LogLine[]> {
  const rows = await store.read(sql`SELECT * FROM warning_log ORDER BY number`)
  return rows.map(lineOf)
}

/** Adds a line to the log, and what the audit keeps of it; durable once this resolves. */
export async function addToLog(
  store: Store,
  cluster: LoggedCluster & Pick<LogLine, 'scope'>,
  { at, action, by, reason, note }: Omit<WarningLogEntry, 'observed' | 'expected'>,
  happening: Happening,
): Promise<void> {
  const scope =
    cluster.scope === 'all' ? sql`CAST(NULL AS VARCHAR[])` : sql`CAST(${cluster.scope} AS VARCHAR[])`
  await store.write(async (transaction) => {
    await transaction.run(sql`INSERT INTO warning_log
      VALUES (nextval('warning_log_number'), ${cluster.warning}, ${instant(at)}, ${action}, ${by}, ${reason}, ${note},
        ${cluster.category}, ${cluster.resolution}, CAST(${[...cluster.cells]} AS VARCHAR[]), ${day(cluster.from)},
        ${day(cluster.to)}, ${cluster.observed}, ${cluster.expected}, ${scope})`)
    await appendWithin(transaction, [happening])
  })
}

function lineOf(row: Row): LogLine {
  const cells = Array.isArray(row.cells) ? row.cells.map((cell) => text(cell)) : []
  const observed = number(row.observed)
  const expected = number(row.expected)
  return {
    number: number(row.number),
    scope: Array.isArray(row.scope) ? row.scope.map((code) => text(code)) : 'all',
    warning: text(row.warning),
    category: textOrNull(row.category),
    resolution: number(row.resolution),
    cells,
    from: text(row.from_day),
    to: text(row.to_day),
    observed,
    expected,
    entry: {
      at: text(row.happened_at),
      action: row.action === 'dismissed' ? 'dismissed' : 'reopened',
      by: text(row.by_role),
      reason: row.reason === null ? null : DismissalReason.parse(row.reason),
      note: textOrNull(row.note),
      observed,
      expected,
    },
  }
}
