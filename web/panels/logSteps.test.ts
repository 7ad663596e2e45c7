import type { LogEntry } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { logSteps } from './logSteps.ts'

const entry = (seq: number, at: string, moves: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  at,
  kind: 'transferred',
  from_unit: null,
  to_unit: null,
  from_tier: null,
  to_tier: null,
  reason: null,
  due_at: null,
  derived: false,
  ...moves,
})

describe('the steps of a log', () => {
  it('come in the order of the log, each with the wait before it', () => {
    const steps = logSteps([entry(2, '2025-06-30T12:30:00Z'), entry(1, '2025-06-30T12:00:00Z')])
    expect(steps.map((step) => [step.entry.seq, step.waitedMs])).toEqual([
      [1, null],
      [2, 1_800_000],
    ])
  })

  it('never wait a negative time, whatever the clocks of those who wrote it', () => {
    expect(logSteps([entry(1, '2025-06-30T12:00:00Z'), entry(2, '2025-06-30T11:00:00Z')])[1]?.waitedMs).toBe(
      0,
    )
  })

  it('are hops where unit or tier changes, not where one is unknown', () => {
    const hops = logSteps([
      entry(1, '2025-06-30T12:00:00Z', { from_unit: 'a', to_unit: 'b' }),
      entry(2, '2025-06-30T12:00:00Z', {
        from_unit: 'b',
        to_unit: 'b',
        from_tier: 'grid',
        to_tier: 'community',
      }),
      entry(3, '2025-06-30T12:00:00Z', { to_unit: 'c' }),
    ]).map((step) => step.hop)
    expect(hops).toEqual([true, true, false])
  })
})
