import type { LiveEvent, RowOutcome } from '@grid/data/contract'
import { instant, sql, type Transaction } from '../../store/index.ts'
import { importEventsWithin } from '../events/index.ts'
import { eventFields } from '../map/index.ts'
import { recordsSource } from '../read/index.ts'
import type { Standing } from '../standing.ts'
import { Outcomes } from './outcomes.ts'

/** A line of a log and the ticket it belongs to. */
export interface TicketLine {
  ticket: string
  event: LiveEvent
}

const columns = Object.keys(eventFields).filter((column) => column !== 'seq')
const place = 'the message'

/**
 * Takes lines of logs through the same steps as those of a file. The tickets follow them: state, holder and clocks are
 * those of the log from now on. A line that is known already changes nothing.
 */
export async function takeEvents(
  transaction: Transaction,
  lines: readonly TicketLine[],
  { standing, now }: { standing: Standing; now: number },
): Promise<RowOutcome[]> {
  const outcomes = new Outcomes(lines.map(({ ticket }) => ticket))
  const records = lines.map(({ ticket, event }) => ({ ...event, ticket }))
  await importEventsWithin(
    transaction,
    {
      file: { path: place, mapping: undefined, place, source: recordsSource(records, columns) },
      rejects: outcomes,
      onProgress: undefined,
      now: () => now,
      standing,
      merged: async () => {
        const matched = await transaction.run(
          sql`SELECT row, known_seq IS NULL AS fresh FROM matched_event WHERE known_seq IS NULL OR changed`,
        )
        for (const { row, fresh } of matched) outcomes.settle(Number(row), fresh ? 'created' : 'updated')
        await transaction.run(sql`INSERT INTO change (id, ticket, kind, happened_at)
          SELECT nextval('change_id'), * FROM (
            SELECT ticket, 'event', ${instant(now)} FROM matched_event
            WHERE known_seq IS NULL OR changed GROUP BY ticket ORDER BY min(row))`)
      },
    },
    { follows: true },
  )
  return outcomes.all
}
