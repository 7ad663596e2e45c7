import type { LogEntry } from '@grid/data/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { perform } from './play.ts'
import { hourlyOf, Script } from './script.ts'
import { seeded } from './seeded.ts'
import { ended, type Happening, retold, type Told } from './story.ts'

const start = Date.parse('2026-07-01T00:00:00Z')

const line = (kind: LogEntry['kind'], at: string, more: Partial<LogEntry> = {}): LogEntry => ({
  seq: 0,
  at,
  kind,
  from_unit: null,
  to_unit: null,
  from_tier: null,
  to_tier: null,
  reason: null,
  due_at: null,
  derived: false,
  ...more,
})

const told: Told = {
  id: 'T1',
  title: 'No water',
  source: 'hotline',
  category: 'water',
  urgency: 'urgent',
  status: 'closed',
  tier: null,
  unit: null,
  area: 'g1',
  lon: 109.005,
  lat: 34.505,
  reported_at: '2026-06-01T08:00:00.000Z',
  due_at: null,
  closed_at: '2026-06-02T08:00:00.000Z',
  returns: 0,
  transfers: 0,
  overdue: false,
  description: null,
  address: '1 Road',
  placed: 'point',
  areas: ['d', 'g1'],
  areasThen: null,
  special: [],
  filed_at: null,
  dispatched_at: null,
  signed_at: null,
  first_contact_at: null,
  handled_at: null,
  verified_at: null,
  solved_tier: null,
  reworks: 0,
  supervised: false,
  suspended: false,
  unreasonable: false,
  contacted: null,
  solved: null,
  satisfied: null,
  prior_ticket: null,
  log: [
    line('reported', '2026-06-01T08:00:00.000Z'),
    line('dispatched', '2026-06-01T09:00:00.000Z', { to_unit: 'water-works' }),
    line('handled', '2026-06-02T07:00:00.000Z', { from_unit: 'water-works' }),
    line('closed', '2026-06-02T08:00:00.000Z'),
  ],
  asOf: '2026-07-01T00:00:00.000Z',
  synthetic: true,
}

const material = {
  told: [told],
  open: [{ id: 'OPEN', status: 'dispatched' as const, unit: 'lifts', tier: 'street', category: 'water' }],
  hourly: new Array<number>(168).fill(2),
}

describe('a story told again', () => {
  it('has its parts, its log at the same distances, and an id that says what it is', () => {
    const [report, ...lines] = retold(told, start, seeded(1))
    expect(report).toMatchObject({
      id: `DEMO-${start.toString(36).toUpperCase()}`,
      does: 'report',
      ticket: {
        source: 'hotline',
        category: 'water',
        urgency: 'urgent',
        title: 'No water',
        area: 'g1',
        reported_at: '2026-07-01T00:00:00.000Z',
      },
    })
    const { lon = 0, lat = 0 } = report?.does === 'report' ? report.ticket : {}
    expect(Math.abs(lon - 109.005) + Math.abs(lat - 34.505)).toBeLessThan(1.1e-4)
    expect(lines.map((one) => one.does === 'line' && one.line)).toEqual([
      { at: '2026-07-01T01:00:00.000Z', kind: 'dispatched', to_unit: 'water-works' },
      { at: '2026-07-01T23:00:00.000Z', kind: 'handled', from_unit: 'water-works' },
      { at: '2026-07-02T00:00:00.000Z', kind: 'closed' },
    ])
  })

  it('ends an open ticket from where it stands, by whoever holds it', () => {
    const lines = ended(material.open[0]!, told, start, seeded(1))
    expect(lines.map((one) => one.does === 'line' && [one.line.kind, one.line.from_unit])).toEqual([
      ['handled', 'lifts'],
      ['closed', 'lifts'],
    ])
    expect(lines.every(({ at }, index) => at > (lines[index - 1]?.at ?? start))).toBe(true)
  })
})

describe('a script', () => {
  const day = 86_400_000

  it('is the same for the same seed, wherever the looks at the clock fall', () => {
    const whole = new Script(material, start, seeded(5)).until(start + day)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: day }), { maxLength: 20 }), (looks) => {
        const script = new Script(material, start, seeded(5))
        const parts = [...looks.sort((a, b) => a - b), day].flatMap((at) => script.until(start + at))
        expect(parts).toEqual(whole)
      }),
      { numRuns: 30 },
    )
    expect(new Script(material, start, seeded(6)).until(start + day)).not.toEqual(whole)
  })

  it('has everything once, in order, a report before its lines, as many as the hours had', () => {
    const all = new Script(material, start, seeded(5)).until(start + 28 * day)
    const reports = all.filter(({ does }) => does === 'report')
    expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length)
    expect(all.every(({ at }, index) => at >= (all[index - 1]?.at ?? 0))).toBe(true)
    // 2 an hour for 672 hours: 1344, give or take four times its root, 147
    expect(Math.abs(reports.length - 1344)).toBeLessThan(147)
    const known = new Set(['OPEN'])
    for (const one of all) {
      if (one.does === 'report') known.add(one.id)
      expect(known.has(one.id)).toBe(true)
    }
  })

  it('reports in the hours that had reports alone, and nothing where there is nothing to go by', () => {
    // 1970-01-01T03:00Z is hour 3 of the week of hours
    const hourly = hourlyOf([3 * 3_600_000, 3 * 3_600_000 + 1, 171 * 3_600_000], 2)
    expect([hourly[3], hourly[4]]).toEqual([1.5, 0])
    const script = new Script({ ...material, open: [], hourly }, start, seeded(1))
    const hours = script
      .until(start + 90 * day)
      .flatMap(({ does, at }) => (does === 'report' ? [Math.floor(at / 3_600_000) % 168] : []))
    expect([...new Set(hours)]).toEqual([3])
    const silent = new Script({ told: [], open: [], hourly: [] }, start, seeded(1))
    expect([silent.next, silent.until(start + day)]).toEqual([Number.POSITIVE_INFINITY, []])
  })
})

describe('a performance', () => {
  it('sends what is due, again where it could not be taken, and ends with the signal', async () => {
    const sent: string[][] = []
    const waits: number[] = []
    let now = start
    let refuse = 1
    const script = new Script(material, start, seeded(5))
    await perform(script, {
      present: () => now,
      wait: async (ms) => {
        waits.push(ms)
        now += 3_600_000
      },
      send: async (due: readonly Happening[]) => {
        sent.push(due.map(({ id }) => id))
        if (sent.length === 1) throw new Error('no connection')
        return refuse-- > 0 ? 7 : undefined
      },
      speed: 60,
      stopped: () => now > start + 10 * 3_600_000,
      say: () => undefined,
    })
    expect(sent[0]?.length).toBeGreaterThan(0)
    expect(sent[1]).toEqual(sent[0])
    expect(sent[2]).toEqual(sent[0])
    expect(sent[3]).not.toEqual(sent[0])
    expect(waits.filter((ms) => ms > 1000)).toEqual([5000, 7000])
  })
})
