import type { Layer } from '@deck.gl/core'
import { PathStyleExtension, type PathStyleExtensionProps } from '@deck.gl/extensions'
import { IconLayer, type IconLayerProps, PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { FlowDirection } from '@grid/data/contract'
import { channels } from '../../lib/colour.ts'
import { type Theme, tokens } from '../../lib/tokens.ts'
import { mark } from '../patterns.ts'
import { type DrawnFlow, flowColour } from './lines.ts'

type Texture = Exclude<NonNullable<IconLayerProps['iconAtlas']>, string>

let head: Texture | undefined

/** All lies in one plane: what is drawn later covers what was drawn before. */
const flat = { depthCompare: 'always', depthWriteEnabled: false } as const

/** Ids of the layers that answer the pointer. */
export const flowLines = 'flow-lines'

/** Dashes in line widths, so that the way is not told by colour alone: up is solid, down dashed, sideways dotted. */
const dashes: Record<FlowDirection, [number, number]> = {
  up: [0, 0],
  down: [3.2, 1.4],
  sideways: [1, 1],
  unknown: [0.5, 2],
}

/** The flows as layers of the graphics library: a rim, the line, and a head half way that points where it goes. */
export function flowLayers(drawn: readonly DrawnFlow[], theme: Theme, below: string | undefined): Layer[] {
  const rim = channels(tokens[theme].panel)
  const colour = ({ flow, faint }: DrawnFlow): [number, number, number, number] => [
    ...channels(flowColour(flow.direction, theme)),
    faint ? 38 : 230,
  ]
  const shared = { data: drawn, beforeId: below, parameters: flat }
  const line = {
    ...shared,
    getPath: ({ line }: DrawnFlow) => line,
    widthUnits: 'pixels' as const,
    capRounded: true,
    jointRounded: true,
  }
  return [
    new PathLayer<DrawnFlow>({
      ...line,
      id: 'flow-rims',
      getWidth: ({ width }) => width + Math.max(2.5, width * 0.2),
      getColor: ({ faint }) => [...rim, faint ? 0 : 200],
      updateTriggers: { getColor: [drawn, theme], getWidth: drawn },
    }),
    new PathLayer<DrawnFlow, PathStyleExtensionProps<DrawnFlow>>({
      ...line,
      id: flowLines,
      capRounded: false,
      getWidth: ({ width }) => width,
      getColor: colour,
      getDashArray: ({ flow, width }) => {
        const [on, off] = dashes[flow.direction]
        // dashes of thin lines would melt into one
        const stretch = Math.max(1, 3 / width)
        return [on * stretch, off * stretch]
      },
      dashJustified: true,
      dashGapPickable: true,
      extensions: [new PathStyleExtension({ dash: true })],
      pickable: true,
      updateTriggers: { getColor: [drawn, theme], getWidth: drawn, getDashArray: drawn },
    }),
    new IconLayer<DrawnFlow>({
      ...shared,
      id: 'flow-heads',
      iconAtlas: headPicture(),
      iconMapping: { head: { x: 0, y: 0, width: 64, height: 64, mask: true } },
      getIcon: () => 'head',
      getPosition: ({ line }) => at(line, 0.58),
      getAngle: ({ line }) => headingAt(line),
      getSize: ({ width }) => 9 + width * 1.25,
      sizeUnits: 'pixels',
      getColor: colour,
      updateTriggers: { getColor: [drawn, theme], getSize: drawn, getAngle: drawn, getPosition: drawn },
    }),
  ]
}

/** A dot on its way along a flow. */
interface Dot {
  position: [number, number]
  /** CSS pixels */
  radius: number
}

/** Dots on their way from giver to receiver; `phase` runs from 0 to 1. Wide flows carry more of them, faint ones none. */
export function dotsOf(drawn: readonly DrawnFlow[], phase: number): Dot[] {
  return drawn
    .filter(({ faint }) => !faint)
    .flatMap(({ line, width }) => {
      const count = 1 + Math.round(width / 5)
      return Array.from({ length: count }, (_, index) => ({
        position: at(line, (phase + index / count) % 1),
        radius: Math.max(1.6, width * 0.28),
      }))
    })
}

/** The dots as a layer of the graphics library. */
export function flowDots(drawn: readonly DrawnFlow[], theme: Theme, phase: number, below: string): Layer {
  return new ScatterplotLayer<Dot>({
    ...{ id: 'flow-dots', data: dotsOf(drawn, phase), beforeId: below, parameters: flat },
    getPosition: ({ position }) => position,
    getRadius: ({ radius }) => radius,
    radiusUnits: 'pixels',
    getFillColor: channels(tokens[theme].panel),
  })
}

/** A point of a line, `share` of its points along it. */
function at(line: readonly [number, number][], share: number): [number, number] {
  const place = share * (line.length - 1)
  const index = Math.min(Math.floor(place), line.length - 2)
  const a = line[index] ?? [0, 0]
  const b = line[index + 1] ?? a
  const rest = place - index
  return [a[0] + (b[0] - a[0]) * rest, a[1] + (b[1] - a[1]) * rest]
}

/** Degrees anticlockwise from the east of a line at its head; Web Mercator keeps angles, so it holds at every zoom. */
function headingAt(line: readonly [number, number][]): number {
  const a = at(line, 0.54)
  const b = at(line, 0.62)
  const stretch = 1 / Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180)
  return (Math.atan2((b[1] - a[1]) * stretch, b[0] - a[0]) * 180) / Math.PI
}

/** A head that points east, as a picture made here: the page may fetch from nowhere, not even from itself as text. */
function headPicture(): Texture {
  if (head) return head
  const { size, data } = mark('head', 'arrow', '#ffffff', '#ffffff', 32)
  const picture: unknown = new ImageData(new Uint8ClampedArray(data), size, size)
  // the layer makes its texture of a picture, which its types leave out
  head = picture as Texture
  return head
}
