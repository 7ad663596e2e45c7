import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Mapping, Ticket, TicketEvent } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { demoFiles } from '../../scripts/build-demo/files.ts'
import { isoText, minuteAt } from '../../scripts/build-demo/local-time.ts'
import { allowanceOf, clocksOf, compileDeadlines, logLine } from '../../server/deadlines/index.ts'
import { areas, byMonth, centre, events, logOf, pack, pointOf, tickets, tree } from './demo.ts'

const endOfData = '2026-07-01T00:00:00+08:00'
const open = ['reported', 'filed', 'dispatched', 'in_progress', 'handled', 'returned']
const moving = ['dispatched', 'transferred', 'escalated', 'returned', 'reopened']

/** Runs a rule over everything and names the first few that break it. */
function none<T>(all: readonly T[], breaks: (one: T) => boolean, name: (one: T) => string): void {
  expect(all.length).toBeGreaterThan(1000)
  expect(all.filter(breaks).slice(0, 5).map(name)).toEqual([])
}
const noTicket = (breaks: (ticket: Ticket) => boolean): void => none(tickets, breaks, ({ id }) => id)
const noEvent = (breaks: (event: TicketEvent) => boolean): void =>
  none(events, breaks, ({ ticket, seq }) => `${ticket} ${seq}`)
const count = (ticket: Ticket, kind: TicketEvent['kind']): number =>
  logOf(ticket).filter((event) => event.kind === kind).length

describe('the files of the pack', () => {
  const committed = (name: string): string => gunzipSync(readFileSync(new URL(name, pack))).toString('utf8')
  const text = demoFiles({ tickets, events })

  it('are what the generator makes', () => {
    expect(committed('tickets.csv.gz') === text.tickets).toBe(true)
    expect(committed('events.csv.gz') === text.events).toBe(true)
  })

  it('are small enough to carry in the repository', () => {
    const bytes = ['tickets.csv.gz', 'events.csv.gz'].map((name) => statSync(new URL(name, pack)).size)
    expect(bytes.reduce((a, b) => a + b)).toBeLessThan(4_000_000)
  })

  it.each(['tickets', 'events'] as const)('have a mapping that names every column of the %s', (name) => {
    const mapping = Mapping.parse(JSON.parse(readFileSync(new URL(`${name}.map.json`, pack), 'utf8')))
    const columns = Object.values(mapping.fields).map((field) =>
      typeof field === 'string' ? field : field.column,
    )
    expect(columns.toSorted()).toEqual(text[name].slice(0, text[name].indexOf('\n')).split(',').toSorted())
  })

  it('are counted in the README', () => {
    const readme = readFileSync(new URL('README.md', pack), 'utf8')
    expect(readme).toContain(tickets.length.toLocaleString('en'))
    expect(readme).toContain(events.length.toLocaleString('en'))
  })
})

describe('every ticket', () => {
  it('is a ticket of the contract with an id of its own, in the order of report', () => {
    noTicket((ticket) => !Ticket.safeParse(ticket).success)
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(tickets.length)
    const times = tickets.map(({ reported_at }) => reported_at)
    expect(times).toEqual(times.toSorted())
  })

  it('names sources, categories, units and tiers of the pack', () => {
    const ids = (list: readonly { id: string }[]): Set<string | undefined> =>
      new Set(list.map(({ id }) => id))
    const sources = ids(centre.sources)
    const leaves = ids(centre.categories.filter(({ parent }) => parent !== undefined))
    const units = ids(centre.units)
    const tiers = ids(centre.tiers)
    noTicket(({ source, category }) => !sources.has(source) || !leaves.has(category))
    noTicket(({ unit, tier }) => !units.has(unit) || !tiers.has(tier))
    expect(new Set(tickets.map(({ category }) => category)).size).toBe(leaves.size)
    for (const { code, level, kind } of areas.features.map(({ properties }) => properties)) {
      if (kind === 'basic' && (level === 'street' || level === 'community'))
        expect(units.has(`${level}_${code}`)).toBe(true)
    }
  })

  it('lies in its grid where it has a usable point, and a few have none', () => {
    noTicket((ticket) => {
      const point = pointOf(ticket)
      return point !== undefined && tree.gridAt(point) === undefined
    })
    noTicket(({ lon, lat }) => [lon, lat].some((degrees) => (String(degrees).split('.')[1] ?? '').length > 6))
    const share = (of: (ticket: Ticket) => boolean): number => tickets.filter(of).length / tickets.length
    const named = share(({ lon, area }) => lon === undefined && area !== undefined)
    expect(named).toBeGreaterThan(0.03)
    expect(named).toBeLessThan(0.04)
    const unlocated = share(({ lon, area }) => lon === undefined && area === undefined)
    expect(unlocated).toBeGreaterThan(0.007)
    expect(unlocated).toBeLessThan(0.013)
    expect(tickets.filter(({ lon, lat }) => lon === 0 && lat === 0)).toHaveLength(9)
    expect(
      tickets.filter(({ lon, lat }) => lon !== undefined && lon > 30 && lon < 40 && (lat ?? 0) > 100),
    ).toHaveLength(9)
  })

  it('has words without a telephone or identity number', () => {
    noTicket(({ title, description, address }) => !title || !description || !address)
    noTicket(({ title, description, address }) => /\d{5}/.test(`${title}${description}${address}`))
  })

  it('comes in a month of 600 to 1,500', () => {
    for (const month of byMonth(tickets)) {
      expect(month).toBeGreaterThanOrEqual(600)
      expect(month).toBeLessThanOrEqual(1500)
    }
  })

  it('links back to an earlier ticket only, and a duplicate always does', () => {
    const ids = new Set(tickets.map(({ id }) => id))
    noTicket(
      ({ id, prior_ticket }) => prior_ticket !== undefined && !(ids.has(prior_ticket) && prior_ticket < id),
    )
    noTicket(({ status, prior_ticket }) => status === 'duplicate' && prior_ticket === undefined)
  })
})

describe('every log', () => {
  it('is made of events of the contract that name units of the pack at their tier', () => {
    const tiers = new Map(centre.units.map(({ id, tier }) => [id, tier]))
    const wrong = (unit: string | undefined, tier: string | undefined): boolean =>
      unit !== undefined && tiers.get(unit) !== (tier === 'grid' ? 'community' : tier)
    noEvent((event) => !TicketEvent.safeParse(event).success)
    noEvent(
      ({ from_unit, from_tier, to_unit, to_tier }) => wrong(from_unit, from_tier) || wrong(to_unit, to_tier),
    )
  })

  it('counts from 0, begins with the report, never goes back in time, and stops at the end of the data', () => {
    noTicket((ticket) => logOf(ticket).some(({ seq }, i) => seq !== i))
    noTicket((ticket) => logOf(ticket)[0]?.kind !== 'reported' || logOf(ticket)[0]?.at !== ticket.reported_at)
    noTicket((ticket) => logOf(ticket).some(({ at }, i, log) => at < (log[i - 1]?.at ?? '')))
    noEvent(({ at }) => at >= endOfData)
  })

  it('hands the ticket on from the unit that has it, and ends with the unit that the ticket names', () => {
    noTicket((ticket) => {
      const log = logOf(ticket)
      let holder = log[0]?.to_unit
      for (const { kind, from_unit, to_unit } of log) {
        const works = ['signed', 'contacted', 'handled', 'suspended', 'resumed', 'filed', 'co_assigned']
        if (works.includes(kind) && from_unit !== holder) return true
        if (kind === 'reworked' && to_unit !== holder) return true
        if (!moving.includes(kind)) continue
        if (kind !== 'reopened' && from_unit !== holder) return true
        holder = to_unit
      }
      return holder !== ticket.unit
    })
  })

  it('has as many returns, transfers and reworks as the ticket says', () => {
    noTicket((ticket) => ticket.returns !== count(ticket, 'returned'))
    noTicket((ticket) => ticket.transfers !== count(ticket, 'transferred'))
    noTicket((ticket) => ticket.reworks !== count(ticket, 'reworked'))
    noTicket((ticket) => ticket.supervised !== count(ticket, 'supervised') > 0)
    noTicket((ticket) => ticket.suspended !== count(ticket, 'suspended') > 0)
  })

  it('ends with closed exactly where the ticket is closed', () => {
    const last = (ticket: Ticket): TicketEvent | undefined => logOf(ticket).at(-1)
    noTicket((ticket) => (last(ticket)?.kind === 'closed') !== (ticket.closed_at !== undefined))
    noTicket((ticket) => ticket.closed_at !== undefined && ticket.closed_at !== last(ticket)?.at)
    noTicket(
      ({ status = '', closed_at }) => [...open, 'suspended'].includes(status) === (closed_at !== undefined),
    )
    noTicket((ticket) => (ticket.status === 'suspended') !== (last(ticket)?.kind === 'suspended'))
  })

  it('was handled at the tier where the ticket says it was solved', () => {
    const solver = (ticket: Ticket): string | undefined =>
      logOf(ticket).findLast(({ kind }) => kind === 'handled')?.from_tier
    noTicket((ticket) => ticket.status === 'closed' && ticket.solved_tier !== solver(ticket))
    noTicket(({ status, solved_tier }) => (status === 'closed') !== (solved_tier !== undefined))
  })

  it('holds every time the ticket names', () => {
    const at = (ticket: Ticket, kind: TicketEvent['kind'], time: string | undefined): boolean =>
      time !== undefined && !logOf(ticket).some((event) => event.kind === kind && event.at === time)
    noTicket((t) => at(t, 'filed', t.filed_at) || at(t, 'dispatched', t.dispatched_at))
    noTicket((t) => at(t, 'signed', t.signed_at) || at(t, 'contacted', t.first_contact_at))
    noTicket((t) => at(t, 'handled', t.handled_at) || at(t, 'verified', t.verified_at))
    noTicket((t) => t.filed_at !== logOf(t).find(({ kind }) => kind === 'filed')?.at)
    noTicket((t) => t.dispatched_at !== logOf(t).find(({ kind }) => kind === 'dispatched')?.at)
  })

  it('sets deadlines by the rules of the pack: a new allowance for a new tier, a dispatch or a resumption', () => {
    const deadlines = compileDeadlines(centre, centre.timeZone)
    const sets = ['dispatched', 'transferred', 'escalated', 'resumed']
    noTicket((ticket) => {
      const { category = '', urgency } = ticket
      const log = logOf(ticket)
      const tierBefore = (i: number): string =>
        log.slice(0, i).findLast(({ kind }) => kind === 'reported' || moving.includes(kind))?.to_tier ?? ''
      const dueBefore = (i: number): string | undefined =>
        log.slice(0, i).findLast(({ due_at }) => due_at !== undefined)?.due_at
      const expected = ({ kind, at, to_tier }: TicketEvent, i: number): string | undefined => {
        if (!sets.includes(kind)) return undefined
        const tier = to_tier ?? tierBefore(i)
        if (kind === 'transferred' && tier === tierBefore(i)) return dueBefore(i)
        const allowance = allowanceOf(deadlines, { category, urgency, tier }, Date.parse(at))
        return allowance ? isoText(minuteAt(allowance.due)) : 'none'
      }
      return (
        dueBefore(log.length) !== ticket.due_at || log.some((event, i) => event.due_at !== expected(event, i))
      )
    })
  })

  it('gives its clocks the deadline and the state of the row', () => {
    const deadlines = compileDeadlines(centre, centre.timeZone)
    const asOf = Date.parse(endOfData)
    noTicket((ticket) => {
      const { category, urgency, tier, due_at, closed_at, status = 'reported' } = ticket
      const about = { category, urgency, tier, reportedAt: Date.parse(ticket.reported_at) }
      const { dueAt, dueSoonAt, state, hops } = clocksOf(deadlines, about, logOf(ticket).map(logLine), asOf)
      if (dueAt === null || dueSoonAt === null || dueSoonAt > dueAt) return true
      if (due_at !== undefined && dueAt !== Date.parse(due_at)) return true
      if (hops.at(-1)?.unit !== ticket.unit || hops.at(-1)?.tier !== tier) return true
      const late = (closed_at === undefined ? asOf : Date.parse(closed_at)) > dueAt
      if (closed_at !== undefined) return state !== (late ? 'closed late' : 'closed on time')
      if (status === 'suspended') return state !== 'paused'
      return (state === 'overdue') !== late
    })
  })
})
