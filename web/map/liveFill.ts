import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from 'maplibre-gl'
import type { AreaMesh } from '../layers/area-mesh.ts'
import { channels } from '../lib/colour.ts'
import { look } from '../lib/liveFigures.ts'
import { type Pen, penOf } from './livePen.ts'

/** Colours of the live areas, low class to high, and of their marks. */
export interface LiveColours {
  classes: readonly string[]
  /** of an area without a value */
  ground: string
  /** of hatching and dots */
  ink: string
  /** around dots */
  rim: string
}

/** Bytes in a row of the texture of looks. */
const rowLength = 256
/** Colours the pen has room for: one without a value, and those of the classes. */
const room = look.classes + 1

/**
 * Areas whose classes change with every frame. The map library sets a state feature by feature and then rewrites the corners
 * of each, which for thousands of areas takes many frames. Here the shapes stay on the graphics card, and what changes is a
 * texture of a byte an area.
 */
export class LiveFill implements CustomLayerInterface {
  readonly id = 'areas-live'
  readonly type = 'custom'
  readonly renderingMode = '2d'
  readonly #mesh: AreaMesh
  readonly #bytes: Uint8Array
  #colours: Float32Array = new Float32Array(4 * (room + 2))
  #pen: Pen | undefined
  #map: MapLibreMap | undefined
  #stale = true

  constructor(mesh: AreaMesh) {
    this.#mesh = mesh
    this.#bytes = new Uint8Array(rowLength * Math.max(1, Math.ceil(mesh.codes.length / rowLength)))
  }

  /** Draws each area by its look, of area number `n` at `places[n]`; one without a place has no value. */
  show(looks: Uint8Array, places: Int32Array, colours: LiveColours): void {
    for (let number = 0; number < places.length; number++)
      this.#bytes[number] = looks[places[number] ?? -1] ?? 0
    const { classes, ground, ink, rim } = colours
    for (const [at, colour] of [ground, ...classes].entries()) if (at < room) this.#put(at, colour)
    this.#put(room, ink)
    this.#put(room + 1, rim)
    this.#stale = true
    this.#map?.triggerRepaint()
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map
    this.#pen = penOf(gl, this.#mesh, rowLength, room + 2)
    this.#stale = true
  }

  onRemove(): void {
    this.#pen?.end()
    this.#pen = undefined
    this.#map = undefined
  }

  render(gl: WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    const pen = this.#pen
    if (!pen) return
    if (this.#stale) pen.look(this.#bytes)
    this.#stale = false
    pen.draw(movedTo(defaultProjectionData.mainMatrix, this.#mesh.origin), this.#colours, this.#ratio(gl))
  }

  /** Device pixels of a CSS pixel. */
  #ratio({ canvas }: WebGL2RenderingContext): number {
    const width = 'clientWidth' in canvas ? canvas.clientWidth : 0
    return width > 0 ? canvas.width / width : 1
  }

  #put(at: number, colour: string): void {
    this.#colours.set([...channels(colour).map((channel) => channel / 255), 1], 4 * at)
  }
}

/** A matrix that first moves by `x` and `y`: reckoned in doubles, since single precision would shake at street level. */
function movedTo(matrix: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const moved = Float32Array.from(matrix)
  const cell = (at: number) => matrix[at] ?? 0
  for (let row = 0; row < 4; row++) moved[12 + row] = cell(row) * x + cell(4 + row) * y + cell(12 + row)
  return moved
}
