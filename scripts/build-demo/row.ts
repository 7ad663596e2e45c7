import type { Status, Ticket, TicketEvent } from '@grid/data/contract'
import { type Draft, isCalledIn } from './draft.ts'
import type { Life } from './life.ts'
import { isoText, type Minute } from './local-time.ts'
import type { LogLine } from './log.ts'

/** The state after a kind of event; kinds that are not here change none. */
const stateAfter: Partial<Record<LogLine['kind'], Status>> = {
  reported: 'reported',
  filed: 'filed',
  dispatched: 'dispatched',
  signed: 'in_progress',
  contacted: 'in_progress',
  transferred: 'dispatched',
  escalated: 'dispatched',
  returned: 'returned',
  handled: 'handled',
  reworked: 'in_progress',
  suspended: 'suspended',
  resumed: 'in_progress',
  reopened: 'returned',
}

/** Where the ticket says it is; any part may be missing. */
export interface Whereabouts {
  lon?: number
  lat?: number
  area?: string
  address?: string
}

/** The part of a life that had happened by the end of the data. */
export function linesUntil(lines: readonly LogLine[], end: Minute): readonly LogLine[] {
  return lines.filter(({ at }) => at < end)
}

/** A ticket's row, every stage and count read from its log. */
export function ticketRow(
  id: string,
  draft: Draft,
  life: Life,
  lines: readonly LogLine[],
  about: Whereabouts & { title: string; description: string; prior?: string },
): Ticket {
  const { prior, ...told } = about
  const count = (kind: LogLine['kind']): number => lines.filter((line) => line.kind === kind).length
  const closed = lines.at(-1)?.kind === 'closed'
  const contacted = count('contacted') > 0
  return {
    id,
    source: draft.source,
    category: draft.category,
    urgency: draft.urgency,
    ...told,
    ...stages(lines),
    ...place(lines),
    status: closed
      ? life.ending
      : lines.reduce<Status>((state, { kind }) => stateAfter[kind] ?? state, 'reported'),
    returns: count('returned'),
    transfers: count('transferred'),
    reworks: count('reworked'),
    supervised: count('supervised') > 0,
    suspended: count('suspended') > 0,
    unreasonable: closed && life.unreasonable,
    ...(isCalledIn(draft.source) && count('dispatched') > 0 && { contacted }),
    ...(closed && life.solved !== undefined && { solved: life.solved }),
    ...(closed && life.satisfied !== undefined && { satisfied: life.satisfied }),
    ...(prior !== undefined && { prior_ticket: prior }),
  }
}

/** Its log as rows. */
export function eventRows(ticket: string, lines: readonly LogLine[]): TicketEvent[] {
  return lines.map(({ at, kind, from, to, reason, due }, seq) => ({
    ticket,
    seq,
    at: isoText(at),
    kind,
    ...(from && { from_unit: from.unit, from_tier: from.tier }),
    ...(to && { to_unit: to.unit, to_tier: to.tier }),
    ...(reason !== undefined && { reason }),
    ...(due !== undefined && { due_at: isoText(due) }),
  }))
}

/** First report, filing, dispatch, signature and contact; last handling, verification and closing that still hold. */
function stages(lines: readonly LogLine[]) {
  const first = (kind: LogLine['kind']): Minute | undefined => lines.find((line) => line.kind === kind)?.at
  const undone = lines.findLastIndex(({ kind }) => kind === 'reworked' || kind === 'reopened')
  const standing = lines.slice(undone + 1)
  const last = (kind: LogLine['kind']): Minute | undefined =>
    standing.findLast((line) => line.kind === kind)?.at
  const due = lines.findLast((line) => line.due !== undefined)?.due
  const given = <K extends string>(key: K, at: Minute | undefined) =>
    at === undefined ? {} : { [key]: isoText(at) }
  return {
    reported_at: isoText(lines[0]?.at ?? 0),
    ...given('filed_at', first('filed')),
    ...given('dispatched_at', first('dispatched')),
    ...given('signed_at', first('signed')),
    ...given('first_contact_at', first('contacted')),
    ...given('handled_at', last('handled')),
    ...given('verified_at', last('verified')),
    ...given('closed_at', last('closed')),
    ...given('due_at', due),
  }
}

/** Who has it now, or had it last, and where it was solved. */
function place(lines: readonly LogLine[]): Pick<Ticket, 'tier' | 'unit' | 'solved_tier'> {
  const moved = lines.findLast(({ kind, to }) => to !== undefined && kind !== 'co_assigned')?.to
  const closed = lines.at(-1)?.kind === 'closed'
  const solver = lines.findLast(({ kind }) => kind === 'handled')?.from
  return {
    ...(moved && { tier: moved.tier, unit: moved.unit }),
    ...(closed && solver && { solved_tier: solver.tier }),
  }
}
