import type { CentrePack } from '@grid/data/contract'
import { didYouMean, listed } from '../nearest.ts'

const lists = ['levels', 'tiers', 'sources', 'categories', 'units', 'checklists', 'mechanisms'] as const
type List = (typeof lists)[number]

/** Ids in a `centre.json` that are given twice or name nothing, one line each with the path in it. */
export function referenceErrors(pack: CentrePack): string[] {
  return [...repeated(pack), ...dangling(pack), ...deepCategories(pack)]
}

function repeated(pack: CentrePack): string[] {
  return lists.flatMap((list) => {
    const ids = idsOf(pack, list)
    return ids.flatMap((id, index) =>
      ids.indexOf(id) === index ? [] : [`${list}.${index}.id: ${JSON.stringify(id)} is given twice`],
    )
  })
}

function dangling(pack: CentrePack): string[] {
  return references(pack).flatMap(([path, id, list]) => {
    const ids = idsOf(pack, list)
    if (id === undefined || ids.includes(id)) return []
    return [
      `${path}: ${JSON.stringify(id)} is not in ${list}${didYouMean(id, ids)} Allowed: ${listed(ids) || 'nothing yet'}`,
    ]
  })
}

/** Every place that names an id of a list. */
function references(pack: CentrePack): [path: string, id: string | undefined, list: List][] {
  const found: [string, string | undefined, List][] = []
  for (const [i, { parent }] of pack.categories.entries())
    found.push([`categories.${i}.parent`, parent, 'categories'])
  for (const [i, { tier }] of pack.units.entries()) found.push([`units.${i}.tier`, tier, 'tiers'])
  for (const [i, { tier, items }] of pack.checklists.entries()) {
    found.push([`checklists.${i}.tier`, tier, 'tiers'])
    for (const [j, { category, lead, coHandlers }] of items.entries()) {
      const path = `checklists.${i}.items.${j}`
      found.push([`${path}.category`, category, 'categories'], [`${path}.lead`, lead, 'units'])
      for (const [k, unit] of coHandlers.entries()) found.push([`${path}.coHandlers.${k}`, unit, 'units'])
    }
  }
  for (const kind of ['handling', 'firstContact'] as const) {
    for (const [i, { category = [], tier = [] }] of pack.deadlines[kind].entries()) {
      const path = `deadlines.${kind}.${i}`
      for (const [j, id] of category.entries()) found.push([`${path}.category.${j}`, id, 'categories'])
      for (const [j, id] of tier.entries()) found.push([`${path}.tier.${j}`, id, 'tiers'])
    }
  }
  return found
}

function deepCategories({ categories }: CentrePack): string[] {
  return categories.flatMap(({ id, parent }, index) => {
    if (parent === undefined) return []
    const path = `categories.${index}.parent`
    if (parent === id) return [`${path}: a category cannot be its own parent`]
    const above = categories.find((category) => category.id === parent)
    return above?.parent === undefined
      ? []
      : [`${path}: ${above.id} is itself below ${above.parent}; there are two levels`]
  })
}

function idsOf(pack: CentrePack, list: List): string[] {
  return pack[list].map(({ id }) => id)
}
