import { badParameters, notFound } from '../../problems.ts'
import { deepest, type TileAddress } from '../../tiles/index.ts'
import { matrixSet } from './matrix-set.ts'

/** A 404 problem where the division of the map is not the one there is. */
export function onlyMatrixSet(asked: string): void {
  if (asked !== matrixSet) throw notFound(`There are no tiles by "${asked}"; write ${matrixSet}.`)
}

/** The tile of a path: 400 for what is no whole number, 404 for what lies beyond the map or its finest tiles. */
export function addressOfTile(path: { z: string; y: string; x: string }): TileAddress {
  const whole = ([parameter, text]: [string, string]) =>
    /^\d{1,9}$/.test(text) ? [] : [{ parameter, detail: `"${text}" is no whole number` }]
  const named: [string, string][] = [
    ['tileMatrix', path.z],
    ['tileRow', path.y],
    ['tileCol', path.x],
  ]
  const refused = named.flatMap(whole)
  if (refused.length > 0) throw badParameters(refused)
  const [z, y, x] = [Number(path.z), Number(path.y), Number(path.x)]
  if (z > deepest) throw notFound(`There are no tiles of matrix ${z}; the last is ${deepest}.`)
  const last = 2 ** z - 1
  if (x > last || y > last) throw notFound(`Rows and columns of matrix ${z} go from 0 to ${last}.`)
  return { z, x, y }
}
