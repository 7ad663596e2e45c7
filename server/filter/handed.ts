import { readWay } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { Refusal } from '../problems.ts'
import { instant, name, oneOf, type Sql, sql } from '../store/index.ts'
import { anyOf } from './area.ts'

/**
 * Tickets that were handed over one of these ways by an instant (ms since 1970). Ways that cannot be read, or name
 * holders the centre does not know, are noted in `refused`.
 */
export function handedOver(
  centre: CentreRecord,
  ways: readonly string[],
  known: number,
  refused: Refusal[],
): Sql {
  const steps = ways.flatMap((text) => {
    const step = stepOf(centre, text)
    if (typeof step !== 'string') return [step]
    refused.push({ parameter: 'flow', detail: step })
    return []
  })
  return sql`t.key IN (SELECT s.ticket FROM stay s
    WHERE s.handed AND s.known_at <= ${instant(known)} AND ${anyOf(steps)})`
}

/** A condition over a stay `s`, or what is wrong with the text. */
function stepOf(centre: CentreRecord, text: string): Sql | string {
  const way = readWay(text)
  const [from, to] = way?.ids ?? []
  if (way?.ids.length !== 2 || from === undefined || to === undefined)
    return `"${text}" is no way: write tier:, unit: or area: and two ids with > between`
  if (way.by !== 'area') {
    const members = way.by === 'tier' ? centre.tiers : centre.units
    const unknown = way.ids.find((id) => id !== null && !members.withId(id))
    if (unknown) return `the centre has no ${way.by} "${unknown}"`
    const at = (column: string, id: string | null) =>
      id === null ? sql`${name(column)} IS NULL` : sql`${name(column)} = ${members.withId(id)?.key ?? null}`
    return sql`(${at(`s.from_${way.by}`, from)} AND ${at(`s.${way.by}`, to)})`
  }
  const unknown = way.ids.find((id) => id !== null && !centre.today.withCode(id))
  if (unknown) return `"${unknown}" is unknown; /api/areas lists the codes`
  const depth = centre.today.withCode(from ?? to ?? '')?.depth
  if (depth === undefined) return `"${text}" names no area: one of the two is needed`
  return sql`(${servedBy(centre, sql`s.from_unit`, from, depth)} AND ${servedBy(centre, sql`s.unit`, to, depth)})`
}

/** Units that serve an area or something below it; for no area those that serve none of the level, or nobody. */
function servedBy(centre: CentreRecord, unit: Sql, code: string | null, depth: number): Sql {
  const at = (served: string | null) =>
    served === null
      ? undefined
      : centre.today.path(served).find((one) => centre.today.withCode(one)?.depth === depth)
  const keys = centre.units.members
    .filter(({ area }) => at(area) === (code ?? undefined))
    .map(({ key }) => key)
  return code === null ? sql`(${unit} IS NULL OR ${oneOf(unit, keys)})` : oneOf(unit, keys)
}
