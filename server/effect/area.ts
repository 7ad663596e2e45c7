import type { AreaNode, CentreRecord } from '../centre/index.ts'
import { areaVersions, number, numberOrNull, text, textOrNull } from '../centre/index.ts'
import { type Asking, areasOf } from '../filter/index.ts'
import { badParameters, type Refusal } from '../problems.ts'
import { sql } from '../store/index.ts'

/** What the comparison needs to know of an area. */
export interface AreaFacts {
  node: AreaNode
  name: string
  nameEn: string | null
  households: number | null
}

/** The one area of a question. Throws a 400 problem where it names none, several, or one the centre does not know. */
export function theArea(centre: CentreRecord, codes: readonly string[] | undefined): AreaNode {
  const refused: Refusal[] = []
  const [node, ...more] = areasOf(centre, codes ?? [], refused)
  if (refused.length > 0) throw badParameters(refused)
  if (!node) throw badParameters([{ parameter: 'area', detail: 'is required: the code of one area' }])
  if (more.length > 0)
    throw badParameters([{ parameter: 'area', detail: 'write one area; comparable ones are found' }])
  return node
}

/** All areas of a level in the order of their codes, with the names and households of their last boundaries. */
export async function areasAt({ store, centre, signal }: Asking, depth: number): Promise<AreaFacts[]> {
  const rows = await store.read(
    sql`SELECT key, code, name, name_en, households FROM ${areaVersions} a WHERE depth = ${depth} ORDER BY code, key`,
    { signal },
  )
  const areas = new Map<string, AreaFacts>()
  for (const row of rows) {
    const node = centre.areas.withCode(text(row.code))
    if (!node || node.keys[0] !== number(row.key)) continue
    areas.set(node.code, {
      node,
      name: text(row.name),
      nameEn: textOrNull(row.name_en),
      households: numberOrNull(row.households),
    })
  }
  return [...areas.values()]
}
