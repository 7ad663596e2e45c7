import { type Breakdown, type Centre, Status, Urgency } from '@grid/data/contract'
import { useMemo } from 'react'
import { type AreaIndex, useCentre } from '../api/index.ts'
import { type Say, useSay } from '../i18n/index.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'

/** Names of the centre's things in the language; an id it does not know stands for itself. */
export interface Names {
  of: (by: Breakdown['by'], id: string) => string
  level: (id: string) => string
  /** the category a category belongs to, by name */
  parentCategory: (id: string) => string | null
}

function namesOf(centre: Centre | undefined, lang: Lang, say: Say): Names {
  const table = (items: readonly { id: string; name: { en: string; zh: string } }[] = []) =>
    new Map(items.map((item) => [item.id, nameIn(item.name, lang)]))
  const tables = {
    category: table(centre?.categories),
    source: table(centre?.sources),
    tier: table(centre?.tiers),
    unit: table(centre?.units),
  }
  const levels = table(centre?.levels)
  const parents = new Map(centre?.categories.map((item) => [item.id, item.parent]))
  return {
    of: (by, id) => {
      if (by === 'status') {
        const status = Status.safeParse(id)
        return status.success ? say(`status.${status.data}`) : id
      }
      if (by === 'urgency') {
        const urgency = Urgency.safeParse(id)
        return urgency.success ? say(`urgency.${urgency.data}`) : id
      }
      return tables[by].get(id) ?? id
    },
    level: (id) => levels.get(id) ?? id,
    parentCategory: (id) => {
      const parent = parents.get(id)
      return parent ? (tables.category.get(parent) ?? parent) : null
    },
  }
}

/** The centre's names in the language in force. */
export function useNames(): Names {
  const centre = useCentre().data
  const lang = useLang()
  const say = useSay()
  return useMemo(() => namesOf(centre, lang, say), [centre, lang, say])
}

/** An area's name among its siblings: without the name of the area above, where it begins with it. */
export function nameBelowParent(index: AreaIndex, code: string, lang: Lang): string {
  const name = areaName(index, code, lang)
  const parent = index.get(code)?.properties.parent
  const above = parent ? areaName(index, parent, lang) : ''
  const rest = above !== '' && name.startsWith(above) ? name.slice(above.length).trim() : ''
  return rest === '' ? name : rest
}

/** An area's name in the language; its code where the index does not know it. */
export function areaName(index: AreaIndex, code: string, lang: Lang): string {
  const area = index.get(code)?.properties
  if (!area) return code
  return lang === 'en' ? (area.nameEn ?? area.name) : area.name
}
