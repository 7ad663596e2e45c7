import type { LayerProperty } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import { type Box, type Feature, featuresTelling, type Layer, type LayerQuestion } from '../layers/index.ts'
import { extent, onMap, squareOf, type TileAddress } from './address.ts'
import type { KeptLayers } from './kept.ts'
import { encoded, type TileFeature, tidied } from './mvt.ts'
import { type Tags, tagger } from './tags.ts'
import { WholeLayer } from './whole.ts'

/** A layer's tiles under a question: what they tell, where they lie, and each of them. */
export interface Tileset {
  properties: readonly LayerProperty[]
  /** west, south, east, north of what they hold; null where nothing has a place */
  bounds(): Promise<Box | null>
  /** a Mapbox Vector Tile; null where there is nothing in it */
  tile(address: TileAddress): Promise<Uint8Array<ArrayBuffer> | null>
}

/**
 * The tiles of a layer under a question. A layer is read whole, once, `kept`, and cut into tiles; one that is too large
 * for that is asked for each tile's square. Throws problems as the layer does.
 */
export async function tilesetOf(
  asking: Asking,
  kept: KeptLayers,
  layer: Layer,
  question: LayerQuestion,
): Promise<Tileset> {
  const { timeZone } = asking.centre.pack
  const tiled = await layer.tiled?.(asking, question)
  if (tiled && 'within' in tiled) {
    const tags = tagger(tiled.properties, timeZone)
    return {
      properties: tiled.properties,
      bounds: () => tiled.bounds(),
      tile: async (address) =>
        written(layer.id, pointsOf(await tiled.within(closed(address)), tags, address)),
    }
  }
  const all = tiled?.properties ?? (await layer.properties(asking, question))
  const names = question.told ?? layer.toldOnTiles
  const properties = names ? all.filter(({ name }) => names.includes(name)) : all
  const whole = () =>
    kept.whole(asking, layer, question, async (shared) => {
      const tags = tagger(properties, timeZone)
      const again = await layer.tiled?.(shared, question)
      if (again && 'ground' in again) {
        const places = kept.placesOf(again.ground)
        const values = await again.values()
        const told = again.ground.map(({ id }) => {
          const own = values.get(id)
          return own ? tags(own) : null
        })
        return new WholeLayer(places, told, told.length)
      }
      const features =
        again && 'all' in again
          ? await again.all()
          : await featuresTelling(() => layer.open(shared, question), properties)
      return WholeLayer.of(features.map(({ geometry, values }) => ({ geometry, tags: tags(values) })))
    })
  return {
    properties,
    bounds: async () => (await whole()).bounds,
    tile: async (address) => written(layer.id, (await whole()).tile(address)),
  }
}

function written(layer: string, features: readonly TileFeature[]): Uint8Array<ArrayBuffer> | null {
  const tidy = tidied(features)
  return tidy.length === 0 ? null : encoded(layer, tidy)
}

/** The square of a tile; that of the last column takes in the antimeridian, where no other begins. */
function closed(address: TileAddress) {
  const square = squareOf(address)
  return address.x === 2 ** address.z - 1 ? { ...square, east: square.east + 1e-9 } : square
}

function pointsOf(
  features: readonly Feature[],
  tags: (values: Feature['values']) => Tags,
  { z, x, y }: TileAddress,
): TileFeature[] {
  const tiles = 2 ** z
  // what reckoning puts on the edge belongs within: a map leaves out what lies on the next tile
  const within = (part: number) => Math.min(extent - 1, Math.max(0, Math.floor(part * extent)))
  return features.flatMap(({ geometry, values }): TileFeature[] => {
    if (geometry?.type !== 'Point') return []
    const [column, row] = onMap(geometry.coordinates)
    return [
      { type: 1, tags: tags(values), geometry: [[within(column * tiles - x), within(row * tiles - y)]] },
    ]
  })
}
