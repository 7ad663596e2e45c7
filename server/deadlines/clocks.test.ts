import { describe, expect, it } from 'vitest'
import { type ClockedTicket, clocksOf, type DueState, type TicketClocks } from './clocks.ts'
import { at, gaoling, local, packOf, shanghai } from './examples.ts'
import { compileDeadlines } from './index.ts'
import { logLine, type WrittenLine } from './log.ts'

const deadlines = compileDeadlines(gaoling, shanghai)
const pothole: ClockedTicket = { category: 'roads_pothole', reportedAt: at('2025-09-26T09:30') }
const street = { to_unit: 'street_1', to_tier: 'street' }
const bureau = { to_unit: 'municipal_works', to_tier: 'department' }
const helper = { from_unit: 'transport_bureau' }

/** Lines as `time kind`, local, with what else the line says. */
type Line = [when: string, kind: WrittenLine['kind'], more?: Omit<WrittenLine, 'at' | 'kind'>]

function clocks(lines: Line[], asOf: string, ticket = pothole, rules = deadlines): TicketClocks {
  const log = lines.map(([when, kind, more]) =>
    logLine({
      kind,
      ...more,
      at: `${when}:00+08:00`,
      ...(more?.due_at != null && { due_at: `${more.due_at}:00+08:00` }),
    }),
  )
  return clocksOf(rules, ticket, log, at(asOf))
}
const due = ({ dueSoonAt, dueAt, state }: TicketClocks) => [local(dueSoonAt), local(dueAt), state]
const hours = 3600

const dispatched: Line[] = [
  ['2025-09-26T09:30', 'reported', { to_unit: 'centre', to_tier: 'centre' }],
  ['2025-09-26T10:00', 'dispatched', street],
]

describe('received, signed and due', () => {
  it('are separate clocks of every unit that had the ticket', () => {
    const { hops } = clocks(
      [
        ...dispatched,
        ['2025-09-26T14:00', 'signed', { from_unit: 'street_1' }],
        ['2025-09-28T11:00', 'escalated', { from_unit: 'street_1', ...bureau }],
        ['2025-09-28T11:20', 'co_assigned', { to_unit: 'transport_bureau', to_tier: 'department' }],
        ['2025-09-28T11:30', 'signed', helper],
        ['2025-09-29T09:00', 'signed', { from_unit: 'municipal_works' }],
        ['2025-09-30T09:00', 'handled', { from_unit: 'municipal_works' }],
        ['2025-09-30T15:00', 'verified'],
        ['2025-09-30T15:10', 'closed'],
      ],
      '2025-12-01T00:00',
    )
    expect(hops).toEqual([
      {
        unit: 'centre',
        tier: 'centre',
        receivedAt: at('2025-09-26T09:30'),
        signedAt: null,
        leftAt: at('2025-09-26T10:00'),
        dueAt: at('2025-10-10T09:30'), // 5 wd of the centre: 28, 29, 30 September, 9, 10 October
        waitingSeconds: hours / 2,
        workingSeconds: 0,
        pausedSeconds: 0,
      },
      {
        unit: 'street_1',
        tier: 'street',
        receivedAt: at('2025-09-26T10:00'),
        signedAt: at('2025-09-26T14:00'),
        leftAt: at('2025-09-28T11:00'),
        dueAt: at('2025-10-10T10:00'),
        waitingSeconds: 4 * hours,
        workingSeconds: 45 * hours,
        pausedSeconds: 0,
      },
      {
        unit: 'municipal_works',
        tier: 'department',
        receivedAt: at('2025-09-28T11:00'),
        signedAt: at('2025-09-29T09:00'), // the helper's signature at 11:30 is not its own
        leftAt: at('2025-09-30T09:00'),
        dueAt: at('2025-10-14T11:00'), // 7 wd: 29, 30 September, 9, 10, 11, 13, 14 October
        waitingSeconds: 22 * hours,
        workingSeconds: 24 * hours,
        pausedSeconds: 0,
      },
    ])
  })

  it('run on in a unit that never signs', () => {
    const unsigned = clocks(dispatched, '2025-10-10T10:01')
    // 32 of 40 h: 7 on the 26th, 8 on 28, 29, 30 September, 1 on 9 October
    expect(due(unsigned)).toEqual(['2025-10-09T10:00', '2025-10-10T10:00', 'overdue'])
    // 14 days and a minute since 26 September 10:00
    expect(unsigned.hops.at(-1)).toMatchObject({
      signedAt: null,
      leftAt: null,
      waitingSeconds: 14 * 24 * hours + 60,
      workingSeconds: 0,
    })
    const signed = clocks([...dispatched, ['2025-10-08T09:00', 'signed']], '2025-10-10T10:01')
    expect(due(signed)).toEqual(due(unsigned))
  })

  it('begin anew for the same unit when work comes back, and not when it is dispatched to who has it', () => {
    const { hops } = clocks(
      [
        ['2025-09-26T09:30', 'reported', street],
        ['2025-09-26T10:00', 'dispatched', street],
        ['2025-09-26T12:00', 'handled'],
        ['2025-09-26T15:00', 'reworked'],
        ['2025-09-26T16:00', 'handled'],
      ],
      '2025-12-01T00:00',
    )
    expect(hops.map(({ unit, receivedAt, leftAt }) => [unit, local(receivedAt), local(leftAt)])).toEqual([
      ['street_1', '2025-09-26T09:30', '2025-09-26T12:00'],
      ['street_1', '2025-09-26T15:00', '2025-09-26T16:00'],
    ])
  })
})

describe('the deadline', () => {
  it.each<[string, DueState]>([
    ['2025-10-09T09:59', 'open'],
    ['2025-10-09T10:00', 'due soon'],
    ['2025-10-10T10:00', 'due soon'],
    ['2025-10-10T10:01', 'overdue'],
  ])('at %s: %s', (asOf, state) => {
    expect(clocks(dispatched, asOf).state).toBe(state)
  })

  it('is a new one at a new tier, and goes on within a tier and through a return', () => {
    const transferred: Line[] = [
      ...dispatched,
      ['2025-09-29T10:00', 'transferred', { ...street, to_unit: 'street_2' }],
    ]
    expect(local(clocks(transferred, '2025-09-30T00:00').dueAt)).toBe('2025-10-10T10:00')
    const returned: Line[] = [
      ...dispatched,
      ['2025-09-29T10:00', 'returned', { to_unit: 'centre', to_tier: 'centre' }],
    ]
    expect(local(clocks(returned, '2025-09-30T00:00').dueAt)).toBe('2025-10-10T10:00')
    const escalated: Line[] = [...dispatched, ['2025-09-29T10:00', 'escalated', bureau]]
    // 7 wd: 30 September, 9, 10, 11, 13, 14, 15 October
    expect(local(clocks(escalated, '2025-09-30T00:00').dueAt)).toBe('2025-10-15T10:00')
  })

  it('that the log changes counts from that line on, over the whole time from the beginning', () => {
    const extended: Line[] = [
      ...dispatched,
      ['2025-10-09T16:00', 'supervised', { due_at: '2025-10-16T10:00' }],
    ]
    expect(due(clocks(extended, '2025-10-09T15:59'))).toEqual([
      '2025-10-09T10:00',
      '2025-10-10T10:00',
      'due soon',
    ])
    // 10 wd now: 64 of 80 h: 7, 8 x 3, 8 x 4 on 9, 10, 11 and 13 October, 1 on the 14th
    expect(due(clocks(extended, '2025-10-09T16:00'))).toEqual([
      '2025-10-14T10:00',
      '2025-10-16T10:00',
      'open',
    ])
    expect(clocks([...extended, ['2025-10-15T09:00', 'closed']], '2025-12-01T00:00').state).toBe(
      'closed on time',
    )
  })

  it('that the log names is not moved by rules again', () => {
    const lines: Line[] = [
      ['2025-09-26T09:30', 'reported', { to_unit: 'centre', to_tier: 'centre' }],
      ['2025-09-26T10:00', 'dispatched', { ...street, due_at: '2025-09-29T12:00' }],
      ['2025-09-28T10:00', 'escalated', bureau],
    ]
    expect(local(clocks(lines, '2025-12-01T00:00').dueAt)).toBe('2025-09-29T12:00')
    expect(local(clocks(lines, '2025-09-26T09:45').dueAt)).toBe('2025-10-10T09:30')
    const repeated: Line[] = [
      ...lines,
      ['2025-09-28T12:00', 'escalated', { to_tier: 'city', due_at: '2025-09-29T12:00' }],
    ]
    // from the 26th 10:00: 7 + 8 + 3 = 18 h, of which 14.4: 7 and 7.4 on Sunday the 28th
    expect(due(clocks(repeated, '2025-09-28T16:24'))).toEqual([
      '2025-09-28T16:24',
      '2025-09-29T12:00',
      'due soon',
    ])
  })

  it('that the ticket carries stands where the log names none', () => {
    const ticket = { ...pothole, dueAt: at('2025-09-30T10:00') }
    expect(
      local(
        clocks([...dispatched, ['2025-09-28T10:00', 'escalated', bureau]], '2025-09-29T00:00', ticket).dueAt,
      ),
    ).toBe('2025-09-30T10:00')
    const told: Line[] = [...dispatched, ['2025-09-29T10:00', 'supervised', { due_at: '2025-09-30T12:00' }]]
    expect(local(clocks(told, '2025-09-28T00:00', ticket).dueAt)).toBe('2025-10-10T10:00')
  })

  it('is none where no rule fits: open, then closed without one', () => {
    const none = compileDeadlines(packOf({}), shanghai)
    expect(due(clocks(dispatched, '2025-12-01T00:00', pothole, none))).toEqual([null, null, 'open'])
    const closed: Line[] = [...dispatched, ['2025-09-27T10:00', 'closed']]
    expect(clocks(closed, '2025-12-01T00:00', pothole, none).state).toBe('closed, no deadline')
  })

  it('holds for the closing, and again after a reopening', () => {
    const closed = (when: string): Line[] => [...dispatched, [when, 'closed']]
    expect(clocks(closed('2025-10-10T10:00'), '2025-12-01T00:00').state).toBe('closed on time')
    expect(clocks(closed('2025-10-10T10:01'), '2025-12-01T00:00').state).toBe('closed late')
    const reopened: Line[] = [...closed('2025-09-29T10:00'), ['2025-10-20T10:00', 'reopened', street]]
    // 5 wd: 21, 22, 23, 24, 27 October
    expect(due(clocks(reopened, '2025-10-20T12:00'))).toEqual([
      '2025-10-24T10:00',
      '2025-10-27T10:00',
      'open',
    ])
  })

  it('counts from the report where a log does not tell it', () => {
    const { hops, dueAt } = clocks([['2025-09-29T10:00', 'signed']], '2025-09-29T12:00', {
      ...pothole,
      tier: 'street',
    })
    expect(local(dueAt)).toBe('2025-10-10T09:30')
    expect(hops.map(({ signedAt }) => local(signedAt))).toEqual(['2025-09-29T10:00'])
  })
})

describe('a suspension', () => {
  const suspended: Line[] = [...dispatched, ['2025-09-29T12:00', 'signed'], ['2025-09-30T11:00', 'suspended']]
  const resumed: Line[] = [...suspended, ['2025-12-01T15:00', 'resumed']]

  it('holds the clock: neither due soon nor overdue, however long it lasts', () => {
    for (const asOf of ['2025-09-30T11:00', '2025-10-10T10:01', '2026-06-01T00:00'])
      expect(clocks(suspended, asOf).state).toBe('paused')
  })

  it('leaves what was left of the allowance', () => {
    // used: 7 + 8 + 8 + 2 = 25 h; 15 of 40 h are left: 2 on Monday 1 December, 8 on the 2nd, 5 on the 3rd.
    // Due soon after 32 h, 7 h from the resumption: 2, and 5 on the 2nd
    expect(due(clocks(resumed, '2025-12-01T15:00'))).toEqual(['2025-12-02T14:00', '2025-12-03T14:00', 'open'])
    expect(clocks(resumed, '2025-12-02T14:00').state).toBe('due soon')
    expect(clocks([...resumed, ['2025-12-03T14:01', 'closed']], '2026-01-01T00:00').state).toBe('closed late')
  })

  it('is neither waiting nor working', () => {
    const [, hop] = clocks(resumed, '2025-12-01T17:00').hops
    // received 26 September 10:00, signed 29 September 12:00, suspended 23 hours later, resumed 62 days 4 hours after
    expect(hop).toMatchObject({
      waitingSeconds: 74 * hours,
      workingSeconds: 25 * hours,
      pausedSeconds: (62 * 24 + 4) * hours,
    })
  })

  it('holds plain hours as well', () => {
    const gas = { category: 'utilities_gas', reportedAt: at('2025-09-26T09:30') }
    const lines: Line[] = [...dispatched, ['2025-09-26T16:00', 'suspended'], ['2025-09-28T16:00', 'resumed']]
    // 6 of 24 h were used, 18 are left; due soon after 19.2 h, 13.2 h from the resumption
    expect(due(clocks(lines, '2025-09-28T16:00', gas))).toEqual([
      '2025-09-29T05:12',
      '2025-09-29T10:00',
      'open',
    ])
  })

  it('forgives nothing that was overdue before', () => {
    const late: Line[] = [...dispatched, ['2025-10-13T10:00', 'suspended'], ['2025-10-20T10:00', 'resumed']]
    expect(due(clocks(late, '2025-10-20T10:00'))).toEqual(['2025-10-09T10:00', '2025-10-10T10:00', 'overdue'])
  })

  it('ends with a deadline that the log names, with other work, or with the closing', () => {
    const named: Line[] = [...suspended, ['2025-12-01T15:00', 'resumed', { due_at: '2025-12-08T15:00' }]]
    // a new allowance of 5 wd: 32 h after 15:00: 2, 8, 8, 8, 6
    expect(due(clocks(named, '2025-12-01T15:00'))).toEqual(['2025-12-05T15:00', '2025-12-08T15:00', 'open'])
    expect(clocks([...suspended, ['2025-12-01T15:00', 'handled']], '2025-12-01T15:00').state).toBe('open')
    expect(clocks([...suspended, ['2025-12-01T15:00', 'closed']], '2025-12-05T15:00').state).toBe(
      'closed on time',
    )
  })

  it('leaves the ticket out of what is due to close', () => {
    const closed: Line[] = [...dispatched, ['2025-10-09T10:00', 'closed']]
    const states = [closed, dispatched, suspended].map((lines) => clocks(lines, '2025-10-13T00:00').state)
    // one closed of two that were due; the suspended one, whose date has passed, is not counted
    expect(states).toEqual(['closed on time', 'overdue', 'paused'])
  })
})

describe('a log', () => {
  it('counts up to the instant asked for', () => {
    const lines: Line[] = [...dispatched, ['2025-09-28T10:00', 'closed']]
    expect(clocks(lines, '2025-09-28T09:59').state).toBe('open')
    expect(clocks(lines, '2025-09-28T10:00').state).toBe('closed on time')
    expect(clocks(lines, '2025-09-26T09:00')).toEqual({
      hops: [],
      pauses: [],
      dueAt: null,
      dueSoonAt: null,
      state: 'open',
    })
  })

  it('that goes back in time gives no negative times', () => {
    const lines: Line[] = [...dispatched, ['2025-09-25T10:00', 'signed'], ['2025-09-24T10:00', 'handled']]
    for (const { waitingSeconds, workingSeconds, pausedSeconds } of clocks(lines, '2025-10-01T00:00').hops)
      expect(Math.min(waitingSeconds, workingSeconds, pausedSeconds)).toBeGreaterThanOrEqual(0)
  })

  it('with a time that is none is refused', () => {
    expect(() => logLine({ at: 'yesterday', kind: 'signed' })).toThrow(RangeError)
    expect(() => logLine({ at: '2025-09-26T10:00:00Z', kind: 'signed', due_at: 'soon' })).toThrow(RangeError)
  })
})
