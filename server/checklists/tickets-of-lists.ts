import type { ChecklistTickets, Filter, Parting } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import {
  checklistFit,
  closedIn,
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

/**
 * An expression of a `WITH`: `f`, the tickets of the filter as the caller may see them with
 * their place on the lists (`list`, `line`, -1 on none), whether the unit is the lead that the list names or another, and what
 * is true of them.
 */
export function ticketsOfLists(
  asking: Asking,
  filter: Filter,
  listed: readonly Listed[],
  which: keyof typeof looked = 'counted',
): Sql {
  const { centre } = asking
  const { among, given } = looked[which]
  const { period, asOf } = basisOf(asking, filter)
  const moment = momentOf(period, Date.parse(asOf), centre.pack.timeZone)
  const terms = constantTerms(moment)
  const tickets = tableOf(among(moment), sql`*`, predicateOf(asking, filter))
  const asked = factNames(Object.values(facts)).filter((fact) => !given.includes(fact))
  const told = factsIn(
    asked.map((fact) => name(`f.${fact}`)),
    centre,
    { moment: terms },
  )
  const rows = listed.flatMap(({ keys, ...line }) => keys.map((category) => ({ category, ...line })))
  const column = (read: (row: (typeof rows)[number]) => number) => rows.map(read)
  return sql`
    carried AS (
      SELECT category, list, line, CAST(nullif(lead, ${none}) AS USMALLINT) AS lead FROM (
        SELECT unnest(CAST(${column(({ category }) => category)} AS USMALLINT[])) AS category,
          unnest(CAST(${column(({ list }) => list)} AS INTEGER[])) AS list,
          unnest(CAST(${column(({ line }) => line)} AS INTEGER[])) AS line,
          unnest(CAST(${column(({ item }) => centre.units.withId(item.lead ?? '')?.key ?? none)} AS INTEGER[])) AS lead
      )
    ),
    f AS (
      SELECT t.key, t.category, t.solved_tier, t.list_tier, t.due_s, t.reported_at, t.closed_at, t.joined_at,
        ${terms.until} AS until, coalesce(c.list, ${none}) AS list, coalesce(c.line, ${none}) AS line,
        t.unit = c.lead AS by_lead, t.unit <> c.lead AS by_other, t.handling_seconds AS seconds,
        ${join([told, ...given.map((fact) => sql`TRUE AS ${name(fact)}`)])}
      FROM (SELECT t.* FROM ${tickets}) t LEFT JOIN carried c ON c.category = t.category
    )`
}

/** The condition of a measure that has one. */
function numeratorOf(measure: MeasureDefinition): Sql {
  if ('numerator' in measure) return measure.numerator
  throw new RangeError(`${measure.entry.id} has no numerator`)
}
