/** The parts of a date and time as written; `offset` in ms is undefined for a local time. */
export interface DateParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  ms: number
  offset: number | undefined
}

/** Reads a text in one form; undefined when it is not in that form. Ranges are not checked here, but for hours. */
export type DateParser = (text: string) => DateParts | undefined

type Slot = keyof typeof slots

/** Tokens of a form, by what they read. */
const slots = {
  yyyy: { digits: [4, 4], part: 'year' },
  MM: { digits: [1, 2], part: 'month' },
  M: { digits: [1, 2], part: 'month' },
  dd: { digits: [1, 2], part: 'day' },
  d: { digits: [1, 2], part: 'day' },
  HH: { digits: [1, 2], part: 'hour' },
  H: { digits: [1, 2], part: 'hour' },
  hh: { digits: [1, 2], part: 'half' },
  h: { digits: [1, 2], part: 'half' },
  mm: { digits: [1, 2], part: 'minute' },
  m: { digits: [1, 2], part: 'minute' },
  ss: { digits: [1, 2], part: 'second' },
  s: { digits: [1, 2], part: 'second' },
  SSS: { digits: [1, 9], part: 'fraction' },
  a: { digits: undefined, part: 'noon' },
  XXX: { digits: undefined, part: 'offset' },
} as const

export const tokens = 'yyyy M MM d dd H HH h hh m mm s ss SSS a XXX'

const NOON = '[AaPp]\\.?[Mm]\\.?|上午|下午|凌晨|早上|中午|晚上'
const OFFSET = '[Zz]|[+-]\\d{2}(?::?\\d{2})?'
const PIECE = /'([^']*)'|(\s+)|(([A-Za-z])\4*)|([^A-Za-z'\s]+)/g

interface Piece {
  source: string
  slot?: Slot
}

/**
 * Compiles a form such as `dd/MM/yyyy hh:mm a`. One digit is taken where two are named unless digits follow at
 * once; white space matches any; text in quotes, `T` and signs stand for themselves. Throws a RangeError for a form
 * that cannot tell a day.
 */
export function compileForm(form: string): DateParser {
  const pieces = [...form.matchAll(PIECE)].map((match) => pieceOf(match, form))
  const used = pieces.flatMap(({ slot }) => (slot ? [slots[slot].part] : []))
  checkForm(form, used)
  const pattern = pieces.map((piece, index) =>
    piece.slot ? sourceOf(piece.slot, pieces, index) : piece.source,
  )
  const regex = new RegExp(`^\\s*${pattern.join('')}\\s*$`)
  return (text) => {
    const match = regex.exec(text)
    return match ? partsOf(used, match) : undefined
  }
}

function pieceOf(match: RegExpMatchArray, form: string): Piece {
  const [, quoted, space, letters, , signs] = match
  if (quoted !== undefined) return { source: escaped(quoted === '' ? "'" : quoted) }
  if (space !== undefined) return { source: '\\s+' }
  if (signs !== undefined) return { source: escaped(signs) }
  if (letters === 'T' || letters === 'Z') return { source: letters }
  if (letters !== undefined && isSlot(letters)) return { source: '', slot: letters }
  throw new RangeError(
    `"${letters}" in "${form}" is no token; the tokens are ${tokens}, or iso, unix, unix_ms, excel`,
  )
}

function isSlot(text: string): text is Slot {
  return Object.hasOwn(slots, text)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function checkForm(form: string, used: readonly string[]): void {
  const twice = used.find((part, index) => used.indexOf(part) !== index)
  if (twice) throw new RangeError(`"${form}" names the ${twice} twice`)
  for (const part of ['year', 'month', 'day']) {
    if (!used.includes(part))
      throw new RangeError(`"${form}" does not name the ${part}; the tokens are ${tokens}`)
  }
  if (used.includes('half') !== used.includes('noon') && !used.includes('hour')) {
    throw new RangeError(`"${form}": h and hh need a (AM or PM), and a needs h or hh; write HH for 24 hours`)
  }
}

/** Digits that touch the next token's digits cannot vary in number. */
function sourceOf(slot: Slot, pieces: readonly Piece[], index: number): string {
  const { digits, part } = slots[slot]
  if (part === 'noon') return `(${NOON})`
  if (part === 'offset') return `(${OFFSET})`
  if (!digits) return ''
  const touches = [pieces[index - 1], pieces[index + 1]].some((next) => next?.slot && slots[next.slot].digits)
  const [least, most] = touches && slot.length > 1 ? [slot.length, slot.length] : digits
  return `(\\d{${least},${most}})`
}

function partsOf(used: readonly string[], match: RegExpExecArray): DateParts | undefined {
  const parts: DateParts = {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    ms: 0,
    offset: undefined,
  }
  let half = -1
  let noon = ''
  for (let index = 0; index < used.length; index++) {
    const text = match[index + 1] ?? ''
    const part = used[index]
    if (part === 'half') half = Number(text)
    else if (part === 'noon') noon = text
    else if (part === 'offset') parts.offset = offsetOf(text)
    else if (part === 'fraction') parts.ms = fractionOf(text)
    else if (isWhole(part)) parts[part] = Number(text)
  }
  if (half < 0) return parts
  if (half < 1 || half > 12) return undefined
  parts.hour = hourOf(half, noon)
  return parts
}

function isWhole(part: string | undefined): part is 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' {
  return part !== undefined && part !== 'ms' && part !== 'offset' && part !== 'half' && part !== 'noon'
}

/** The hour of a 12-hour clock: 12 AM is midnight, 12 PM is noon. 中午 12 is noon, 中午 1 is 13. */
export function hourOf(half: number, noon: string): number {
  const late = /^[Pp下晚]/.test(noon) || (noon === '中午' && half < 11)
  if (noon === '中午' && half >= 11) return half
  return (half % 12) + (late ? 12 : 0)
}

/** Milliseconds of a decimal fraction of a second written without its point. */
export function fractionOf(digits: string): number {
  return Number(digits.slice(0, 3).padEnd(3, '0'))
}

/** Milliseconds of `Z`, `+08:00`, `+0800` or `+08`. */
export function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', '') || 0)
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
