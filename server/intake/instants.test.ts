import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { instantReader } from './instants.ts'

const SHANGHAI = 'Asia/Shanghai'

function read(cell: string | number, forms?: string[], timeZone = SHANGHAI): string {
  const result = instantReader(forms, timeZone)(cell)
  return 'ms' in result ? new Date(result.ms).toISOString() : result.reason
}

describe('times without a form', () => {
  // 08:05 in Shanghai (+08:00, no summer time since 1991) is 00:05 UTC
  it.each([
    '2024-07-01 08:05',
    '2024-07-01 08:05:00',
    '2024-07-01T08:05:00',
    '2024-07-01T00:05:00Z',
    '2024-07-01T08:05:00+08:00',
    '2024-07-01 08:05:00.000 +0800',
    '2024-06-30T20:05:00-04',
    '2024/7/1 8:05',
    '2024/07/01 08:05:00',
    '2024.7.1 8:05',
    '2024年7月1日 8:05',
    '2024年7月1日8时5分',
    '2024年07月01日 08时05分00秒',
    '2024年7月1日 上午8:05',
    ' 2024-07-01 08:05 ',
  ])('%s', (text) => {
    expect(read(text)).toBe('2024-07-01T00:05:00.000Z')
  })

  it.each([
    ['2024-07-01', '2024-06-30T16:00:00.000Z'],
    ['2024年7月1日', '2024-06-30T16:00:00.000Z'],
    ['2024年7月1日 下午3:00', '2024-07-01T07:00:00.000Z'],
    ['2024-07-01 24:00:00', '2024-07-01T16:00:00.000Z'],
    ['2024-02-29 00:00:00.5', '2024-02-28T16:00:00.500Z'],
  ])('%s is %s', (text, instant) => {
    expect(read(text)).toBe(instant)
  })

  it.each([
    '07/01/2024 08:05',
    '2024-7-18:05',
    '2024-07/01',
    '20240701',
    '45474.3368055556',
    '1719792300',
    'NA',
    '08:05',
    'yesterday',
    '2024-07-01 08:05 (approx)',
    '2024年7月',
  ])('refuses %s', (text) => {
    expect(read(text)).toBe('is not a time')
  })

  it.each([
    ['2024-02-30', 'is not a day of the calendar'],
    ['2023-02-29 10:00:00', 'is not a day of the calendar'],
    ['2024-13-01', 'is not a day of the calendar'],
    ['2024-07-01 25:00:00', 'is not a time of the day'],
    ['2024-07-01 24:00:01', 'is not a time of the day'],
    ['2024-07-01 10:60', 'is not a time of the day'],
    ['1989-12-31', 'is outside the years 1990 to 2100'],
    ['2101-01-01', 'is outside the years 1990 to 2100'],
    ['0095-07-01 10:00:00', 'is outside the years 1990 to 2100'],
    // 1990-01-01T00:00+08:00 is still 1989 in UTC
    ['1990-01-01T00:00:00+08:00', 'is outside the years 1990 to 2100'],
  ])('%s %s', (text, reason) => {
    expect(read(text)).toBe(reason)
  })

  it('agrees with Temporal for any local time in any zone', () => {
    const local = fc.date({ min: new Date('1991-01-01'), max: new Date('2100-12-30'), noInvalidDate: true })
    const zone = fc.constantFrom(SHANGHAI, 'America/New_York', 'Europe/London', 'Asia/Kathmandu')
    fc.assert(
      fc.property(local, zone, (date, timeZone) => {
        const text = date.toISOString().slice(0, -1)
        const instant = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds
        expect(read(text, undefined, timeZone)).toBe(new Date(instant).toISOString())
        expect(read(text.slice(0, 19).replace('T', ' '), undefined, timeZone).slice(0, 19)).toBe(
          new Date(instant).toISOString().slice(0, 19),
        )
      }),
    )
  })
})

describe('times in a named form', () => {
  it.each([
    ['07/01/2024 08:05:09 PM', 'MM/dd/yyyy hh:mm:ss a', '2024-07-01T12:05:09.000Z'],
    ['07/01/2024 12:05:09 AM', 'MM/dd/yyyy hh:mm:ss a', '2024-06-30T16:05:09.000Z'],
    ['7/1/2024 12:05:09 PM', 'MM/dd/yyyy hh:mm:ss a', '2024-07-01T04:05:09.000Z'],
    ['01.07.2024', 'dd.MM.yyyy', '2024-06-30T16:00:00.000Z'],
    ['20240701080509', 'yyyyMMddHHmmss', '2024-07-01T00:05:09.000Z'],
    ['2024-07-01 08:05:09.123', 'yyyy-MM-dd HH:mm:ss.SSS', '2024-07-01T00:05:09.123Z'],
    ['2024-07-01T08:05:09-04:00', 'yyyy-MM-ddTHH:mm:ssXXX', '2024-07-01T12:05:09.000Z'],
    ['2024年7月1日 下午3时', 'yyyy年M月d日 ah时', '2024-07-01T07:00:00.000Z'],
    ['1719792309', 'unix', '2024-07-01T00:05:09.000Z'],
    ['1719792309123', 'unix_ms', '2024-07-01T00:05:09.123Z'],
    // Excel shows 45474.5 as 2024-07-01 12:00
    ['45474.5', 'excel', '2024-07-01T04:00:00.000Z'],
    ['2024-07-01T08:05:09', 'dd/MM/yyyy', '2024-07-01T00:05:09.000Z'],
  ])('%s as %s', (text, form, instant) => {
    expect(read(text, [form])).toBe(instant)
  })

  it('reads numbers of typed files too', () => {
    expect(read(45474.5, ['excel'])).toBe('2024-07-01T04:00:00.000Z')
    expect(read(20240701, ['yyyyMMdd'])).toBe('2024-06-30T16:00:00.000Z')
  })

  it('tries forms in order', () => {
    const forms = ['MM/dd/yyyy', 'dd/MM/yyyy']
    expect(read('02/03/2024', forms)).toBe('2024-02-02T16:00:00.000Z')
    expect(read('13/03/2024', forms)).toBe('2024-03-12T16:00:00.000Z')
    expect(read('32/03/2024', forms)).toBe('is not a day of the calendar')
    expect(read('2024 March 3', forms)).toBe('is not a time in the form MM/dd/yyyy or dd/MM/yyyy')
  })

  it('does not take 13 for an hour of a 12-hour clock', () => {
    expect(read('07/01/2024 13:05 PM', ['MM/dd/yyyy hh:mm a'])).toContain('is not a time in the form')
  })

  it.each([
    ['dd/MM/yy', 'no token'],
    ['dd MMM yyyy', 'no token'],
    ['HH:mm', 'does not name the year'],
    ['yyyy-MM-dd hh:mm', 'need a'],
    ['yyyy-MM-dd dd', 'twice'],
  ])('refuses the form %s', (form, why) => {
    expect(() => instantReader([form], SHANGHAI)).toThrow(why)
  })
})
