import type { Geometry as GeoJsonGeometry } from 'geojson'

/** What a value is compared with; instants and days are texts of ISO 8601. */
export type Literal = string | number | boolean

/** How a property is compared with a literal. */
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** The geometries that a condition may name. */
export type Shape = Exclude<GeoJsonGeometry, { type: 'GeometryCollection' }>

/**
 * A condition over the properties and the place of a feature. Comparing with what is null is neither true nor false, as
 * in SQL: such a feature is not chosen, nor by the opposite.
 */
export type Condition =
  | { op: 'and' | 'or'; args: readonly Condition[] }
  | { op: 'not'; arg: Condition }
  | { op: Comparison; property: string; value: Literal }
  | { op: 'like'; property: string; pattern: string }
  | { op: 'isNull'; property: string }
  /** a moment or day of a property within an interval of milliseconds since 1970; null is open; both ends belong to it */
  | { op: 'during'; property: string; from: number | null; to: number | null }
  | { op: 'intersects'; shape: Shape }
  /** touches the box of west, south, east and north, its edges included */
  | { op: 'box'; box: [number, number, number, number] }
  /** the feature of this id */
  | { op: 'id'; id: string }
  | { op: 'true' | 'false' }
