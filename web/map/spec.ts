import type { FeatureCollection } from 'geojson'
import type { MapOptions } from 'maplibre-gl'

/** A style document of the map library. */
export type StyleSpec = Exclude<NonNullable<MapOptions['style']>, string>
/** One drawn layer of a style. */
export type LayerSpec = StyleSpec['layers'][number]
type FillPaint = NonNullable<Extract<LayerSpec, { type: 'fill' }>['paint']>
/** A colour, plain or as an expression over a feature. */
export type ColourSpec = NonNullable<FillPaint['fill-color']>
type GeoJSONSpec = Extract<StyleSpec['sources'][string], { type: 'geojson' }>

/** A source with its features at hand. Its data is sent again only when it is another object. */
export type FeatureSource = Omit<GeoJSONSpec, 'data'> & { data: FeatureCollection }

/** A source that the server cuts into tiles; `url` is that of its TileJSON, with the host. */
export type TileSource = Extract<StyleSpec['sources'][string], { type: 'vector' }>
export type MapSource = FeatureSource | TileSource

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]
