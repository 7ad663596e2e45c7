import type { Hop } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { clockChart } from './clockRows.ts'

function hop(received: string, signed: string | null, left: string | null, due: string | null): Hop {
  const at = (day: string | null) => (day === null ? null : `2026-03-${day}:00:00Z`)
  return {
    number: 1,
    unit: 'u',
    tier: null,
    received_at: at(received) ?? '',
    signed_at: at(signed),
    left_at: at(left),
    due_at: at(due),
    waiting_seconds: 0,
    working_seconds: 0,
    paused_seconds: 0,
  }
}

const chart = (hops: Hop[], pauses: { from: string; to: string | null }[] = []) =>
  clockChart(
    {
      hops: hops.map((one, index) => ({ ...one, number: index + 1 })),
      stays: hops.length,
      pauses,
      due_at: null,
      due_soon_at: null,
      state: 'open',
    },
    '2026-03-11T00:00:00.000Z',
    'UTC',
  )

describe('the clocks of a ticket on one scale', () => {
  it('waiting until the signature, work after it, red past the deadline', () => {
    // ten days from the 1st to the 11th: signed on the 2nd, left on the 11th, due on the 6th
    const drawn = chart([hop('01T00', '02T00', '11T00', '06T00')])
    expect(drawn?.rows[0]?.parts).toEqual([
      { kind: 'waited', from: 0, to: 0.1 },
      { kind: 'worked', from: 0.1, to: 1 },
      { kind: 'late', from: 0.5, to: 1 },
    ])
    expect(drawn?.rows[0]?.due).toBe(0.5)
    expect(drawn?.rows[0]?.lateMs).toBe(5 * 86_400_000)
  })

  it('a unit that never signs waits all its time, and one that still has it waits until now', () => {
    const drawn = chart([hop('01T00', null, '06T00', null), hop('06T00', null, null, null)])
    expect(drawn?.rows.map(({ parts }) => parts)).toEqual([
      [{ kind: 'waited', from: 0, to: 0.5 }],
      [{ kind: 'waited', from: 0.5, to: 1 }],
    ])
  })

  it('a suspension is drawn upon the stay it falls into, and no further', () => {
    const drawn = chart(
      [hop('01T00', '01T00', '06T00', null), hop('06T00', '06T00', '11T00', null)],
      [{ from: '2026-03-05T00:00:00Z', to: '2026-03-07T00:00:00Z' }],
    )
    expect(drawn?.rows[0]?.parts[1]).toEqual({ kind: 'paused', from: 0.4, to: 0.5 })
    expect(drawn?.rows[1]?.parts[1]).toEqual({ kind: 'paused', from: 0.5, to: 0.6 })
  })

  it('marks round local days, far enough apart for their labels', () => {
    const drawn = chart([hop('01T05', null, '11T00', null)])
    expect(drawn?.ticks.map(({ ms }) => new Date(ms).toISOString().slice(0, 13))).toEqual([
      '2026-03-05T00',
      '2026-03-09T00',
    ])
  })

  it('has nothing to draw of a log without stays, and room for a stay that took no time', () => {
    expect(chart([])).toBeNull()
    expect(chart([hop('01T00', '01T00', '01T00', null)])?.rows[0]?.parts).toEqual([])
  })
})
