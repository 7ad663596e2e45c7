import type { AreaFeature } from '@grid/data/contract'
import type { AreaIndex } from '../api/index.ts'

/** One line of the tree as drawn. */
export interface AreaRow {
  code: string
  /** the line it hangs below; null at the top and among search results, which are all siblings */
  parent: string | null
  depth: number
  /** place among its siblings, from 1, and how many they are */
  position: number
  siblings: number
  /** null where nothing lies below */
  expanded: boolean | null
}

/** The lines of the tree, with those of the open areas below them. */
export function areaRows(index: AreaIndex, isOpen: (code: string) => boolean): AreaRow[] {
  const rows: AreaRow[] = []
  const walk = (parent: string | null, depth: number) => {
    const children = index.childrenOf(parent)
    children.forEach((child, at) => {
      const leaf = index.childrenOf(child.id).length === 0
      const expanded = leaf ? null : isOpen(child.id)
      rows.push({ code: child.id, parent, depth, position: at + 1, siblings: children.length, expanded })
      if (expanded) walk(child.id, depth + 1)
    })
  }
  walk(null, 0)
  return rows
}

/** Areas with a text in their code or a name, as one flat list; the tree comes first, special grids last. */
export function foundRows(index: AreaIndex, text: string): AreaRow[] {
  const wanted = text.trim().toLowerCase()
  const has = ({ id, properties }: AreaFeature) =>
    [id, properties.name, properties.nameEn ?? ''].some((part) => part.toLowerCase().includes(wanted))
  const found = [...index.all, ...index.special].filter(has)
  return found.map(({ id }, at) => ({
    code: id,
    parent: null,
    depth: 0,
    position: at + 1,
    siblings: found.length,
    expanded: null,
  }))
}

/** What a key does in the tree: moves the mark, opens an area on the page, or shows and hides what lies below. */
export type TreeMove =
  | { do: 'mark'; code: string }
  | { do: 'open'; code: string }
  | { do: 'expand' | 'collapse'; code: string }

/**
 * Up and Down move among siblings, Home and End to the first and last of them; Right shows what is below and then goes
 * there, Left the reverse; Enter opens the marked area, and goes down from the open one; Backspace opens the parent.
 */
export function treeMove(
  key: string,
  at: { rows: readonly AreaRow[]; marked: string; opened: string | null },
  index: AreaIndex,
): TreeMove | null {
  const row = at.rows.find((item) => item.code === at.marked)
  if (!row) return null
  const above = index.get(at.marked)?.properties.parent ?? null
  const parent = above !== null && index.get(above) ? above : null
  const siblings = at.rows.filter((item) => item.parent === row.parent)
  const place = siblings.indexOf(row)
  const first = index.childrenOf(at.marked)[0]
  const mark = (code: string | undefined): TreeMove | null =>
    code === undefined ? null : { do: 'mark', code }
  switch (key) {
    case 'ArrowDown':
      return mark(siblings[place + 1]?.code)
    case 'ArrowUp':
      return mark(siblings[place - 1]?.code)
    case 'Home':
      return mark(siblings[0]?.code)
    case 'End':
      return mark(siblings.at(-1)?.code)
    case 'ArrowRight':
      return row.expanded === false
        ? { do: 'expand', code: row.code }
        : mark(row.expanded ? first?.id : undefined)
    case 'ArrowLeft':
      return row.expanded ? { do: 'collapse', code: row.code } : mark(parent ?? undefined)
    case 'Enter':
    case ' ':
      return at.marked === at.opened && first
        ? { do: 'open', code: first.id }
        : { do: 'open', code: at.marked }
    case 'Backspace':
      return parent === null ? null : { do: 'open', code: parent }
    default:
      return null
  }
}
