import type { CentrePack, Urgency } from '@grid/data/contract'
import {
  compileDeadlines,
  type DatedTicket,
  deadlineOf,
  dueAt,
  type RuledTicket,
} from '../../deadlines/index.ts'
import { type Row, sql, type Transaction } from '../../store/index.ts'
import { IntakeError } from '../errors.ts'
import { givenDue } from '../given-due.ts'

const urgencies: ReadonlySet<unknown> = new Set<Urgency>(['normal', 'urgent', 'danger'])
const isUrgency = (value: unknown): value is Urgency => urgencies.has(value)

/** The rules of time of a pack, ready to be asked of every ticket. Instants are milliseconds since 1970. */
export interface DueRules {
  /** until when the first contact of a ticket reported at `start` is due; null where no rule fits */
  contact(ticket: RuledTicket, start: number): number | null
  /** the ticket's own deadline, else what its rule allows, and from when it is due soon */
  handling: ReturnType<typeof deadlineOf>
}

/** Compiles the rules of a pack. Throws IntakeError where its calendar makes no sense. */
export function dueRules(pack: CentrePack): DueRules {
  try {
    return { contact: contactRule(pack), handling: deadlineOf(pack, pack.timeZone) }
  } catch (cause) {
    if (cause instanceof RangeError) throw new IntakeError([cause.message])
    throw cause
  }
}

function contactRule(pack: CentrePack): DueRules['contact'] {
  const { firstContact } = pack.deadlines
  if (firstContact.length === 0) return () => null
  // the same rules as for handling, but no checklist sets a limit for the first contact
  const { calendar, ruleOf } = compileDeadlines(
    { ...pack, checklists: [], deadlines: { ...pack.deadlines, handling: firstContact } },
    pack.timeZone,
  )
  return (ticket, start) => {
    const rule = ruleOf(ticket)
    return rule && dueAt(start, rule.limit, calendar)
  }
}

/**
 * Fills a table `path_due` (ticket, contact, due, soon) for the tickets in `ticket_path`: until when their first contact
 * is due, counted from the report by the tier that had the ticket first; until when they are due, which is the last
 * deadline of their log, else what their row says, else what the rule for their present tier allows; and from when they are
 * due soon.
 */
export async function stageDues(transaction: Transaction, rules: DueRules): Promise<void> {
  const due = await transaction.stage('path_due', {
    ticket: 'bigint',
    contact: 'instant',
    due: 'instant',
    soon: 'instant',
  })
  const about = sql`SELECT t.key AS ticket, epoch_ms(t.reported_at) AS reported, epoch_ms(t.dispatched_at) AS dispatched,
      epoch_ms(coalesce(l.due_at, ${givenDue('t')})) AS due, c.id AS category, f.id AS first_tier, i.id AS tier,
      CAST(t.urgency AS VARCHAR) AS urgency
    FROM ticket t JOIN ticket_path p ON p.ticket = t.key
      LEFT JOIN (SELECT e.ticket, arg_max(e.due_at, e.seq) AS due_at FROM event e
        WHERE e.due_at IS NOT NULL AND e.ticket IN (SELECT ticket FROM ticket_path) GROUP BY ALL) l ON l.ticket = t.key
      LEFT JOIN category c ON c.key = t.category
      LEFT JOIN tier f ON f.key = coalesce(p.first_tier, t.tier)
      LEFT JOIN tier i ON i.key = t.tier`
  for (const row of await transaction.run(about)) {
    const ticket = datedTicket(row)
    const contact = rules.contact({ ...ticket, tier: text(row.first_tier) }, ticket.reportedAt)
    const handling = rules.handling(ticket)
    if (contact !== null || handling !== null)
      due.append([Number(row.ticket), contact, handling?.dueAt ?? null, handling?.dueSoonAt ?? null])
  }
  await due.finish()
}

function datedTicket({ reported, dispatched, due, category, tier, urgency }: Row): DatedTicket {
  return {
    category: text(category),
    tier: text(tier),
    urgency: isUrgency(urgency) ? urgency : 'normal',
    reportedAt: Number(reported),
    dispatchedAt: number(dispatched),
    dueAt: number(due),
  }
}

function text(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null
}

function number(cell: unknown): number | null {
  return typeof cell === 'number' ? cell : null
}
