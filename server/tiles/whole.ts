import { type GeoJSONVTFeature, geoJSONToTile } from '@maplibre/geojson-vt'
import type { Feature as GeoJsonFeature } from 'geojson'
import { type Box, boxOfAll, type Geometry } from '../layers/index.ts'
import { extent, onMap, type TileAddress } from './address.ts'
import { type Corner, simplifier } from './arcs.ts'
import type { Tags } from './tags.ts'

/** Units around a tile that outlines and lines are drawn into, so that no border shows where tiles meet. */
const buffer = 64
/** How far simplifying may move a border: half a pixel of a tile of 512. */
const tolerance = 4
/** Outlines of so few corners, such as hexagons, are left as they are. */
const plain = 8

type Polygons = readonly (readonly (readonly Corner[])[])[]

/** The place of a feature on the square of the map, with the box it lies in. */
interface Shape {
  /** the feature's number among all, with a place or without */
  of: number
  geometry:
    | { type: 'Point'; coordinates: Corner }
    | { type: 'LineString'; coordinates: readonly Corner[] }
    | { type: 'MultiPolygon'; coordinates: Polygons }
  box: readonly [number, number, number, number]
  corners: number
  /** so few corners that it is left as it is at every zoom */
  plain: boolean
}

/** Where the features of a layer are, ready to be cut into tiles, whatever is told of them. */
export class Places {
  private readonly shapes: readonly Shape[]
  private readonly simplified = new Map<number, readonly Shape[]>()
  /** corners of all outlines, lines and points: what keeping them costs */
  readonly corners: number

  constructor(private readonly geometries: readonly (Geometry | null)[]) {
    this.shapes = geometries.flatMap((geometry, of) => (geometry ? [shapeOf(geometry, of)] : []))
    this.corners = this.shapes.reduce((sum, { corners }) => sum + corners, 0)
  }

  /** The box of some of the features, by their numbers, in degrees; null where none of them has a place. */
  boundsOf(has: (of: number) => boolean): Box | null {
    return boxOfAll(this.geometries.flatMap((geometry, of) => (geometry && has(of) ? [geometry] : [])))
  }

  /** As simple as a zoom needs them. */
  at(z: number): readonly Shape[] {
    let shapes = this.simplified.get(z)
    if (!shapes) {
      shapes = simplifiedTo(this.shapes, (tolerance * 2 ** -z) / extent)
      this.simplified.set(z, shapes)
    }
    return shapes
  }
}

/** All features of a layer: their places, and the tags of each, null for those that it does not hold. */
export class WholeLayer {
  constructor(
    private readonly places: Places,
    private readonly tags: readonly (Tags | null)[],
    /** what keeping it costs, in corners */
    readonly cost: number,
  ) {}

  static of(features: readonly { geometry: Geometry | null; tags: Tags }[]): WholeLayer {
    const places = new Places(features.map(({ geometry }) => geometry))
    return new WholeLayer(
      places,
      features.map(({ tags }) => tags),
      places.corners,
    )
  }

  /** in degrees; null where nothing has a place */
  get bounds(): Box | null {
    return this.places.boundsOf((of) => this.tags[of] !== null)
  }

  /** The features of a tile in its units. */
  tile({ z, x, y }: TileAddress): GeoJSONVTFeature[] {
    const side = 2 ** -z
    const around = (side * buffer) / extent
    const [left, top] = [x * side, y * side]
    const isNear = ({ geometry: { type }, box: [west, north, east, south] }: Shape) =>
      type === 'Point'
        ? // of neighbouring tiles exactly one has it
          west >= left && west < left + side && north >= top && north < top + side
        : west <= left + side + around &&
          east >= left - around &&
          north <= top + side + around &&
          south >= top - around
    const features = this.places.at(z).flatMap((shape) => {
      const properties = this.tags[shape.of]
      return properties && isNear(shape)
        ? [{ type: 'Feature', geometry: shape.geometry, properties } as unknown as GeoJsonFeature]
        : []
    })
    const options = { extent, buffer, tolerance: 0, clip: true, coordinates: 'unitSquare' } as const
    return geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, options).features
  }
}

function simplifiedTo(shapes: readonly Shape[], most: number): readonly Shape[] {
  if (shapes.every(({ plain }) => plain)) return shapes
  const rings = shapes.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [],
  )
  const simple = simplifier(rings)
  return shapes.map((shape) => {
    if (shape.geometry.type !== 'MultiPolygon') return shape
    const coordinates = shape.geometry.coordinates
      .map((polygon) => polygon.map((ring) => simple(ring, most)).filter(({ length }) => length > 3))
      .filter(({ length }) => length > 0)
    return { ...shape, geometry: { type: 'MultiPolygon', coordinates } }
  })
}

/** Where outlines lie on the map; a layer asked again has the same ones. */
const placedShapes = new WeakMap<Geometry, Omit<Shape, 'of'>>()

function shapeOf(geometry: Geometry, of: number): Shape {
  const known = placedShapes.get(geometry) ?? placedShape(geometry)
  placedShapes.set(geometry, known)
  return { of, ...known }
}

function placedShape(geometry: Geometry): Omit<Shape, 'of'> {
  const placed = placedOnMap(geometry)
  const corners = cornersOf(placed)
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return {
    geometry: placed,
    box: [least(xs), least(ys), -least(xs, -1), -least(ys, -1)],
    corners: corners.length,
    plain: placed.type !== 'MultiPolygon' || placed.coordinates.flat().every(({ length }) => length <= plain),
  }
}

function least(numbers: readonly number[], sign = 1): number {
  return numbers.reduce((least, number) => Math.min(least, number * sign), Infinity)
}

function placedOnMap(geometry: Geometry): Shape['geometry'] {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: onMap(geometry.coordinates) }
    case 'LineString':
      return { type: 'LineString', coordinates: geometry.coordinates.map(onMap) }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(onMap))),
      }
  }
}

function cornersOf(geometry: Shape['geometry']): readonly Corner[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat(2)
}
