import { describe, expect, it } from 'vitest'
import { deadlineProblems } from './check.ts'
import { gaoling, packOf, shanghai } from './examples.ts'
import { compileCalendar, deadlineOf } from './index.ts'

describe('a pack whose deadlines contradict themselves', () => {
  const holidays = ['2025-10-01', '2025-10-02']

  it('is told every place', () => {
    const pack = packOf({
      calendar: { holidays, makeUpDays: ['2025-09-28', '2025-10-02'], hours: { from: '17:00', to: '09:00' } },
    })
    expect(deadlineProblems(pack, shanghai)).toEqual([
      'calendar.makeUpDays.1: 2025-10-02 is a holiday too (calendar.holidays.1); take it out of one',
      'calendar.hours: work must end later on the day than it begins, not 17:00 to 09:00',
    ])
    expect(() => compileCalendar(pack.calendar, shanghai)).toThrow(
      /calendar\.makeUpDays\.1.*\n.*calendar\.hours/,
    )
    expect(() => deadlineOf(pack, shanghai)).toThrow(RangeError)
  })

  it('is refused hours that last no time', () => {
    const pack = packOf({ calendar: { hours: { from: '09:00', to: '09:00' } } })
    expect(deadlineProblems(pack, shanghai)).toHaveLength(1)
  })

  it('is refused limits that no calendar holds', () => {
    const pack = packOf({
      calendar: { hours: { from: '09:00', to: '09:01' } },
      deadlines: {
        handling: [{ limit: '99999h' }, { limit: '99999wh' }],
        firstContact: [{ limit: '9000wh' }],
      },
      checklists: [
        {
          id: 'a',
          name: 'A',
          tier: 'community',
          items: [{ category: 'x' }, { category: 'y', limit: '5000wh' }],
        },
      ],
    })
    // a minute a working day: 5,000 h take 300,000 working days, over a thousand years
    expect(deadlineProblems(pack, shanghai).map((line) => line.split(':')[0])).toEqual([
      'deadlines.handling.1.limit',
      'deadlines.firstContact.0.limit',
      'checklists.0.items.1.limit',
    ])
  })
})

describe('a pack that can be used', () => {
  it('has no problem', () => {
    expect(deadlineProblems(gaoling, shanghai)).toEqual([])
    expect(deadlineProblems(packOf({ deadlines: { handling: [{ limit: '99999wd' }] } }), shanghai)).toEqual(
      [],
    )
  })
})
