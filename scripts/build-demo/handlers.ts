import type { CentrePack } from '@grid/data/contract'
import type { Grid } from './area-tree.ts'
import type { Random } from './random.ts'

/** Who has a ticket: a unit, and the tier it acts at. A community's unit acts at its own tier or through a grid. */
export interface Handler {
  unit: string
  tier: string
}

export type ListId = 'community' | 'joint' | 'department'

/** Who handles what, as the pack's checklists and units say. */
export interface Handlers {
  centre: Handler
  /** the community's unit acting through the grid's worker */
  grid: (grid: Grid) => Handler
  community: (grid: Grid) => Handler
  street: (grid: Grid) => Handler
  /** the department that leads on a category, or helps with it where no department leads */
  department: (category: string) => Handler
  city: (category: string) => Handler
  /** another department that the ticket might be thought to belong to */
  mistaken: (right: Handler, category: string, random: Random) => Handler
  /** who helps with a category */
  coHandlers: (category: string) => readonly Handler[]
  listOf: (category: string) => ListId
}

const withoutDepartment = 'civil_affairs_bureau'

/** Throws when the pack names a unit or leaves out a category that the demo needs. */
export function handlersOf(pack: CentrePack): Handlers {
  const tiers = new Map(pack.units.map(({ id, tier }) => [id, tier]))
  const handler = (unit: string): Handler => {
    const tier = tiers.get(unit)
    if (tier === undefined) throw new Error(`no unit ${unit} with a tier in the pack`)
    return { unit, tier }
  }
  const items = new Map(
    pack.checklists.flatMap(({ id, items }) => items.map((item) => [item.category, { ...item, list: id }])),
  )
  const itemOf = (category: string) => {
    const item = items.get(category)
    if (!item) throw new Error(`category ${category} is on no checklist`)
    return item
  }
  const departments = pack.units.filter(({ tier }) => tier === 'department').map(({ id }) => id)
  const coHandlers = (category: string) => itemOf(category).coHandlers.map(handler)
  const department = (category: string): Handler => {
    const { lead, coHandlers: co } = itemOf(category)
    return handler(lead ?? co[0] ?? withoutDepartment)
  }
  return {
    centre: handler('centre'),
    grid: ({ community }) => ({ ...handler(`community_${community}`), tier: 'grid' }),
    community: ({ community }) => handler(`community_${community}`),
    street: ({ street }) => handler(`street_${street}`),
    department,
    city: (category) =>
      handler(category.startsWith('utilities') ? 'city_water_group' : 'city_housing_bureau'),
    mistaken: (right, category, random) => {
      const likely = itemOf(category).coHandlers.filter((unit) => unit !== right.unit)
      const others = departments.filter((unit) => unit !== right.unit)
      return handler(random.pick(likely.length > 0 && random.chance(0.75) ? likely : others))
    },
    coHandlers,
    listOf: (category) => {
      const { list } = itemOf(category)
      if (list === 'community' || list === 'joint' || list === 'department') return list
      throw new Error(`checklist ${list} is none of the demo's`)
    },
  }
}
