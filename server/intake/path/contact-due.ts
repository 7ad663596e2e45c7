import type { CentrePack, Urgency } from '@grid/data/contract'
import { compileDeadlines, dueAt, type RuledTicket } from '../../deadlines/index.ts'
import { sql, type Transaction } from '../../store/index.ts'
import { IntakeError } from '../errors.ts'

const urgencies: ReadonlySet<unknown> = new Set<Urgency>(['normal', 'urgent', 'danger'])
const isUrgency = (value: unknown): value is Urgency => urgencies.has(value)

/** When the first contact of a ticket reported at `start` (ms since 1970) is due; null where no rule fits. */
type ContactRule = (ticket: RuledTicket, start: number) => number | null

/** The rules of first contact of a pack; null where it has none. Throws IntakeError where its calendar makes no sense. */
export function contactRule(pack: CentrePack): ContactRule | null {
  const { firstContact } = pack.deadlines
  if (firstContact.length === 0) return null
  try {
    // the same rules as for handling, but no checklist sets a limit for the first contact
    const { calendar, ruleOf } = compileDeadlines(
      { ...pack, checklists: [], deadlines: { ...pack.deadlines, handling: firstContact } },
      pack.timeZone,
    )
    return (ticket, start) => {
      const rule = ruleOf(ticket)
      return rule && dueAt(start, rule.limit, calendar)
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw new IntakeError([cause.message])
    throw cause
  }
}

/**
 * Fills a table `contact_due` (ticket, due): until when the first contact of the tickets in `ticket_path` is due, counted
 * from the report, by the tier that had the ticket first.
 */
export async function stageContactsDue(transaction: Transaction, rule: ContactRule | null): Promise<void> {
  const due = await transaction.stage('contact_due', { ticket: 'bigint', due: 'instant' })
  if (rule) {
    const about = sql`SELECT t.key AS ticket, epoch_ms(t.reported_at) AS reported, c.id AS category, i.id AS tier,
        CAST(t.urgency AS VARCHAR) AS urgency
      FROM ticket t JOIN ticket_path p ON p.ticket = t.key LEFT JOIN category c ON c.key = t.category
        LEFT JOIN tier i ON i.key = coalesce(p.first_tier, t.tier)`
    for (const row of await transaction.run(about)) {
      if (!isUrgency(row.urgency)) continue
      const [category, tier] = [row.category, row.tier].map((id) => (typeof id === 'string' ? id : null))
      const at = rule({ category, tier, urgency: row.urgency }, Number(row.reported))
      if (at !== null) due.append([Number(row.ticket), at])
    }
  }
  due.finish()
}
