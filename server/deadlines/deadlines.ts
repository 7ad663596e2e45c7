import type { CentrePack } from '@grid/data/contract'
import { compileCalendar, type WorkingCalendar } from './calendar.ts'
import { dueAt } from './limit.ts'
import { type Rule, type RuleBook, type RuledTicket, ruleBook } from './rule.ts'

/** A pack's rules of time, compiled: ask it as often as there are tickets. */
export interface Deadlines {
  calendar: WorkingCalendar
  ruleOf: RuleBook
  /** share of an allowance after which a ticket is due soon */
  dueSoonFrom: number
}

/** What a rule gives a ticket. Instants in ms since 1970. */
export interface Allowance extends Rule {
  start: number
  due: number
}

/** Compiles a pack's calendar, limits and checklists; a RangeError names what contradicts itself in them. */
export function compileDeadlines(pack: CentrePack, timeZone: string): Deadlines {
  return {
    calendar: compileCalendar(pack.calendar, timeZone),
    ruleOf: ruleBook(pack),
    dueSoonFrom: pack.deadlines.dueSoonFrom,
  }
}

/** The allowance of a ticket that begins at `start`; null where no rule fits. */
export function allowanceOf(deadlines: Deadlines, ticket: RuledTicket, start: number): Allowance | null {
  const rule = deadlines.ruleOf(ticket)
  return rule && { ...rule, start, due: dueAt(start, rule.limit, deadlines.calendar) }
}
