import type { Filter, Warning, WarningMethod, Warnings } from '@grid/data/contract'
import { type Asking, basisOf, predicateOf } from '../filter/index.ts'
import { loggedOf, warnedClusters } from './cluster.ts'
import { readLog } from './log.ts'
import { methodOf, tooLittleHistory } from './method.ts'
import { type Scan, standingOf } from './scans.ts'
import { areaNames, sentenceOf } from './sentence.ts'
import { linesFor, stateOf } from './state.ts'
import { whereabouts } from './whereabouts.ts'

/** What of the list is wanted. */
export type WarningFilter = Pick<Filter, 'area' | 'category' | 'asOf'>

/**
 * The warnings of the caller's tickets as of the end of the day before the instant. Never waits for a scan: where it is
 * not yet made the answer says `computing`. Throws a 400 problem for unknown areas and categories.
 */
export async function warnings(asking: Asking, filter: WarningFilter): Promise<Warnings> {
  // refuses what the centre does not know
  predicateOf(asking, filter)
  const { asOf, dataVersion, synthetic } = basisOf(asking, filter)
  const standing = await standingOf(asking, filter)
  const basis = { asOf, dataVersion, synthetic, state: standing.state }
  if (standing.state === 'too little history')
    return { ...basis, note: tooLittleHistory, method: null, warnings: [] }
  const scan = standing.state === 'ready' ? standing.scan : standing.last
  if (scan === null) return { ...basis, note: null, method: null, warnings: [] }
  const method: WarningMethod = methodOf(scan)
  return {
    ...basis,
    note: null,
    method,
    warnings: (await warningsOf(asking, scan)).filter((warning) => isWanted(asking, filter, warning)),
  }
}

/** Every warning of a scan, with its log. */
export async function warningsOf(asking: Asking, scan: Scan): Promise<Warning[]> {
  const { store, centre } = asking
  const { resolution } = scan.prepared
  const [whole, names] = await Promise.all([readLog(store), areaNames(store)])
  const log = linesFor(whole, centre.areas, asking.caller)
  return await Promise.all(
    warnedClusters(scan).map(async (part) => {
      const told = { ...part, ...(await whereabouts(asking, part, resolution)) }
      const { state, lines } = stateOf(loggedOf(part, resolution), log)
      return {
        ...told,
        sentence: sentenceOf(centre, names, told),
        state,
        log: lines.map(({ entry }) => entry),
      }
    }),
  )
}

function isWanted({ centre }: Asking, { area, category }: WarningFilter, warning: Warning): boolean {
  if (area && !area.some((code) => warning.areas.some((one) => one.code === code))) return false
  if (!category) return true
  const uppermost = category.map((id) => {
    const parent = centre.categories.withId(id)?.parent ?? null
    return parent === null ? id : centre.categories.idOf(parent)
  })
  return uppermost.includes(warning.category)
}
