import { name, type Sql, sql } from '../store/index.ts'

/** Clocks of a ticket that are kept as whole seconds since 1970, `<clock>_s`, and the microseconds beyond, `<clock>_us`. */
export type Clock =
  | 'reported'
  | 'dispatched'
  | 'first_contact'
  | 'handled'
  | 'closed'
  | 'due'
  | 'due_soon'
  | 'first_contact_due'

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
  const { kept, whole, edge } = heldAgainst(clock, comparison, at)
  return whole ?? sql`${kept} ${edge}`
}

/** The same as a condition of a question: the engine then looks only where such seconds lie. */
export function clockWithin(clock: Clock, comparison: Comparison, at: number): Sql {
  const { kept, whole, edge, about } = heldAgainst(clock, comparison, at)
  return whole ?? sql`(${kept} ${about} AND ${kept} ${edge})`
}

function heldAgainst(clock: Clock, comparison: Comparison, at: number) {
  const [kept, beyond] = [name(`t.${clock}_s`), name(`t.${clock}_us`)]
  // a microsecond later tells the same of what may be the instant itself
  const later = comparison === '<=' || comparison === '>' ? 1 : 0
  const second = Math.floor(at / 1000)
  const rest = Math.round((at - second * 1000) * 1000) + later
  const before = comparison === '<' || comparison === '<='
  const compared = before ? sql`<` : sql`>=`
  const [this_, next] = [seconds(second), seconds(second + 1)]
  return {
    kept,
    whole: rest === 0 ? sql`${kept} ${compared} ${this_}` : undefined,
    edge: sql`${compared} CASE WHEN ${beyond} >= CAST(${rest} AS INTEGER) THEN ${this_} ELSE ${next} END`,
    about: before ? sql`< ${next}` : sql`>= ${this_}`,
  }
}

/** Whether a clock of ticket `t` stands at another or after it. */
export function isSince(clock: Clock, other: Clock): Sql {
  const [own, that] = [name(`t.${clock}_s`), name(`t.${other}_s`)]
  const less = sql`${name(`t.${clock}_us`)} < ${name(`t.${other}_us`)}`
  return sql`${own} >= CASE WHEN ${less} THEN ${that} + 1 ELSE ${that} END`
}

/** Seconds from one clock of ticket `t` to another, with their fraction. */
export function secondsBetween(from: Clock, to: Clock): Sql {
  const column = (clock: Clock, part: string) => name(`t.${clock}_${part}`)
  return sql`(${column(to, 's')} - ${column(from, 's')} + (${column(to, 'us')} - ${column(from, 'us')}) / 1e6)`
}

/** Tickets `t` in the order of a clock: columns to order by. */
export function byClock(clock: Clock, order: 'ASC' | 'DESC'): Sql {
  const way = order === 'ASC' ? sql`ASC` : sql`DESC`
  return sql`${name(`t.${clock}_s`)} ${way}, ${name(`t.${clock}_us`)} ${way}`
}

function seconds(number: number): Sql {
  return sql`CAST(${number} AS BIGINT)`
}
