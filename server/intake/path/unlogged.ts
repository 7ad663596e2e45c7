import { join, name, type Sql, sql } from '../../store/index.ts'
import type { Setting } from './setting.ts'
import { between, mostSeconds } from './stays.ts'

/**
 * Seconds that a ticket without a log (a row `of` its columns) spent with the tier that has it, where that solved it: the
 * times of its one stay in the view `holding`.
 */
export function aloneSeconds(of: string): Sql {
  const c = (column: string) => name(`${of}.${column}`)
  const received = sql`coalesce(${c('dispatched_at')}, ${c('reported_at')})`
  const left = sql`coalesce(${c('handled_at')}, ${c('closed_at')})`
  const signed = c('signed_at')
  const waiting = between(received, sql`coalesce(${signed}, ${left})`)
  const working = sql`CASE WHEN ${signed} >= ${received} THEN ${between(signed, left)} END`
  return sql`CASE WHEN coalesce(${c('returns')}, 0) = 0 AND coalesce(${c('transfers')}, 0) = 0
    AND ${c('tier')} = coalesce(${c('solved_tier')}, ${c('tier')}) AND coalesce(${left} >= ${received}, TRUE)
    -- the engine's least passes over nulls
    AND ${waiting} IS NOT NULL
    THEN CAST(least(${waiting} + coalesce(${working}, 0), ${mostSeconds}) AS INTEGER) END`
}

/** What the path of a ticket without a log comes to, column by column; `of` names a row of its own columns. */
export function unloggedPath(
  of: string,
  { listTierOf, rankOf }: Setting,
): readonly (readonly [column: string, value: Sql])[] {
  const c = (column: string) => name(`${of}.${column}`)
  const listTier = listTierOf(c('category'))
  return [
    ['returned_at', sql`CASE WHEN ${c('returns')} > 0 THEN ${c('reported_at')} END`],
    ['reworked_at', sql`CASE WHEN ${c('reworks')} > 0 THEN ${c('reported_at')} END`],
    ['problem_at', sql`CASE WHEN ${c('reworks')} >= 3 THEN ${c('reported_at')} END`],
    ['list_tier', listTier],
    ['below_list', sql`${rankOf(c('solved_tier'))} < ${rankOf(listTier)}`],
    ['tier_seconds', aloneSeconds(of)],
  ]
}

/** `ticket_path` where no ticket in `path_ticket` has a log: what the general statements come to then. */
export function unloggedPaths(setting: Setting): Sql {
  const never = sql`CAST(NULL AS TIMESTAMP)`
  const told = unloggedPath('p', setting).map(([column, value]) => sql`${value} AS ${name(column)}`)
  return sql`CREATE OR REPLACE TEMP TABLE ticket_path AS
    SELECT p.ticket, FALSE AS logged, CAST(NULL AS USMALLINT) AS first_tier, CAST(NULL AS USMALLINT) AS hand_offs,
      CAST(NULL AS USMALLINT) AS ping_pongs, ${never} AS bounced_at, ${never} AS escalated_at,
      ${never} AS beyond_list_at, ${never} AS pushed_down_at, ${never} AS joined_at, ${never} AS reopened_at,
      CAST(NULL AS VARCHAR) AS tier_way, CAST(NULL AS VARCHAR) AS unit_way, ${never} AS moved_at, ${join(told)}
    FROM path_ticket p`
}
