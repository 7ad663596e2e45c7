import { name, type Sql, sql } from '../store/index.ts'

/** Clocks of a ticket that are kept as whole seconds since 1970, `<clock>_s`, and the microseconds beyond, `<clock>_us`. */
export type Clock =
  | 'reported'
  | 'dispatched'
  | 'signed'
  | 'first_contact'
  | 'handled'
  | 'verified'
  | 'closed'
  | 'due'
  | 'due_soon'
  | 'first_contact_due'
  | RareClock

/** Clocks of what happens to few tickets, the first time: their seconds have 32 bits. */
export const rareClocks = [
  'escalated',
  'joined',
  'returned',
  'reworked',
  'reopened',
  'bounced',
  'problem',
  'beyond_list',
  'pushed_down',
] as const
type RareClock = (typeof rareClocks)[number]
const rare: ReadonlySet<Clock> = new Set(rareClocks)

export type Comparison = '<' | '<=' | '>' | '>='

const signs = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` }

/** How one expression stands to another. */
export function compared(one: Sql, comparison: Comparison, other: Sql): Sql {
  return sql`${one} ${signs[comparison]} ${other}`
}

/**
 * Whether a clock of ticket `t` stands before or after an instant in milliseconds since 1970, exact to the microsecond;
 * null where it tells nothing. The second alone is looked at where the instant is a whole one.
 */
export function clockIs(clock: Clock, comparison: Comparison, at: number): Sql {
  const { kept, beyond, rest, second, next, sign } = heldAgainst(clock, comparison, at)
  if (rest === 0) return sql`${kept} ${sign} ${second}`
  if (rare.has(clock)) return clockWithin(clock, comparison, at)
  // what reaches beyond the instant within its second stands as one of the next second does; where no clock of the table has a
  // fraction the engine knows that without a look
  return sql`${kept} ${sign} ${next} - CAST(${beyond} >= CAST(${rest} AS INTEGER) AS BIGINT)`
}

/** The same as a condition of a question: the engine then looks only where such seconds lie. */
export function clockWithin(clock: Clock, comparison: Comparison, at: number): Sql {
  const { kept, beyond, rest, second, next, before } = heldAgainst(clock, comparison, at)
  if (rest === 0) return clockIs(clock, comparison, at)
  const us = sql`CAST(${rest} AS INTEGER)`
  return before
    ? sql`${kept} < ${next} AND (${beyond} < ${us} OR ${kept} < ${second})`
    : sql`${kept} >= ${second} AND (${beyond} >= ${us} OR ${kept} >= ${next})`
}

/** Whether a clock stands before an instant or tells nothing, as a condition of a question. */
export function clockWithinOrNone(clock: Clock, before: number): Sql {
  const { kept, beyond, rest, second, next } = heldAgainst(clock, '<', before)
  const none = sql`${kept} IS NULL`
  if (rest === 0) return sql`(${kept} < ${second} OR ${none})`
  return sql`(${kept} < ${next} OR ${none}) AND (${beyond} < CAST(${rest} AS INTEGER) OR ${kept} < ${second} OR ${none})`
}

function heldAgainst(clock: Clock, comparison: Comparison, at: number) {
  const whole = Math.floor(at / 1000)
  // a microsecond later tells the same of what may be the instant itself
  const later = comparison === '<=' || comparison === '>' ? 1 : 0
  const before = comparison === '<' || comparison === '<='
  return {
    kept: name(`t.${clock}_s`),
    beyond: name(`t.${clock}_us`),
    second: secondOf(clock, whole),
    next: secondOf(clock, whole + 1),
    rest: Math.round((at - whole * 1000) * 1000) + later,
    before,
    sign: before ? sql`<` : sql`>=`,
  }
}

/** A second as a clock has them: of another type the engine would make every one of the clock's that type. */
function secondOf(clock: Clock, second: number): Sql {
  // no clock stands outside the years 1990 to 2100, and 32 bits go to 2106
  return rare.has(clock)
    ? sql`CAST(${Math.min(Math.max(second, 0), 0xffff_ffff)} AS UINTEGER)`
    : sql`CAST(${second} AS BIGINT)`
}

/** Whether a clock of ticket `t` stands at another or after it. */
export function isSince(clock: Clock, other: Clock): Sql {
  const [own, that] = [name(`t.${clock}_s`), name(`t.${other}_s`)]
  const [us, thatUs] = [name(`t.${clock}_us`), name(`t.${other}_us`)]
  return sql`CASE WHEN ${us} >= ${thatUs} THEN ${own} >= ${that} ELSE ${own} > ${that} END`
}

/** Microseconds since 1970 of a clock of ticket `t`: to hold it against what differs from row to row. */
export function microseconds(clock: Clock): Sql {
  return sql`(CAST(${name(`t.${clock}_s`)} AS BIGINT) * 1000000 + ${name(`t.${clock}_us`)})`
}

/** Microseconds from one clock of ticket `t` to another: whole numbers the engine ranks in half of the time of others. */
export function microsecondsBetween(from: Clock, to: Clock): Sql {
  const column = (clock: Clock, part: string) => name(`t.${clock}_${part}`)
  return sql`((${column(to, 's')} - ${column(from, 's')}) * 1000000 + ${column(to, 'us')} - ${column(from, 'us')})`
}

/** Tickets `t` in the order of a clock: columns to order by. */
export function byClock(clock: Clock, order: 'ASC' | 'DESC'): Sql {
  const way = order === 'ASC' ? sql`ASC` : sql`DESC`
  return sql`${name(`t.${clock}_s`)} ${way}, ${name(`t.${clock}_us`)} ${way}`
}
