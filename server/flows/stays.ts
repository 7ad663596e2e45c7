import type { Filter } from '@grid/data/contract'
import { wasWork } from '../centre/index.ts'
import { type Asking, asOfOf, reportedIn } from '../filter/index.ts'
import { all, type Sql, sql } from '../store/index.ts'
import { staysWithin } from './reach.ts'
import type { Told } from './told.ts'

/** Tickets `t` of a filter reported in its period that were work to do: void, duplicate and rejected ones never were. */
export function workIn(asking: Asking, filter: Filter): Sql {
  return all([reportedIn(asking, filter), wasWork])
}

/** Something that had happened by an instant; null where it had not. */
const by = (at: Sql, known: Sql) => sql`CASE WHEN ${at} <= ${known} THEN ${at} END`

/** Of a stay that has ended. */
const contradictory = sql`(s.waiting_seconds IS NULL OR (s.signed_s IS NOT NULL AND s.working_seconds IS NULL))`

/** A table with every stay of tickets whose logs are told. */
export function heldIn({ unlogged }: Pick<Told, 'unlogged'>): Sql {
  return unlogged ? sql`holding` : sql`(SELECT * FROM holding WHERE NOT derived)`
}

/**
 * An expression of a `WITH`: `s`, the stays of the tickets of a reach as they are known at the filter's instant. A stay not
 * ended by then has no end and no working time; instants are seconds since 1970. It stands for its text, so that only the columns asked for are read.
 * Of `rows`, what stands behind FROM up to conditions that follow with AND, where only some of them are wanted.
 */
export function staysOf(
  asking: Asking,
  filter: Filter,
  told: Told,
  rows = staysWithin(heldIn(told), told.reach),
): Sql {
  if (told.whole)
    return sql`
      s AS NOT MATERIALIZED (
        SELECT s.*, s.left_by IS NOT NULL AS ended, s.signed_s IS NOT NULL AS signed,
          CASE WHEN s.left_by IS NOT NULL THEN s.waiting_seconds + coalesce(s.working_seconds, 0) END AS whole_seconds,
          s.left_by IS NOT NULL AND ${contradictory} AS contradictory
        FROM ${rows}
      )`
  const known = sql`CAST(${asOfOf(asking, filter) / 1000} AS DOUBLE)`
  const ended = sql`(s.left_s <= ${known})`
  return sql`
    s AS NOT MATERIALIZED (
      SELECT s.ticket, s.nth, s.kind, s.handed, s.from_unit, s.from_tier, s.unit, s.tier, s.climb, s.unit_back,
        s.tier_back, s.again, s.reason, s.received_s, s.derived, s.before_seconds, s.paused_seconds, ${ended} AS ended,
        s.signed_s <= ${known} AS signed,
        CASE WHEN ${ended} THEN s.left_s END AS left_s,
        CASE WHEN ${ended} THEN s.left_by END AS left_by, ${by(sql`s.verified_s`, known)} AS verified_s,
        ${by(sql`s.done_s`, known)} AS done_s,
        CASE WHEN coalesce(s.signed_s, s.left_s) <= ${known} THEN s.waiting_seconds END AS waiting_seconds,
        CASE WHEN ${ended} THEN s.working_seconds END AS working_seconds,
        CASE WHEN ${ended} THEN s.waiting_seconds + coalesce(s.working_seconds, 0) END AS whole_seconds,
        ${ended} AND ${contradictory} AS contradictory
      FROM ${rows} AND s.known_s <= ${known}
    )`
}
