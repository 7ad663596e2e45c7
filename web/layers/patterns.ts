import { channels } from '../lib/colour.ts'

/** A small picture for the map: RGBA bytes at `ratio` picture dots to a CSS pixel. */
export interface Pattern {
  id: string
  /** width and height in picture dots */
  size: number
  ratio: number
  data: Uint8ClampedArray
}

const ratio = 2

/** Diagonal hatching that tiles without a seam: "no data", or a special grid. */
export function hatch(id: string, colour: string, opacity: number, spacing = 8, width = 1.2): Pattern {
  const size = spacing * ratio
  return paint(id, size, (x, y) => {
    const along = (((x + y) % size) + size) % size
    const distance = (Math.min(along, size - along) / Math.SQRT2 / ratio) * 1
    return { colour, opacity: opacity * edge(distance - width / 2) }
  })
}

/** A field of ringed dots, readable on the palest class and on the strongest: "small number". */
export function dots(id: string, ink: string, ground: string, spacing = 9): Pattern {
  const size = spacing * ratio
  return paint(id, size, (x, y) => {
    const r = Math.hypot(x - size / 2, y - size / 2) / ratio
    const core = edge(r - 0.8)
    return core > 0.5
      ? { colour: ink, opacity: 0.9 * core }
      : { colour: ground, opacity: 0.75 * edge(r - 1.5) }
  })
}

/** The mark of a ticket or a special grid: a disc, a triangle where overdue; shape repeats what colour says. */
export function mark(id: string, shape: Shape, fill: string, rim: string, width = 18): Pattern {
  const size = width * ratio
  const middle = size / 2
  return paint(id, size, (x, y) => {
    const px = (x - middle) / ratio
    const py = (y - middle) / ratio
    const inside = distances[shape](px, py, width)
    const body = edge(inside)
    return body > 0.5 ? { colour: fill, opacity: body } : { colour: rim, opacity: edge(inside - 1.6) }
  })
}

type Shape = 'disc' | 'square' | 'triangle' | 'arrow'

/** Signed distance of a point from the rim of each shape, in a picture of that width. */
const distances: Record<Shape, (x: number, y: number, width: number) => number> = {
  disc: (x, y, width) => Math.hypot(x, y) - width * 0.28,
  square: (x, y, width) => Math.max(Math.abs(x), Math.abs(y)) - width * 0.25,
  triangle: (x, y, width) => triangle(x, y - width * 0.06, width * 0.4),
  // along a line of the map: to the right
  arrow: (x, y, width) => triangle(y, -x, width * 0.36),
}

/** Signed distance to an upright triangle whose corners lie `r` from its middle, roughly. */
function triangle(x: number, y: number, r: number): number {
  const side = Math.abs(x) * 0.866 - y * 0.5
  return Math.max(side - r * 0.5, y - r * 0.5)
}

/** Coverage of a dot whose middle is `distance` CSS pixels outside a shape. */
function edge(distance: number): number {
  return Math.min(Math.max(0.5 - distance * ratio, 0), 1)
}

function paint(
  id: string,
  size: number,
  at: (x: number, y: number) => { colour: string; opacity: number },
): Pattern {
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const dot = at(x + 0.5, y + 0.5)
      data.set([...channels(dot.colour), dot.opacity * 255], (y * size + x) * 4)
    }
  return { id, size, ratio, data }
}
