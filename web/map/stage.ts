import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Drawing, FeatureState } from '../layers/layer.ts'
import type { Pattern } from '../layers/patterns.ts'
import type { LayerSpec, MapSource } from './spec.ts'

type States = ReadonlyMap<number, FeatureState>

/**
 * Brings a map to a list of drawings with the fewest changes: features travel only when they are another object,
 * values and marks as feature states. Survives a lost graphics context, which forgets the states.
 */
export class Stage {
  readonly #map: MapLibreMap
  #ready = false
  #wanted: readonly Drawing[] = []
  #sources = new Map<string, MapSource>()
  #layers = new Map<string, LayerSpec>()
  #patterns = new Map<string, Pattern>()
  #states = new Map<string, States>()
  #hovered: number | undefined

  constructor(map: MapLibreMap) {
    this.#map = map
    // fired for the first style, and again by the style that comes back after a lost context
    map.on('style.load', () => {
      this.#ready = true
      this.#states.clear()
      this.#apply()
      this.#mark(this.#hovered, true)
    })
    map.on('webglcontextlost', () => {
      this.#ready = false
    })
  }

  /** Draws these and nothing else; at once, or as soon as the map can. */
  show(drawings: readonly Drawing[]): void {
    this.#wanted = drawings
    if (this.#ready) this.#apply()
  }

  /** Marks one feature as pointed at, on every source that has it; undefined for none. */
  hover(id: number | undefined): void {
    if (id === this.#hovered) return
    this.#mark(this.#hovered, false)
    this.#hovered = id
    this.#mark(id, true)
  }

  /** Ids of the layers on the map, of those asked for. */
  present(ids: readonly string[]): string[] {
    return this.#ready ? ids.filter((id) => this.#layers.has(id)) : []
  }

  #apply(): void {
    const sources = new Map(this.#wanted.flatMap((drawing) => Object.entries(drawing.sources)))
    const layers = this.#wanted.flatMap((drawing) => drawing.layers)
    this.#putPatterns(this.#wanted.flatMap((drawing) => drawing.patterns ?? []))
    this.#dropLayers(layers, sources)
    this.#putSources(sources)
    this.#putLayers(layers)
    for (const drawing of this.#wanted)
      for (const [source, states] of Object.entries(drawing.states ?? {})) this.#putStates(source, states)
  }

  #putPatterns(patterns: Pattern[]): void {
    for (const pattern of patterns) {
      const { id, size, ratio, data } = pattern
      const there = this.#map.hasImage(id)
      if (there && this.#patterns.get(id) === pattern) continue
      const image = { width: size, height: size, data }
      if (there) this.#map.updateImage(id, image)
      else this.#map.addImage(id, image, { pixelRatio: ratio })
      this.#patterns.set(id, pattern)
    }
  }

  /** Takes away layers nobody wants, and those whose source must be made anew. */
  #dropLayers(wanted: LayerSpec[], sources: Map<string, MapSource>): void {
    const ids = new Set(wanted.map((layer) => layer.id))
    const stale = new Set<string>()
    for (const [id, source] of this.#sources) {
      const next = sources.get(id)
      if (!next || options(next) !== options(source)) stale.add(id)
    }
    for (const [id, layer] of this.#layers) {
      if (ids.has(id) && !('source' in layer && stale.has(layer.source))) continue
      this.#map.removeLayer(id)
      this.#layers.delete(id)
    }
    for (const id of stale) {
      this.#map.removeSource(id)
      this.#sources.delete(id)
      this.#states.delete(id)
    }
  }

  #putSources(sources: Map<string, MapSource>): void {
    for (const [id, next] of sources) {
      const known = this.#sources.get(id)
      if (!known) this.#map.addSource(id, next)
      else if (known.type === 'geojson' && next.type === 'geojson' && known.data !== next.data)
        void this.#map.getSource<GeoJSONSource>(id)?.setData(next.data)
      this.#sources.set(id, next)
    }
  }

  #putLayers(wanted: LayerSpec[]): void {
    let above: string | undefined
    for (const layer of [...wanted].reverse()) {
      const known = this.#layers.get(layer.id)
      if (!known) this.#map.addLayer(layer, above)
      else this.#restyle(known, layer)
      this.#layers.set(layer.id, layer)
      above = layer.id
    }
  }

  #restyle(known: LayerSpec, next: LayerSpec): void {
    const map: Restyling = this.#map
    for (const [key, value] of changes(known.paint, next.paint)) map.setPaintProperty(next.id, key, value)
    for (const [key, value] of changes(known.layout, next.layout)) map.setLayoutProperty(next.id, key, value)
    if ('filter' in next && (!('filter' in known) || !same(known.filter, next.filter)))
      this.#map.setFilter(next.id, next.filter)
  }

  #putStates(source: string, next: States): void {
    const known = this.#states.get(source)
    if (known === next) return
    for (const [id, state] of next) {
      const before = known?.get(id)
      if (!before || changes(before, state).length > 0) this.#map.setFeatureState({ source, id }, state)
    }
    this.#states.set(source, next)
    const gone = [...(known?.keys() ?? [])].filter((id) => !next.has(id))
    if (gone.length > 0) this.#forget(source, gone)
  }

  /** Takes states away once new features are drawn, so that the old ones do not lose their colour before they go. */
  #forget(source: string, gone: number[]): void {
    this.#map.once('idle', () => {
      if (!this.#ready || !this.#sources.has(source)) return
      for (const id of gone)
        if (!this.#states.get(source)?.has(id)) this.#map.removeFeatureState({ source, id })
    })
    this.#map.triggerRepaint()
  }

  #mark(id: number | undefined, on: boolean): void {
    if (!this.#ready || id === undefined) return
    for (const [source, { type }] of this.#sources)
      if (type === 'geojson') this.#map.setFeatureState({ source, id }, { hover: on })
  }
}

/** Keys and values come from layer documents that were checked where they were written. */
interface Restyling {
  setPaintProperty(layer: string, key: string, value: unknown): unknown
  setLayoutProperty(layer: string, key: string, value: unknown): unknown
}

/** All of a source but its features, as text. */
function options(source: MapSource): string {
  return JSON.stringify(source.type === 'geojson' ? { ...source, data: undefined } : source)
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Keys of `b` that differ from `a`, and keys of `a` that `b` no longer has, as undefined. */
function changes(a: object | undefined, b: object | undefined): [string, unknown][] {
  const before = new Map<string, unknown>(Object.entries(a ?? {}))
  const after = new Map<string, unknown>(Object.entries(b ?? {}))
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => !same(before.get(key), after.get(key))).map((key) => [key, after.get(key)])
}
