import { type EventKind, TicketDetail } from '@grid/data/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Store, sql } from '../../server/store/index.ts'
import { appOf } from '../fixtures/app.ts'
import { type FixtureTicket, storeWith } from '../fixtures/centre.ts'
import { afterFlows, flows, logOf } from '../fixtures/flows.ts'

const stores: Store[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

type Line = NonNullable<FixtureTicket['log']>[number]

/** What is told of one stay: unit, received, signed, left; seconds waited, worked and suspended where it has ended. */
type Told = (string | number | null)[]

/** The stays of tickets as the flows count them, and as the pages of the tickets show them. */
async function bothOf(
  tickets: readonly FixtureTicket[],
): Promise<Map<string, { flows: Told[]; page: Told[] }>> {
  const store = await storeWith({ ...flows, tickets })
  stores.push(store)
  const { get } = appOf(store, { now: afterFlows })
  const rows = await store.read(
    sql`SELECT t.id, u.id AS unit, s.received_at, s.signed_at, s.left_at, s.waiting_seconds, s.working_seconds,
        s.paused_seconds
      FROM stay s JOIN ticket t ON t.key = s.ticket LEFT JOIN unit u ON u.key = s.unit ORDER BY t.id, s.nth`,
  )
  const iso = (cell: unknown) =>
    cell === null || cell === undefined ? null : new Date(String(cell)).toISOString()
  const both = new Map<string, { flows: Told[]; page: Told[] }>()
  for (const { id } of tickets) {
    const { clocks } = TicketDetail.parse((await get(`/api/tickets/${id}`)).json)
    const told = (left: string | null, rest: Told): Told => (left === null ? rest.slice(0, 4) : rest)
    both.set(id, {
      flows: rows
        .filter((row) => row.id === id)
        .map((row) => {
          const left = iso(row.left_at)
          const seconds = [row.waiting_seconds, row.working_seconds ?? 0, row.paused_seconds]
          return told(left, [
            String(row.unit),
            iso(row.received_at),
            iso(row.signed_at),
            left,
            ...seconds.map((cell) => (cell === null ? null : Number(cell))),
          ])
        }),
      page: clocks.hops.map((hop) => {
        const at = (instant: string | null) => iso(instant)
        return told(hop.left_at, [
          String(hop.unit),
          at(hop.received_at),
          at(hop.signed_at),
          at(hop.left_at),
          hop.waiting_seconds,
          hop.working_seconds,
          hop.paused_seconds,
        ])
      }),
    })
  }
  return both
}

const units = ['com', 'com2', 'str', 'A', 'B'] as const

/** A log that names whom every line gives the ticket to, in the order of time. */
class Keeper {
  readonly lines: Line[] = []
  holder: string
  state: 'held' | 'paused' | 'done' = 'held'

  constructor(first: number) {
    this.holder = units[first % units.length] ?? 'com'
    this.add('dispatched', 'desk', this.holder)
  }

  /** An hour and some minutes after the line before. */
  add(kind: EventKind, from: string, to?: string): void {
    const minutes = 67 * (this.lines.length + 1)
    const [day, hour, minute] = [2 + Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
    const two = (value: number) => String(value).padStart(2, '0')
    this.lines.push({
      at: `2026-03-${two(day)} ${two(hour)}:${two(minute)}`,
      kind,
      from,
      ...(to ? { to } : {}),
    })
  }

  give(kind: EventKind, to: string): void {
    this.add(kind, this.holder, to)
    this.holder = to
    this.state = 'held'
  }

  /** What a coin says. */
  next(coin: number): void {
    const other = units.filter((unit) => unit !== this.holder)[coin % 4] ?? 'com'
    if (this.state === 'done') this.goOn(coin, other)
    else if (coin % 7 === 0) this.add('signed', this.holder)
    else if (coin % 7 === 1) this.add('co_assigned', this.holder, other)
    else if (coin % 7 === 2) this.rest()
    else if (coin % 7 === 3) this.done(coin)
    else this.give((['transferred', 'escalated', 'returned'] as const)[coin % 3] ?? 'transferred', other)
  }

  private goOn(coin: number, other: string): void {
    if (coin % 3 === 0) this.add('verified', 'desk')
    else this.give(coin % 3 === 1 ? 'reopened' : 'reworked', coin % 2 === 0 ? other : this.holder)
  }

  private rest(): void {
    const paused = this.state === 'paused'
    this.add(paused ? 'resumed' : 'suspended', this.holder)
    this.state = paused ? 'held' : 'paused'
  }

  private done(coin: number): void {
    this.add(coin % 2 === 0 ? 'handled' : 'closed', this.holder)
    this.state = 'done'
  }
}

function wellKept([first = 0, ...coins]: readonly number[]): Line[] {
  const keeper = new Keeper(first)
  for (const coin of coins) keeper.next(coin)
  return keeper.lines
}

describe('the clocks of a ticket and the stays that flows count', () => {
  it('are the same for any log that is well kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }), { minLength: 20, maxLength: 20 }),
        async (logs) => {
          const tickets = logs.map(
            (coins, index): FixtureTicket => ({
              id: `T${index}`,
              reported: '2026-03-02 00:00',
              areas: ['D', 'S1'],
              log: wellKept(coins),
            }),
          )
          for (const [id, { flows, page }] of await bothOf(tickets)) {
            // the reception is on the page alone
            const log = tickets.find((ticket) => ticket.id === id)?.log
            expect({ id, log, stays: page.slice(1) }).toEqual({ id, log, stays: flows })
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
  }, 60_000)

  const one = async (log: string) => {
    const both = await bothOf([
      { id: 'T', reported: '2026-03-02 00:00', areas: ['D', 'S1'], log: logOf(log) },
    ])
    const { flows, page } = both.get('T') ?? { flows: [], page: [] }
    // unit, seconds waited and worked
    const short = (told: Told[]) => told.map((one) => [one[0], one[4] ?? null, one[5] ?? null])
    return { flows: short(flows), page: short(page.slice(1)) }
  }

  it('differ where clocks contradict: the page shows no time below 0, flows leave the stay out of times', async () => {
    const { flows, page } = await one(
      '1 dispatched desk>com; 9 escalated com>str; 4 transferred str>A; 6 handled A',
    )
    expect(flows).toEqual([
      ['com', 8 * 3600, 0],
      ['str', null, 0],
      ['A', 2 * 3600, 0],
    ])
    expect(page).toEqual([
      ['com', 8 * 3600, 0],
      ['str', 0, 0],
      ['A', 2 * 3600, 0],
    ])
  })

  it('differ where a line names nobody: the page shows somebody unknown, flows the last one told', async () => {
    const { flows, page } = await one('1 dispatched desk>com; 3 transferred com; 7 handled')
    expect(flows).toEqual([['com', 6 * 3600, 0]])
    expect(page).toEqual([
      ['com', 2 * 3600, 0],
      ['null', 4 * 3600, 0],
    ])
  })

  it('differ where a ticket is reworked by another unit while one has it: flows move it, the page waits for a hand-over', async () => {
    const { flows, page } = await one('1 dispatched desk>com; 3 reworked desk>str; 7 handled str')
    expect(flows).toEqual([
      ['com', 2 * 3600, 0],
      ['str', 4 * 3600, 0],
    ])
    expect(page).toEqual([['com', 6 * 3600, 0]])
  })
})
