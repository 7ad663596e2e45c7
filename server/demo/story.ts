import type { LiveEvent, LiveTicket, LogEntry, Status, TicketDetail } from '@grid/data/contract'
import type { Seeded } from './seeded.ts'

/** What can happen on the stage: a ticket is reported, or its log grows by a line. `at` in milliseconds since 1970. */
export type Happening = { at: number; id: string } & (
  | { does: 'report'; ticket: LiveTicket }
  | { does: 'line'; line: LiveEvent }
)

/** A ticket that is told again; its clocks run anew. */
export type Told = Omit<TicketDetail, 'clocks' | 'hand_offs' | 'logLines'>

/** Beginning of the ids of played tickets. */
export const playedPrefix = 'DEMO-'

/** Degrees that a played ticket may lie beside the one it is made after: some ten metres. */
const beside = 1e-4

/** A ticket like one that was, reported at `at`, and everything its log will say. */
export function retold(told: Told, at: number, random: Seeded): Happening[] {
  const id = `${playedPrefix}${at.toString(36).toUpperCase()}`
  const shifted = (degrees: number | null) =>
    degrees === null ? undefined : Math.round((degrees + (random.share() - 0.5) * beside) * 1e6) / 1e6
  const ticket: LiveTicket = {
    id,
    urgency: told.urgency,
    status: 'reported',
    reported_at: new Date(at).toISOString(),
    ...present({
      source: told.source,
      category: told.category,
      title: told.title,
      description: told.description,
      address: told.address,
      area: told.area,
      lon: shifted(told.lon) ?? null,
      lat: shifted(told.lat) ?? null,
    }),
  }
  const began = Date.parse(told.reported_at)
  const lines = told.log
    .filter(({ kind, derived }) => kind !== 'reported' && !derived)
    .map((entry): Happening => {
      const when = Math.max(at + 1000, at + Date.parse(entry.at) - began)
      return { at: when, id, does: 'line', line: lineOf(entry, when) }
    })
  return [{ at, id, does: 'report', ticket }, ...lines]
}

/** Kinds of lines that are still to come for a ticket in a state. */
const toCome: Partial<Record<Status, readonly LogEntry['kind'][]>> = {
  dispatched: ['signed', 'handled', 'verified', 'closed'],
  in_progress: ['handled', 'verified', 'closed'],
  returned: ['handled', 'verified', 'closed'],
  handled: ['verified', 'closed'],
}

/** How a ticket that was open at `from` may end, as another ticket of its kind did; its holder stays who it is. */
export function ended(
  { id, status, unit, tier }: Pick<TicketDetail, 'id' | 'status' | 'unit' | 'tier'>,
  like: Told,
  from: number,
  random: Seeded,
): Happening[] {
  const kinds = toCome[status]
  const began = Date.parse(like.reported_at)
  const own = like.log.filter(
    ({ derived, kind }) => !derived && (kinds?.includes(kind) ?? kind !== 'reported'),
  )
  // of the time it takes an unknown part is over
  const left = random.share()
  let last = from
  return own.map((entry) => {
    const at = Math.max(last + 1000, Math.round(from + (Date.parse(entry.at) - began) * left))
    last = at
    const holder = kinds ? { from_unit: unit, from_tier: tier, to_unit: null, to_tier: null } : {}
    return { at, id, does: 'line', line: lineOf({ ...entry, ...holder }, at) }
  })
}

function lineOf(entry: LogEntry, at: number): LiveEvent {
  const { kind, from_unit, to_unit, from_tier, to_tier, reason } = entry
  return {
    at: new Date(at).toISOString(),
    kind,
    ...present({ from_unit, to_unit, from_tier, to_tier, reason }),
  }
}

/** A record without its empty fields. */
function present<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
