import type { AreaTree } from '../area-tree.ts'
import { type Draft, minuteOfReport, urgencyOf } from '../draft.ts'
import { civil, type Day, dayOf } from '../local-time.ts'
import { type GridSites, pointAt, type Site } from '../places.ts'
import { Random } from '../random.ts'

/** A ticket of a story: what, when and at which site. */
export interface Told {
  day: Day
  source: string
  category: string
  sites: GridSites
  site: Site
  /** at most so many metres off the site; 18 unless told */
  spread?: number
  title?: string
  /** counted by name in the pack's README: never a duplicate, void, or without its point */
  counted?: boolean
}

/** What a story works with. */
export interface Stage {
  tree: AreaTree
  random: Random
  /** the sites of a grid; throws for one that is not there */
  grid: (code: string) => GridSites
  /** the sites of a community's grids */
  community: (code: string) => readonly GridSites[]
  tell: (told: Told) => void
  drafts: Draft[]
}

/** A stage with its own random numbers, so that one story does not disturb another. */
export function stageFor(name: string, tree: AreaTree, sites: readonly GridSites[]): Stage {
  const random = Random.named(`story of ${name}`)
  const drafts: Draft[] = []
  const found = (code: string): GridSites => {
    const one = sites.find(({ grid }) => grid.code === code)
    if (!one) throw new Error(`story of ${name}: no grid ${code}`)
    return one
  }
  const community = (code: string): readonly GridSites[] => {
    const own = sites.filter(({ grid }) => grid.community === code)
    if (own.length === 0) throw new Error(`story of ${name}: no community ${code}`)
    return own
  }
  const tell = ({
    day,
    source,
    category,
    sites: { grid },
    site,
    spread = 18,
    title,
    counted,
  }: Told): void => {
    drafts.push({
      at: minuteOfReport(category, source, day, random),
      source,
      category,
      urgency: urgencyOf(category, random),
      grid,
      site,
      point: pointAt(site, grid, spread, random),
      ...(counted && { counted }),
      ...(title !== undefined && { title }),
    })
  }
  return { tree, random, grid: found, community, tell, drafts }
}

/** First day of the month that lies `index` months after the given one (`YYYY-MM`), and its number of days. */
export function monthAfter(from: string, index: number): { first: Day; days: number } {
  const [year = 0, month = 1] = from.split('-').map(Number)
  const count = year * 12 + month - 1 + index
  const first = firstOf(count)
  return { first, days: firstOf(count + 1) - first }
}

function firstOf(count: number): Day {
  return dayOf(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`)
}

/** A day of the month; story months are whole. */
export function someDay({ first, days }: { first: Day; days: number }, random: Random): Day {
  return first + random.between(0, days - 1)
}

/** Summer: the months whose warm nights bring people out. */
export function isWarm(day: Day): boolean {
  const { month } = civil(day)
  return month >= 5 && month <= 9
}
