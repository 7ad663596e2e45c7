import type { Edition, Period } from '@grid/data/contract'
import { type AreaNode, AreaTree } from './area-tree.ts'
import type { CentreRecord } from './read.ts'
import { addDays } from './time.ts'
import type { AreaVersion, EditionSpan } from './versions.ts'

/** The edition in force on a local day. */
export function editionOn(editions: readonly Edition[], day: string): number {
  const found = editions.findLast(({ validFrom }) => validFrom === null || validFrom <= day)
  return (found ?? editions[0])?.number ?? 1
}

/** The editions in force during a period; all of them where there is none. */
export function editionsIn(editions: readonly Edition[], period: Period | null): EditionSpan {
  if (!period) return { first: editions[0]?.number ?? 1, last: editions.at(-1)?.number ?? 1 }
  return { first: editionOn(editions, period.from), last: editionOn(editions, addDays(period.to, -1)) }
}

/** Whether a version held in an edition of a span. */
export function heldIn({ since, until }: AreaVersion, { first, last }: EditionSpan): boolean {
  return since <= last && (until === null || until > first)
}

/** Codes of basic areas whose ground is not the same from the first to the last edition of a span. */
export function changedIn(versions: readonly AreaVersion[], span: EditionSpan): ReadonlySet<string> {
  const outlines = new Map<string, Set<string | null>>()
  const held = new Map<string, number>()
  for (const version of versions) {
    if (version.kind === 'special' || !heldIn(version, span)) continue
    outlines.set(version.code, (outlines.get(version.code) ?? new Set()).add(version.outline))
    const editions =
      Math.min(span.last, (version.until ?? Number.POSITIVE_INFINITY) - 1) -
      Math.max(span.first, version.since) +
      1
    held.set(version.code, (held.get(version.code) ?? 0) + editions)
  }
  const whole = span.last - span.first + 1
  return new Set(
    [...outlines].filter(([code, own]) => own.size > 1 || held.get(code) !== whole).map(([code]) => code),
  )
}

const records = new WeakMap<CentreRecord, Map<string, CentreRecord>>()
const trees = new WeakMap<readonly AreaVersion[], Map<string, AreaTree>>()

/**
 * The centre by the boundaries of each ticket's own time, for a period: the areas that held in it, each as it was last
 * within it. An area that ended within the period is marked. Special grids lie beside the tree, and are those of today.
 */
export function centreOfItsTime(centre: CentreRecord, period: Period | null): CentreRecord {
  if (centre.editions.length < 2) return centre
  const span = editionsIn(centre.editions, period)
  const key = `${span.first}-${span.last}`
  const kept = records.get(centre) ?? new Map<string, CentreRecord>()
  records.set(centre, kept)
  const known = kept.get(key)
  if (known) return known
  const grown = trees.get(centre.versions) ?? new Map<string, AreaTree>()
  trees.set(centre.versions, grown)
  const areas = grown.get(key) ?? treeOf(centre.versions, span)
  grown.set(key, areas)
  const elsewhere = centre.versions
    .filter(({ kind, code }) => kind === 'basic' && !areas.withCode(code))
    .map((version) => version.key)
  const record: CentreRecord = { ...centre, areas, elsewhere, span, boundaries: 'then' }
  kept.set(key, record)
  return record
}

function treeOf(versions: readonly AreaVersion[], span: EditionSpan): AreaTree {
  const ofCode = new Map<string, AreaVersion[]>()
  for (const version of versions) {
    if (version.kind === 'special' && version.until !== null) continue
    ofCode.set(version.code, [...(ofCode.get(version.code) ?? []), version])
  }
  const nodes: AreaNode[] = []
  for (const [code, own] of ofCode) {
    const held = own[0]?.kind === 'special' ? own : own.filter((version) => heldIn(version, span))
    const [last, ...earlier] = held
    if (!last) continue
    nodes.push({
      code,
      // tickets of before the period lie in its earlier versions
      keys: [last.key, ...own.filter(({ key }) => key !== last.key).map(({ key }) => key)],
      depth: last.depth,
      kind: last.kind,
      parent: last.parent,
      formerParents: earlier.flatMap(({ parent }) =>
        parent === null || parent === last.parent ? [] : [parent],
      ),
      ended: last.until !== null && last.until <= span.last,
    })
  }
  return new AreaTree(nodes)
}
