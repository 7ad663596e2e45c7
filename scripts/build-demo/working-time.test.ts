import { CentrePack } from '@grid/data/contract'
import { describe, expect, it } from 'vitest'
import { dayOf, isoText, type Minute } from './local-time.ts'
import { dueAt, nextWorked, workingTime } from './working-time.ts'

const { calendar } = CentrePack.parse({
  name: 'Test',
  timeZone: 'Asia/Shanghai',
  calendar: { holidays: ['2025-10-01', '2025-10-02', '2025-10-03'], makeUpDays: ['2025-09-28'] },
})
const time = workingTime(calendar)
const at = (date: string, clock: string): Minute => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return dayOf(date) * 1440 + hour * 60 + minute
}
const due = (date: string, clock: string, limit: string): string =>
  isoText(dueAt(at(date, clock), limit, time)).slice(0, 16)

/** 2025-09-26 is a Friday, the 28th a Sunday that is worked, 1 to 3 October a holiday from Wednesday to Friday. */
describe('an allowance', () => {
  it.each([
    ['2h', '2025-09-26', '23:30', '2025-09-27T01:30'],
    ['3d', '2025-09-30', '16:00', '2025-10-03T16:00'],
    ['1wd', '2025-09-26', '10:00', '2025-09-28T10:00'],
    ['5wd', '2025-09-26', '10:00', '2025-10-07T10:00'],
    ['1wd', '2025-09-26', '18:00', '2025-09-29T09:00'],
    ['1wd', '2025-09-26', '08:00', '2025-09-28T09:00'],
    ['2wd', '2025-10-01', '12:00', '2025-10-08T09:00'],
    ['4wh', '2025-09-26', '15:00', '2025-09-28T11:00'],
    ['8wh', '2025-09-26', '09:00', '2025-09-26T17:00'],
    ['16wh', '2025-09-30', '13:00', '2025-10-07T13:00'],
  ])('of %s from %s %s ends %s', (limit, date, clock, end) => {
    expect(due(date, clock, limit)).toBe(end)
  })
})

describe('work', () => {
  it('goes on where it is working time and else at the next opening', () => {
    const next = (date: string, clock: string): string =>
      isoText(nextWorked(at(date, clock), time)).slice(0, 16)
    expect(next('2025-09-26', '16:59')).toBe('2025-09-26T16:59')
    expect(next('2025-09-26', '17:00')).toBe('2025-09-28T09:00')
    expect(next('2025-10-01', '10:00')).toBe('2025-10-06T09:00')
  })
})
