import { describe, expect, it } from 'vitest'
import { jumpOf } from './jumps.ts'

const look = (calendar: number, steady: number) => ({ calendar, steady })

describe('a jump of the clocks', () => {
  it('is none while both go together, also after a long wait', () => {
    expect(jumpOf(look(1_000, 0), look(6_000, 5_000))).toBe(0)
    expect(jumpOf(look(1_000, 0), look(3_601_000, 3_597_000))).toBe(0)
  })

  it('is the sleep in which only the calendar went on, or what the clock was set by', () => {
    expect(jumpOf(look(0, 0), look(7_205_000, 5_000))).toBe(7_200_000)
    expect(jumpOf(look(7_200_000, 0), look(5_000, 5_000))).toBe(-7_200_000)
  })
})
