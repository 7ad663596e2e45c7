import type { Feature, FeatureCollection } from 'geojson'
import { formatNumber } from '../../lib/format.ts'
import type { Lang } from '../../lib/lang.ts'
import { type Theme, tokens } from '../../lib/tokens.ts'
import type { Box } from '../../map/spec.ts'
import { labelFont } from '../area-labels.ts'
import { type Drawing, growth, lastOf } from '../layer.ts'
import { stripFeatures, stripLayers } from '../strip.ts'
import type { Gathered } from './gather.ts'

const source = 'flow-nodes'
const strip = 'flow-strip'

/** The lowest of the layers above the flows: they are drawn below it. */
export const firstNodeLayer = 'flow-node'
/** Layer that answers the pointer; its features carry `key`. */
export const nodeLayer = firstNodeLayer

/**
 * Holders of tickets as discs by traffic, with their names where there is room, and the strip of those without a place;
 * `text` is the size of letters that are read from far away.
 */
export function flowNodes(
  marks: readonly Gathered[],
  marked: ReadonlySet<string> | null,
  beside: Box | null,
  title: string,
  lang: Lang,
  theme: Theme,
  text?: number,
): Drawing {
  const token = tokens[theme]
  const grow = growth({ text })
  return {
    sources: {
      [strip]: { type: 'geojson', data: stripFeatures(beside) },
      [source]: { type: 'geojson', data: points(marks, marked, lang, grow) },
    },
    layers: [
      ...stripLayers(strip, token, title, text),
      {
        id: nodeLayer,
        type: 'circle',
        source,
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': ['case', ['get', 'many'], token.inkSoft, token.ink],
          'circle-opacity': ['case', ['get', 'faint'], 0.35, 1],
          'circle-stroke-color': token.panel,
          'circle-stroke-width': 1.5 * grow,
        },
      },
      {
        id: 'flow-node-name',
        type: 'symbol',
        source,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': labelFont,
          'text-size': text ?? ['interpolate', ['linear'], ['zoom'], 9, 12, 14, 14],
          'text-max-width': 10,
          'text-line-height': 1.1,
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          // in letters: past the rim of the disc
          'text-radial-offset': ['+', 0.45, ['/', ['get', 'radius'], text ?? 13]],
          'text-justify': 'auto',
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: {
          'text-color': token.ink,
          'text-halo-color': token.panel,
          'text-halo-width': 2 * grow,
          'text-opacity': ['case', ['get', 'faint'], 0.5, 1],
        },
      },
      {
        // the last to be drawn has its place first: no name covers a disc, be there a number in it or not
        id: 'flow-node-count',
        type: 'symbol',
        source,
        layout: {
          'text-field': ['case', ['get', 'many'], ['get', 'count'], '●'],
          'text-font': labelFont,
          'text-size': text ?? 11,
          'text-allow-overlap': true,
        },
        paint: { 'text-color': token.panel, 'text-opacity': ['case', ['get', 'many'], 1, 0] },
      },
    ],
  }
}

/** Largest and smallest disc in CSS pixels; between them the area follows the traffic. */
const largest = 13
const smallest = 4

const points = lastOf(
  (
    marks: readonly Gathered[],
    marked: ReadonlySet<string> | null,
    lang: Lang,
    grow: number,
  ): FeatureCollection => {
    const most = marks.reduce((max, { traffic }) => Math.max(max, traffic), 1)
    const features = marks.map(({ key, name, at, members, traffic }): Feature => {
      const many = members.length > 1
      const count = formatNumber(members.length, lang)
      const size = Math.max(smallest, largest * Math.sqrt(traffic / most))
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: at },
        properties: {
          key,
          name: many ? `${name} +${formatNumber(members.length - 1, lang)}` : name,
          count,
          many,
          radius: grow * (many ? Math.max(9, size) : size),
          rank: -traffic,
          faint: marked !== null && !members.some((one) => marked.has(one.key)),
        },
      }
    })
    return { type: 'FeatureCollection', features }
  },
)
