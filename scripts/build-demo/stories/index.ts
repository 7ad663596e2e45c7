import type { AreaTree } from '../area-tree.ts'
import type { Draft } from '../draft.ts'
import { notJoined } from '../period.ts'
import type { GridSites } from '../places.ts'
import { emerging, newEstate } from './emerging.ts'
import { market } from './market.ts'
import { quarters } from './quarters.ts'
import { repeats } from './repeats.ts'
import { shuijing, shuijingCode } from './shuijing.ts'
import { type Stage, stageFor } from './stage.ts'

const told: Record<string, (stage: Stage) => void> = { shuijing, quarters, market, emerging, repeats }

/** The tickets of every story. */
export function stories(tree: AreaTree, sites: readonly GridSites[]): Draft[] {
  return Object.entries(told).flatMap(([name, tell]) => {
    const stage = stageFor(name, tree, sites)
    tell(stage)
    return stage.drafts
  })
}

/** Whether an everyday ticket would blur a story that counts its own. */
export function belongsToStory({ source, category, grid }: Draft): boolean {
  if (grid.community === shuijingCode) return source === 'hotline_12345' || source === 'grid_inspection'
  if (notJoined.includes(grid.community)) return source === 'hotline_12345'
  return grid.code === newEstate && category.startsWith('lifts_')
}
