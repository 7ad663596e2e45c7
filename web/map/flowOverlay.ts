import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { flowDots, flowLayers, flowLines } from '../layers/flow/draw.ts'
import type { DrawnFlow } from '../layers/flow/lines.ts'
import type { Theme } from '../lib/tokens.ts'
import { Travel } from './travel.ts'

/** A finger or an unsteady pointer may miss a flow by this many pixels. */
const reach = 5

/**
 * The flows upon a map. They share its canvas and lie below the layer `below`, so that names stay readable upon them.
 * Layers are made when something changed, dots alone while they travel.
 */
export class FlowOverlay {
  readonly #overlay = new MapLibreOverlay({ interleaved: true, layers: [] })
  readonly #map: MapLibreMap
  readonly #below: string
  readonly #travel = new Travel((phase) => this.#put(phase))
  #drawn: readonly DrawnFlow[] = []
  #theme: Theme = 'light'
  #moving = false
  #waits = false
  #ended = false

  constructor(map: MapLibreMap, below: string) {
    this.#map = map
    this.#below = below
    map.addControl(this.#overlay)
  }

  /** Shows these flows and no others; none at all takes every layer off the map. */
  show(drawn: readonly DrawnFlow[], theme: Theme, moving: boolean): void {
    this.#drawn = drawn
    this.#theme = theme
    this.#moving = moving && drawn.length > 0
    if (this.#moving) this.#moving = this.#travel.run()
    else this.#travel.stop()
    if (drawn.length === 0) this.#overlay.setProps({ layers: [] })
    else if (!this.#moving) this.#put(null)
  }

  /** The flow under a point of the canvas, in CSS pixels. */
  at({ x, y }: { x: number; y: number }): DrawnFlow | undefined {
    if (this.#drawn.length === 0) return undefined
    const found = this.#overlay.pickObject({ x, y, radius: reach, layerIds: [flowLines] })
    return found ? this.#drawn[found.index] : undefined
  }

  /** The library finds its place below the names only on a map that is done loading; before, it would draw upon them. */
  #wait(): void {
    if (this.#waits) return
    this.#waits = true
    this.#map.once('idle', () => {
      this.#waits = false
      if (!this.#ended && !this.#moving) this.#put(null)
    })
  }

  end(): void {
    this.#ended = true
    this.#travel.end()
    this.#map.removeControl(this.#overlay)
  }

  #put(phase: number | null): void {
    if (this.#drawn.length === 0) return
    if (!this.#map.getLayer(this.#below) || (phase === null && !this.#map.isStyleLoaded())) {
      this.#wait()
      return
    }
    const below = this.#below
    this.#overlay.setProps({
      layers: [
        ...flowLayers(this.#drawn, this.#theme, below),
        ...(phase === null ? [] : [flowDots(this.#drawn, this.#theme, phase, below)]),
      ],
    })
  }
}
