import { sql } from '../../store/index.ts'
import type { Reads } from '../centre.ts'
import { IntakeError } from '../errors.ts'

/** What is not in force yet cannot be today's; data that runs ahead of the clock has its own today. */
export async function refuseFuture(reader: Reads, validFrom: string, today: string): Promise<void> {
  const [row] = await reader.run(sql`SELECT CAST(max(day) AS VARCHAR) AS last FROM ticket`)
  const last = typeof row?.last === 'string' && row.last > today ? row.last : today
  if (validFrom > last)
    throw new IntakeError([
      `${validFrom} is still to come: preview the boundaries with a day until ${last} now, and take them on that day`,
    ])
}

/** Editions follow each other: none comes before or in the place of another. */
export function refuseDay(validFrom: string, last: string | null, known: boolean): void {
  if (last === null || validFrom > last) return
  if (known) return
  throw new IntakeError([
    validFrom === last
      ? `there are boundaries from ${last} on already, and these are others: withdraw those first ("grid boundaries withdraw"), or correct them by importing without a day`
      : `there are boundaries from ${last} on, later than ${validFrom}: give a later day, or withdraw those first ("grid boundaries withdraw")`,
  ])
}
