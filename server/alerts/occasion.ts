import type { AlertRule } from '@grid/data/contract'
import { addDays, dayOf } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { listTickets, longestOverdue } from '../tickets/index.ts'
import { warnings } from '../warnings/index.ts'

/** Something that a rule tells of. */
export interface Occasion {
  kind: 'urgent' | 'overdue' | 'cleared' | 'warning'
  /** the same occasion has the same */
  about: string
  /** what is told of it, beside what every message has; no free text and no person */
  facts: Record<string, string | number | boolean | null>
}

/** Places told of at a look; the others wait for the next. */
const mostPlaces = 100
/** Urgent tickets looked at, the newest: more in two days is no alarm that anybody reads. */
const mostTickets = 5_000
const page = 200

/** What a rule has to tell now; `over` is whether it last told that too many are overdue. */
export async function occasionsOf(asking: Asking, rule: AlertRule, over: boolean): Promise<Occasion[]> {
  const place = rule.area ? { area: rule.area } : {}
  switch (rule.on) {
    case 'urgent':
      return await urgentTickets(asking, rule.urgency, place)
    case 'overdue': {
      const { total } = await longestOverdue(asking, place, 1)
      if (total > rule.moreThan === over) return []
      const facts = { overdue: total, moreThan: rule.moreThan }
      return [{ kind: over ? 'cleared' : 'overdue', about: '', facts }]
    }
    case 'warning':
      return await newPlaces(asking, place)
  }
}

/** Open tickets of these urgencies reported today or the day before. */
async function urgentTickets(
  asking: Asking,
  urgency: Extract<AlertRule, { on: 'urgent' }>['urgency'],
  place: { area?: string[] },
): Promise<Occasion[]> {
  const { pack } = asking.centre
  const from = addDays(dayOf(asking.present, pack.timeZone), -1)
  const status = [
    'reported' as const,
    'filed' as const,
    'dispatched' as const,
    'in_progress' as const,
    'returned' as const,
  ]
  const tickets = []
  let after: string | undefined
  do {
    const filter = { ...place, urgency, status, from }
    const read = await listTickets(asking, filter, { limit: page, ...(after !== undefined && { after }) })
    tickets.push(...read.tickets)
    after = read.next ?? undefined
  } while (after !== undefined && tickets.length < mostTickets)
  return tickets.map(({ id, category, urgency, area, reported_at, due_at, lon, lat }) => ({
    kind: 'urgent' as const,
    about: id,
    facts: { ticket: id, category, urgency, area, reported_at, due_at, lon, lat },
  }))
}

/** Places on the list of warnings; the same place and category are one however their days move on. */
async function newPlaces(asking: Asking, place: { area?: string[] }): Promise<Occasion[]> {
  const { state, warnings: list } = await warnings(asking, place)
  if (state !== 'ready') return []
  return list
    .filter((one) => one.state !== 'dismissed')
    .slice(0, mostPlaces)
    .map(({ id, category, from, to, observed, expected, recurrenceDays, areas, sentence }) => {
      const smallest = areas.at(-1)?.level
      const area = areas.find(({ level }) => level === smallest)?.code ?? null
      return {
        kind: 'warning' as const,
        about: JSON.stringify([category, area]),
        facts: {
          warning: id,
          category,
          area,
          from,
          to,
          observed,
          expected,
          recurrenceDays,
          zh: sentence.zh,
          en: sentence.en,
        },
      }
    })
}
