import { Map as MapLibreMap, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { Stage } from './stage.ts'
import { type Graphics, pixelRatio, probeGraphics } from './support.ts'

/** A map with the element it lives in and the stage that draws on it. */
export interface KeptMap {
  element: HTMLElement
  map: MapLibreMap
  stage: Stage
}

let graphics: Graphics | null | undefined
let idle: KeptMap | undefined

/**
 * The page's map: made once and handed from screen to screen, since a graphics context is dear to make and browsers
 * allow few. A second map at the same time is a second one. Null where the browser cannot draw.
 */
export function takeMap(): KeptMap | null {
  graphics ??= probeGraphics()
  if (graphics === null) return null
  const kept = idle ?? makeMap(graphics)
  idle = undefined
  return kept
}

/** Gives the map back for the next screen. */
export function leaveMap(kept: KeptMap): void {
  kept.element.remove()
  if (idle) kept.map.remove()
  else idle = kept
}

/** Ends a map that cannot be helped. */
export function endMap(kept: KeptMap): void {
  kept.element.remove()
  kept.map.remove()
}

function makeMap({ largest }: Graphics): KeptMap | null {
  setWorkerUrl(workerUrl)
  const element = document.createElement('div')
  element.style.cssText = 'position:absolute;inset:0'
  try {
    const map = new MapLibreMap({
      container: element,
      // no glyphs, no sprite, no tiles: every letter and line is made on this machine
      style: { version: 8, sources: {}, layers: [] },
      localIdeographFontFamily:
        "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
      attributionControl: false,
      canvasContextAttributes: { antialias: false },
      maxCanvasSize: [largest, largest],
      pixelRatio: pixelRatio(),
      fadeDuration: 0,
      renderWorldCopies: false,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // arrows belong to the list of areas, which pans and zooms by itself
      keyboard: false,
    })
    map.touchZoomRotate.disableRotation()
    map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right')
    // whether all is drawn: for those who wait for the map, such as tests and printing
    map.on('render', () => {
      element.dataset.still = 'false'
    })
    map.on('idle', () => {
      element.dataset.still = 'true'
    })
    map.on('resize', () => {
      // a picture being made has a sharpness of its own
      if (element.dataset.picture === undefined && map.getPixelRatio() !== pixelRatio())
        map.setPixelRatio(pixelRatio())
    })
    return { element, map, stage: new Stage(map) }
  } catch (error) {
    console.error(error)
    return null
  }
}
