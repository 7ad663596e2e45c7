import type { AreaIndex } from '../../api/index.ts'

/** From the smallest area of a hot place to the one it is named by: the level above the smallest, where there is one. */
export function crowdArea(index: AreaIndex): (code: string | null) => string | null {
  return (code) => {
    const path = code === null ? undefined : index.get(code)?.properties.path
    return path === undefined ? code : (path.at(path.length > 2 ? -2 : -1) ?? code)
  }
}
