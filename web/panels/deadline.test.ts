import { describe, expect, it } from 'vitest'
import { deadlineOf } from './deadline.ts'

const asOf = '2025-06-30T12:00:00Z'
const due = '2025-06-30T10:00:00Z'
const hour = 3_600_000

describe('the deadline of a ticket', () => {
  it('runs while the ticket is open', () => {
    expect(deadlineOf({ status: 'dispatched', due_at: due, closed_at: null }, asOf)).toEqual({
      state: 'overdue',
      due,
      ms: 2 * hour,
    })
    expect(deadlineOf({ status: 'handled', due_at: '2025-06-30T13:00:00Z', closed_at: null }, asOf)).toEqual({
      state: 'due-in',
      due: '2025-06-30T13:00:00Z',
      ms: hour,
    })
  })

  it('is judged by the closing of a closed one, on the dot still in time', () => {
    expect(deadlineOf({ status: 'closed', due_at: due, closed_at: due }, asOf)).toEqual({
      state: 'on-time',
      due,
      ms: 0,
    })
    expect(deadlineOf({ status: 'closed', due_at: due, closed_at: '2025-06-30T11:00:00Z' }, asOf).state).toBe(
      'late',
    )
  })

  it('is not judged where that cannot be known', () => {
    expect(deadlineOf({ status: 'closed', due_at: due, closed_at: null }, asOf)).toEqual({ state: 'none' })
    expect(deadlineOf({ status: 'reported', due_at: null, closed_at: null }, asOf)).toEqual({ state: 'none' })
    expect(deadlineOf({ status: 'suspended', due_at: due, closed_at: null }, asOf)).toEqual({
      state: 'paused',
      due,
    })
  })
})
