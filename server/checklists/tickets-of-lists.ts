import type { ChecklistTickets, Filter, Parting } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import {
  checklistFit,
  closedIn,
  columnsIn,
  constantTerms,
  countedAt,
  escalatedThoughOnCommunityList,
  factNames,
  factsIn,
  type MeasureDefinition,
  type Moment,
  momentOf,
  pushedDown,
  reportedIn,
  solvedBelowListTier,
  type TicketSet,
  tableOf,
} from '../measures/index.ts'
import { join, name, type Sql, sql } from '../store/index.ts'
import type { Listed } from './listed.ts'
import { standingOf } from './standing.ts'

/** What counts: the numerators and denominators that the measures of checklists have, and what needs no measure. */
const facts = {
  reported: sql`f.valid AND f.reported`,
  told: sql`f.valid AND f.reported AND f.tiers_told`,
  closed: sql`f.valid AND f.closed`,
  listed: denominatorOf(checklistFit),
  solvedAt: numeratorOf(checklistFit),
  below: numeratorOf(solvedBelowListTier),
  escalated: numeratorOf(escalatedThoughOnCommunityList),
  pushedDown: numeratorOf(pushedDown),
  onTime: sql`f.valid AND f.closed AND f.on_time`,
}

/** Conditions over a ticket `f` of a moment, by name. */
export type Conditions = Readonly<Record<keyof typeof facts | 'above' | 'beside' | 'led' | 'otherLead', Sql>>

export function conditionsOf(centre: CentreRecord): Conditions {
  const { above, beside } = standingOf(centre)
  return {
    ...facts,
    above: sql`${facts.closed} AND ${above}`,
    beside: sql`${facts.closed} AND ${beside}`,
    led: sql`${facts.closed} AND f.by_lead`,
    otherLead: sql`${facts.closed} AND f.by_other`,
  }
}

/** The condition of the tickets behind a number of a checklist. */
export function conditionOf(conditions: Conditions, which: ChecklistTickets): Sql {
  return conditions[names[which]]
}

const names: Readonly<Record<ChecklistTickets, keyof Conditions>> = {
  reported: 'reported',
  closed: 'closed',
  solved_at: 'solvedAt',
  escalated_though_on_community_list: 'escalated',
  solved_below: 'below',
  solved_above: 'above',
  solved_beside: 'beside',
  pushed_down: 'pushedDown',
  other_lead: 'otherLead',
} satisfies Record<Parting | 'reported' | 'closed' | 'solved_at', keyof Conditions>

/** Stands for no list, no line, no unit. */
const none = -1

/**
 * Which tickets of a period are looked at: all that can be in a number, or those that can be in one of reports or of closed
 * ones; and what is true of each of them.
 */
const looked: Readonly<
  Record<
    'counted' | 'reported' | 'closed',
    { among: (moment: Moment) => TicketSet; given: readonly string[] }
  >
> = {
  counted: { among: (moment) => countedAt(new Set(['reported', 'closed']), moment), given: [] },
  reported: { among: reportedIn, given: ['reported'] },
  closed: { among: closedIn, given: ['valid', 'closed'] },
}

/** What `f` has beside facts: its own columns, and its place on the lists. */
const own: Readonly<Record<string, Sql>> = {
  key: sql`t.key`,
  category: sql`t.category`,
  solved_tier: sql`t.solved_tier`,
  list_tier: sql`t.list_tier`,
  due_s: sql`t.due_s`,
  reported_at: sql`t.reported_at`,
  closed_at: sql`t.closed_at`,
  joined_s: sql`t.joined_s`,
  seconds: sql`t.handling_seconds`,
}
const placed: Readonly<Record<string, Sql>> = {
  list: sql`coalesce(c.list, ${none})`,
  line: sql`coalesce(c.line, ${none})`,
  by_lead: sql`t.unit = c.lead`,
  by_other: sql`t.unit <> c.lead`,
}

/** What is asked of the tickets of the lists. */
export interface ListQuestion {
  listed: readonly Listed[]
  which?: keyof typeof looked
  /** of tickets `f` */
  select: Sql
}

/**
 * A statement over `f`, the tickets of the filter as the caller may see them, with what it speaks of and nothing else: their
 * place on the lists (`list`, `line`, -1 on none), whether the unit is the lead that the list names or another, the
 * `until` of what counts, and what is true of them.
 */
export function ofLists(
  asking: Asking,
  filter: Filter,
  { listed, which = 'counted', select }: ListQuestion,
): Sql {
  const { centre } = asking
  const { among, given } = looked[which]
  const { period, asOf } = basisOf(asking, filter)
  const moment = momentOf(period, Date.parse(asOf), centre.pack.timeZone)
  const terms = constantTerms(moment)
  const beside: Readonly<Record<string, Sql>> = {
    ...own,
    ...placed,
    until: terms.until,
    ...Object.fromEntries(given.map((fact) => [fact, sql`TRUE`])),
  }
  const names = factNames([select])
  const facts = names.filter((column) => !(column in beside)).map((fact) => name(`f.${fact}`))
  const columns = names.flatMap((column) => {
    const of = beside[column]
    return of ? [sql`${of} AS ${name(column)}`] : []
  })
  const row = join(facts.length > 0 ? [...columns, factsIn(facts, centre, { moment: terms })] : columns)
  const tickets = tableOf(among(moment), columnsIn(sql`${row}, t.category`), predicateOf(asking, filter))
  if (!names.some((column) => column in placed))
    return sql`WITH f AS (SELECT ${row} FROM ${tickets}) ${select}`
  return sql`
    WITH carried AS (${carriedBy(asking, listed)}),
    f AS (
      SELECT ${row} FROM (SELECT ${columnsIn(sql`${row}, t.category`)} FROM ${tickets}) t
      LEFT JOIN carried c ON c.category = t.category
    )
    ${select}`
}

/** The lists' categories as rows: category, list, line and the key of the unit that leads. */
function carriedBy({ centre }: Asking, listed: readonly Listed[]): Sql {
  const rows = listed.flatMap(({ keys, ...line }) => keys.map((category) => ({ category, ...line })))
  const column = (read: (row: (typeof rows)[number]) => number) => rows.map(read)
  return sql`
    SELECT category, list, line, CAST(nullif(lead, ${none}) AS USMALLINT) AS lead FROM (
      SELECT unnest(CAST(${column(({ category }) => category)} AS USMALLINT[])) AS category,
        unnest(CAST(${column(({ list }) => list)} AS INTEGER[])) AS list,
        unnest(CAST(${column(({ line }) => line)} AS INTEGER[])) AS line,
        unnest(CAST(${column(({ item }) => centre.units.withId(item.lead ?? '')?.key ?? none)} AS INTEGER[])) AS lead
    )`
}

function denominatorOf(measure: MeasureDefinition): Sql {
  if ('denominator' in measure) return measure.denominator
  throw new RangeError(`${measure.entry.id} has no denominator`)
}

/** The condition of a measure that has one. */
function numeratorOf(measure: MeasureDefinition): Sql {
  if ('numerator' in measure) return measure.numerator
  throw new RangeError(`${measure.entry.id} has no numerator`)
}
