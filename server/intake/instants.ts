import { compileForm, type DateParser, type DateParts, fractionOf, hourOf, offsetOf } from './date-format.ts'
import type { SourceCell } from './read/index.ts'
import { type Zone, zoneOf } from './zone.ts'

export { type Zone, zoneOf } from './zone.ts'

/** An instant in ms since 1970, or why the cell is none. */
export type InstantResult = { ms: number } | { reason: string; remedy: string }
export type InstantReader = (cell: Exclude<SourceCell, null>) => InstantResult

const DAY = 86_400_000
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2101, 0, 1)

/**
 * Compiles forms of dates and times (tokens of `compileForm`, or `iso`, `unix`, `unix_ms`, `excel`), tried in order;
 * without any, ISO 8601 and the forms like it: `2024-07-01 08:05`, `2024/7/1 8:05`, `2024年7月1日 8:05`, a day alone.
 * Times without an offset are the zone's local ones, a day alone is its midnight. Typed files carry their times as
 * `2024-07-01T08:05:00`, so that this form always counts. Throws a RangeError for a form that cannot be compiled.
 */
export function instantReader(forms: readonly string[] | undefined, timeZone: string): InstantReader {
  const zone = zoneOf(timeZone)
  const readers = forms?.length
    ? [...forms.map((form) => formReader(form, zone)), typedReader(zone)]
    : [isoReader(zone)]
  const refusal = { reason: `is not a time${inForms(forms)}`, remedy: remedyFor(forms) }
  return (cell) => {
    const text = typeof cell === 'string' ? cell.trim() : typeof cell === 'object' ? '' : String(cell)
    let fault: InstantResult = refusal
    for (const read of readers) {
      const ms = read(text)
      if (typeof ms === 'number') return checked(ms)
      if (ms !== undefined) fault = ms
    }
    return fault
  }
}

function inForms(forms: readonly string[] | undefined): string {
  return forms?.length ? ` in the form ${forms.join(' or ')}` : ''
}

function remedyFor(forms: readonly string[] | undefined): string {
  return forms?.length
    ? 'correct the value, or add its form to "format" in the mapping'
    : 'name the form of the column with "format" in the mapping, e.g. "dd/MM/yyyy HH:mm", unix or excel'
}

function checked(ms: number): InstantResult {
  return ms >= EARLIEST && ms < LATEST ? { ms } : outside
}

const outside = {
  reason: 'is outside the years 1990 to 2100',
  remedy: 'correct the year, or the form named in "format"',
}

/** A reading of a text: an instant, a fault of a text in the right form, or undefined for another form. */
type Reading = (text: string) => number | { reason: string; remedy: string } | undefined

function formReader(form: string, zone: Zone): Reading {
  if (form === 'iso') return isoReader(zone)
  if (form === 'unix') return scaled((number) => number * 1000)
  if (form === 'unix_ms') return scaled((number) => number)
  if (form === 'excel') return scaled((number) => zone.instantOf(excelLocal(number)))
  const parse: DateParser = compileForm(form)
  const plain = plainForm(form, zone)
  return (text) => {
    const quick = plain?.(text)
    if (quick !== undefined) return quick
    const parts = parse(text)
    return parts && instantOf(parts, zone)
  }
}

/**
 * The quick way of a form whose parts have fixed places, such as `yyyy-MM-dd HH:mm:ss`: a text of that length with the
 * same signs between its digits. All others are left to the form's pattern; undefined for a form of another kind.
 */
function plainForm(form: string, zone: Zone): Reading | undefined {
  const rest = form.replace(/yyyy|MM|dd|HH|mm|ss/g, (token) => '0'.repeat(token.length))
  if (/[A-SU-Za-z']/.test(rest) || /\d/.test(form)) return undefined
  const at = (token: string) => form.indexOf(token)
  const [year, month, day, hour, minute, second] = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'].map(at)
  const signs = [...rest].flatMap((sign, place) =>
    sign === '0' ? [] : [[place, sign.charCodeAt(0)] as const],
  )
  const pair = (text: string, place: number | undefined) =>
    place === undefined || place < 0 ? 0 : two(text, place)
  return (text) => {
    if (text.length !== form.length) return undefined
    for (const [place, sign] of signs) if (text.charCodeAt(place) !== sign) return undefined
    const [y, mo, d] = [pair(text, year) * 100 + pair(text, year! + 2), pair(text, month), pair(text, day)]
    const [h, mi, s] = [pair(text, hour), pair(text, minute), pair(text, second)]
    if (Number.isNaN(y + mo + d + h + mi + s)) return undefined
    const local = localOf(y, mo, d, h, mi, s, 0)
    return typeof local === 'number' ? zone.instantOf(local) : local
  }
}

/**
 * The quick way of times that are bytes of ASCII: those of the first form whose parts have fixed places, or, without forms,
 * `yyyy-MM-dd HH:mm:ss`, with T or not. What it reads is what {@link instantReader} reads; undefined for a value of
 * another form or one that is no time, and for forms of which it knows none.
 */
export function byteInstants(
  forms: readonly string[] | undefined,
  timeZone: string,
): ((bytes: Uint8Array, start: number, end: number) => number | undefined) | undefined {
  const places = placesOf(forms?.[0] ?? 'yyyy-MM-dd HH:mm:ss')
  if (!places || forms?.[0] === 'iso') return undefined
  const zone = zoneOf(timeZone)
  const days = daysOf(zone)
  const { length, year, month, day, hour, minute, second, signs } = places
  const takesT = forms === undefined
  return (bytes, start, end) => {
    if (end - start !== length) return undefined
    for (let i = 0; i < signs.length; i += 2) {
      const byte = bytes[start + signs[i]!]
      if (byte !== signs[i + 1] && !(takesT && byte === 0x54 && signs[i + 1] === 0x20)) return undefined
    }
    const y = pairOf(bytes, start, year) * 100 + pairOf(bytes, start, year + 2)
    const mo = pairOf(bytes, start, month)
    const d = pairOf(bytes, start, day)
    const h = hour < 0 ? 0 : pairOf(bytes, start, hour)
    const mi = minute < 0 ? 0 : pairOf(bytes, start, minute)
    const s = second < 0 ? 0 : pairOf(bytes, start, second)
    if (!(h <= 23 && mi <= 59 && s <= 59 && y >= 1990 && y <= 2100 && mo <= 12 && d <= 31)) return undefined
    const place = ((y - 1990) * 13 + mo) * 32 + d
    const clock = ((h * 60 + mi) * 60 + s) * 1000
    const begin = days[place]!
    const ms = Number.isNaN(begin) ? zone.instantOf(midnights[place]! + clock) : begin + clock
    return ms >= EARLIEST && ms < LATEST ? ms : undefined
  }
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const impossibleDay = {
  reason: 'is not a day of the calendar',
  remedy: 'correct the value; is it day and month the other way round in "format"?',
}
const impossibleTime = { reason: 'is not a time of the day', remedy: 'correct the hours, minutes or seconds' }

/** The local midnights of all days that are taken, as ms since 1970, by year, month and day; NaN for what is no day. */
const midnights = Float64Array.from({ length: 111 * 13 * 32 }, (_, place) => {
  const month = Math.floor(place / 32)
  const local = localOf(1990 + Math.floor(month / 13), month % 13, place % 32, 0, 0, 0, 0)
  return typeof local === 'number' ? local : Number.NaN
})

/** The instants at which the days of a zone begin, placed as {@link midnights}; NaN near a change of its clocks. */
function daysOf(zone: Zone): Float64Array {
  const known = daysOfZones.get(zone)
  if (known) return known
  const days = midnights.map((local) => {
    const offset = zone.offsetThrough(local - DAY, local + 2 * DAY)
    return offset === undefined ? Number.NaN : local - offset
  })
  daysOfZones.set(zone, days)
  return days
}

const daysOfZones = new WeakMap<Zone, Float64Array>()

/** The number that two digits are; a number larger than any of two pairs where they are none. */
function pairOf(bytes: Uint8Array, start: number, place: number): number {
  const tens = bytes[start + place]! - 0x30
  const ones = bytes[start + place + 1]! - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : noPair
}

const noPair = 10_000

/** Where the parts of a form stand, and the signs between them with their places in turn; undefined for one of another kind. */
function placesOf(form: string) {
  const rest = form.replace(/yyyy|MM|dd|HH|mm|ss/g, (token) => '0'.repeat(token.length))
  if (/[A-SU-Za-z']/.test(rest) || /\d/.test(form) || /[^ -~]/.test(form)) return undefined
  const signs = [...rest].flatMap((sign, place) => (sign === '0' ? [] : [place, sign.charCodeAt(0)]))
  const [year, month, day, hour, minute, second] = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss'].map((token) =>
    form.indexOf(token),
  ) as [number, number, number, number, number, number]
  if (year < 0 || month < 0 || day < 0) return undefined
  return { length: form.length, year, month, day, hour, minute, second, signs }
}

function scaled(toInstant: (number: number) => number): Reading {
  return (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Math.round(toInstant(Number(text))) : undefined)
}

/** Local ms of a serial day number of the 1900 system, to the second where it is within 2 ms of one. */
function excelLocal(serial: number): number {
  const ms = serial * DAY
  const second = Math.round(ms / 1000) * 1000
  return Date.UTC(1899, 11, 30) + (Math.abs(ms - second) <= 2 ? second : ms)
}

const TYPED = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z?)?$/

function typedReader(zone: Zone): Reading {
  const iso = isoReader(zone)
  return (text) => (TYPED.test(text) ? iso(text) : undefined)
}

const ISO =
  /^(\d{4})(?:(-)(\d{1,2})-(\d{1,2})|(\/)(\d{1,2})\/(\d{1,2})|(\.)(\d{1,2})\.(\d{1,2})|(年)(\d{1,2})月(\d{1,2})日)(?:(?:[Tt]|\s+|(?<=日))(上午|下午|中午|凌晨|早上|晚上)?\s*(\d{1,2})[:：时点](\d{1,2})(?:分?$|分?(?=\s*[Zz+-])|[:：分](\d{1,2})秒?(?:[.,](\d{1,9}))?)\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

function isoReader(zone: Zone): Reading {
  return (text) => {
    const plain = plainIso(text, zone)
    if (plain !== undefined) return plain
    const match = ISO.exec(text)
    return match ? instantOf(isoParts(match), zone) : undefined
  }
}

function isoParts(match: RegExpExecArray): DateParts {
  const group = (index: number) => match[index] ?? ''
  const [month, day] = [3, 6, 9, 12].flatMap((index) =>
    match[index] ? [group(index), group(index + 1)] : [],
  )
  const noon = group(14)
  const hour = Number(group(15))
  return {
    year: Number(group(1)),
    month: Number(month),
    day: Number(day),
    hour: noon && hour >= 1 && hour <= 12 ? hourOf(hour, noon) : hour,
    minute: Number(group(16)),
    second: Number(group(17)),
    ms: fractionOf(group(18)),
    offset: match[19] === undefined ? undefined : offsetOf(match[19]),
  }
}

/** `yyyy-MM-dd HH:mm:ss`, with T or not, alone or with Z or ±hh:mm: most files hold nothing else, and this is fast. */
function plainIso(text: string, zone: Zone): ReturnType<Reading> {
  const { length } = text
  if (length !== 19 && length !== 20 && length !== 25) return undefined
  if (!separated(text)) return undefined
  const year = two(text, 0) * 100 + two(text, 2)
  const [month, day, hour, minute, second] = [
    two(text, 5),
    two(text, 8),
    two(text, 11),
    two(text, 14),
    two(text, 17),
  ]
  if (Number.isNaN(year + month + day + hour + minute + second)) return undefined
  const local = localOf(year, month, day, hour, minute, second, 0)
  if (typeof local !== 'number') return local
  if (length === 19) return zone.instantOf(local)
  if (length === 20) return text.charCodeAt(19) === 0x5a ? local : undefined
  const sign = text.charCodeAt(19)
  const ahead = (two(text, 20) * 60 + two(text, 23)) * 60_000
  if (Number.isNaN(ahead) || text.charCodeAt(22) !== 0x3a) return undefined
  return sign === 0x2b ? local - ahead : sign === 0x2d ? local + ahead : undefined
}

function separated(text: string): boolean {
  const middle = text.charCodeAt(10)
  return (
    (middle === 0x20 || middle === 0x54) &&
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a
  )
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30
  const ones = text.charCodeAt(at + 1) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function instantOf(parts: DateParts, zone: Zone): number | { reason: string; remedy: string } {
  const local = localOf(parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second, parts.ms)
  if (typeof local !== 'number') return local
  return parts.offset === undefined ? zone.instantOf(local) : local - parts.offset
}

/** The local clock as ms since 1970-01-01T00:00; 24:00 is the midnight that ends the day. */
function localOf(y: number, mo: number, d: number, h: number, mi: number, s: number, ms: number) {
  if (y < 1990 || y > 2100) return outside
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo)) return impossibleDay
  const midnight = h === 24 && mi === 0 && s === 0 && ms === 0
  if ((h > 23 && !midnight) || mi > 59 || s > 59) return impossibleTime
  return Date.UTC(y, mo - 1, d, h, mi, s, ms)
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : (LENGTHS[month - 1] ?? 0)
}
