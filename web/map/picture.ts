import type { Map as MapLibreMap } from 'maplibre-gl'

/** The map as it is drawn, at a sharpness of its own. */
export interface MapPicture {
  canvas: HTMLCanvasElement
  /** in CSS pixels */
  width: number
  height: number
  /** on the ground, at the middle of the map */
  metresPerPixel: number
}

/** The earth's radius that web maps reckon with. */
const radius = 6_378_137

/**
 * Draws the map at `scale` device pixels to a CSS pixel and copies it: once it is still, in the very frame it is drawn
 * in, since a browser keeps no frame longer. Throws where the browser cannot draw so large.
 */
export async function pictureOf(map: MapLibreMap, scale: number): Promise<MapPicture> {
  const container = map.getContainer()
  const before = map.getPixelRatio()
  const { clientWidth: width, clientHeight: height } = container
  container.dataset.picture = ''
  try {
    map.setPixelRatio(scale)
    await stillness(map)
    const source = map.getCanvas()
    if (source.width < Math.floor(width * scale) - 1)
      throw new Error('the canvas is too large for this browser')
    const canvas = document.createElement('canvas')
    canvas.width = source.width
    canvas.height = source.height
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas to copy to')
    await new Promise<void>((resolve) => {
      map.once('render', () => {
        context.drawImage(source, 0, 0)
        resolve()
      })
      map.triggerRepaint()
    })
    return { canvas, width, height, metresPerPixel: metresPerPixel(map) }
  } finally {
    delete container.dataset.picture
    map.setPixelRatio(before)
  }
}

function stillness(map: MapLibreMap): Promise<void> {
  return new Promise((resolve) => {
    map.once('idle', () => resolve())
    map.triggerRepaint()
  })
}

/** Mercator stretches the ground by the cosine of the latitude; a tile of 512 pixels holds the earth at zoom 0. */
function metresPerPixel(map: MapLibreMap): number {
  const latitude = (map.getCenter().lat * Math.PI) / 180
  return (2 * Math.PI * radius * Math.cos(latitude)) / (512 * 2 ** map.getZoom())
}
