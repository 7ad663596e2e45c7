import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../server/store/index.ts'
import { smallCentre, twoStreets, Workshop } from './workshop.ts'

let shop: Workshop

const header = 'id,reported_at,dispatched_at,closed_at,due_at,category,urgency'
const tickets = (...rows: string[]) => shop.file('later.csv', `${[header, ...rows].join('\n')}\n`)
const dues = async () =>
  Object.fromEntries(
    (await shop.read(sql`SELECT id, due_at, due_soon_at, on_time FROM ticket ORDER BY id`)).map((row) => [
      row.id,
      [row.due_at, row.due_soon_at, row.on_time],
    ]),
  )

/** National Day 2025: eight days off from 1 October, made up for on Sunday 28 September and Saturday 11 October. */
const autumn = {
  holidays: [1, 2, 3, 4, 5, 6, 7, 8].map((day) => `2025-10-0${day}`),
  makeUpDays: ['2025-09-28', '2025-10-11'],
}

const centre = {
  ...smallCentre,
  categories: [{ id: 'road', name: 'Road' }],
  calendar: autumn,
  deadlines: {
    handling: [
      { urgency: ['danger'], limit: '2h' },
      { category: ['road'], limit: '5wd' },
    ],
  },
}

beforeEach(() => {
  shop = new Workshop()
  shop.file('areas.geojson', twoStreets)
})
afterEach(() => shop[Symbol.asyncDispose]())

describe('deadlines at import', () => {
  it('come from the row, from the rule that fits, or not at all', async () => {
    shop.file('centre.json', centre)
    await shop.load()
    await shop.import(
      'tickets',
      tickets(
        // five working days from Monday 29 September, 10:00: 30 September, 9, 10 and 11 October (made up), 13 October
        'holiday,2025-09-29T09:00:00,2025-09-29T10:00:00,2025-10-13T10:00:01,,road,',
        // two hours across midnight; the report counts, since it was never dispatched
        'midnight,2025-09-29T23:00:00,,2025-09-30T00:59:59,,road,danger',
        // four fifths of ten hours by the clock, as no rule says how it was counted
        'given,2025-09-29T08:00:00,,,2025-09-29T18:00:00,noise,',
        'none,2025-09-29T08:00:00,,,,noise,',
      ),
    )
    expect(await dues()).toEqual({
      holiday: ['2025-10-13T02:00:00.000Z', '2025-10-11T02:00:00.000Z', false],
      midnight: ['2025-09-29T17:00:00.000Z', '2025-09-29T16:36:00.000Z', true],
      given: ['2025-09-29T10:00:00.000Z', '2025-09-29T08:00:00.000Z', null],
      none: [null, null, null],
    })
  })

  it('follow the log before the row, and stay when the same files come again', async () => {
    shop.file('centre.json', centre)
    await shop.load()
    const file = tickets('t,2025-09-29T08:00:00,,,2025-10-01T08:00:00,road,')
    const log = shop.file(
      'log.csv',
      'ticket,seq,at,kind,due_at\nt,1,2025-09-29T08:00:00,reported,\nt,2,2025-09-29T09:00:00,dispatched,2025-10-09T09:00:00\nt,3,2025-09-30T09:00:00,transferred,2025-10-20T09:00:00\n',
    )
    await shop.import('tickets', file)
    await shop.import('events', log)
    const first = await dues()
    expect(first.t?.[0]).toBe('2025-10-20T01:00:00.000Z')
    expect(await shop.import('tickets', file)).toMatchObject({ unchanged: 1, updated: 0 })
    expect(await shop.import('events', log)).toMatchObject({ unchanged: 3 })
    expect(await dues()).toEqual(first)
  })

  it('are refused where the calendar contradicts itself', async () => {
    shop.file('centre.json', { ...centre, calendar: { ...autumn, makeUpDays: ['2025-10-01'] } })
    await expect(shop.load()).rejects.toThrow(/centre\.json: calendar\..*2025-10-01/)
  })
})
