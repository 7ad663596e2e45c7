import { deepest } from '../../tiles/index.ts'

/** The one division of the map there is, that of the web's square maps. */
export const matrixSet = 'WebMercatorQuad'
export const matrixSetUri = `http://www.opengis.net/def/tilematrixset/OGC/1.0/${matrixSet}`
export const mercator = 'http://www.opengis.net/def/crs/EPSG/0/3857'

/** Metres of half the equator on the sphere of web maps. */
const half = 20_037_508.342789244
/** Cells of a tile that the standard's scales are reckoned with, and metres of one on the screen. */
const cells = 256
const pixel = 0.00028

/** The division as the standard on tile matrix sets writes it. */
export function matrixSetDefinition() {
  return {
    id: matrixSet,
    title: 'Google Maps Compatible for the World',
    uri: matrixSetUri,
    crs: mercator,
    orderedAxes: ['X', 'Y'],
    wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
    tileMatrices: Array.from({ length: deepest + 1 }, (_, z) => {
      const cellSize = (2 * half) / (cells * 2 ** z)
      return {
        id: String(z),
        scaleDenominator: cellSize / pixel,
        cellSize,
        cornerOfOrigin: 'topLeft',
        pointOfOrigin: [-half, half],
        tileWidth: cells,
        tileHeight: cells,
        matrixWidth: 2 ** z,
        matrixHeight: 2 ** z,
      }
    }),
  }
}
