import type { AreaProblem, DraftArea } from './draft.ts'
import { type Leveled, levelAreas } from './levels.ts'
import { type CentreName, madeLevel, makeRoot } from './root.ts'
import type { StoredAreas } from './stored.ts'
import { refuseSwapped } from './swapped.ts'
import { soundTree, withoutRefused } from './tree.ts'
import type { RankedArea } from './write.ts'

/** The areas that a centre would have, and those of the file that it cannot have. */
export interface Settled {
  areas: DraftArea[]
  root: DraftArea | undefined
  levels: Leveled['levels']
  depths: Map<string, number>
  problems: AreaProblem[]
}

/** Joins the file's areas with the centre's: tree, levels and the area of the whole. */
export function settle(read: readonly DraftArea[], stored: StoredAreas, centre: CentreName): Settled {
  const all = new Map(stored.areas.map((area) => [area.code, area]))
  const swapped = withoutRefused(read, refuseSwapped(read, stored.areas))
  for (const area of swapped.sound) all.set(area.code, { ...area, key: all.get(area.code)?.key })
  const tree = soundTree([...all.values()])
  const leveled = levelAreas(tree.sound, stored.levels)
  const belowOwn = withoutRefused(tree.sound, leveled.problems)
  const rooted = makeRoot(belowOwn.sound, leveled, centre)
  const sound = withoutRefused(belowOwn.sound, rooted.problems)
  const shift = rooted.aboveAll ? 1 : 0
  const depths = new Map([...leveled.depths].map(([code, depth]) => [code, depth + shift]))
  for (const area of sound.sound) area.level = leveled.levels[leveled.depths.get(area.code) ?? 0]?.id
  return {
    areas: sound.sound,
    root: rooted.root,
    levels: rooted.aboveAll ? [madeLevel, ...leveled.levels] : leveled.levels,
    depths,
    problems: [...swapped.problems, ...tree.problems, ...belowOwn.problems, ...sound.problems],
  }
}

/** Settled areas with their keys: those they have, new ones else. Areas new to the centre belong to its last edition. */
export function ranked({ areas, root, depths }: Settled, stored: StoredAreas): RankedArea[] {
  const keys = new Map<string, number>()
  let last = stored.lastKey
  for (const area of areas) keys.set(area.code, area.key ?? ++last)
  const rootKey = root ? (stored.madeKey ?? ++last) : null
  const isBelowRoot = (area: DraftArea) => root && area.kind === 'basic' && area.parent === undefined
  const list = areas.map((area) => ({
    area,
    key: keys.get(area.code) ?? 0,
    since: stored.since.get(area.code) ?? stored.edition,
    depth: depths.get(area.code) ?? 0,
    parentKey:
      area.parent === undefined ? (isBelowRoot(area) ? rootKey : null) : (keys.get(area.parent) ?? null),
  }))
  return root && rootKey !== null
    ? [{ area: root, key: rootKey, since: 1, depth: 0, parentKey: null }, ...list]
    : list
}
