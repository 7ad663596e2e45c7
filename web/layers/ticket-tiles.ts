import { formatInstant } from '../lib/time.ts'
import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import { growth, type Hit, type Look, type Scene, type Tip } from './layer.ts'
import { ticketMarks } from './tickets-points.ts'

const source = 'ticket-tiles'
const layer = { source, 'source-layer': 'tickets' }

/** Every ticket of the filter, from the server's tiles: one by one where there are few, else heaped with their number. */
export const ticketTiles: Look = {
  id: 'ticket-tiles',
  draw(scene, theme) {
    if (scene.ticketTiles === undefined) return undefined
    const token = tokens[theme]
    const grown = growth(scene)
    const count = ['to-number', ['get', 'tickets'], 1] as never
    return {
      sources: { [source]: { type: 'vector', url: scene.ticketTiles } },
      patterns: ticketMarks(token.accent, token.overdue, token.panel),
      layers: [
        {
          id: 'ticket-tiles-point',
          type: 'symbol',
          ...layer,
          filter: ['==', count, 1],
          layout: {
            'icon-image': ['case', ['==', ['get', 'overdue'], true], 'ticket-overdue', 'ticket'],
            'icon-size': 0.8 * Math.sqrt(grown),
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
            // overdue ones lie on top
            'symbol-sort-key': ['case', ['==', ['get', 'overdue'], true], 1, 0],
          },
        },
        {
          id: 'ticket-tiles-heap',
          type: 'circle',
          ...layer,
          filter: ['>', count, 1],
          layout: { 'circle-sort-key': count },
          paint: {
            'circle-radius': ['*', grown, ['interpolate', ['linear'], ['sqrt', count], 1, 3.4, 5, 8, 20, 15]],
            'circle-color': token.accent,
            'circle-opacity': 0.72,
            'circle-stroke-color': token.panel,
            'circle-stroke-width': 0.8,
          },
        },
        {
          id: 'ticket-tiles-count',
          type: 'symbol',
          ...layer,
          filter: ['>', count, 1],
          layout: {
            'text-field': ['to-string', count],
            'text-font': labelFont,
            'text-size': 11 * grown,
            'text-padding': 1,
            // of numbers that would touch the larger is kept
            'symbol-sort-key': ['-', 0, count],
          },
          paint: { 'text-color': token.onAccent },
        },
      ],
    }
  },
  legend(scene) {
    if (scene.ticketTiles === undefined) return []
    return [
      { key: 'ticket', label: scene.t('map.ticket'), swatch: 'ticket' },
      { key: 'ticket-heap', label: scene.t('map.ticketHeap'), swatch: 'ticket-heap' },
      { key: 'ticket-overdue', label: scene.t('map.overdue'), swatch: 'ticket-overdue' },
    ]
  },
  hits: { layers: ['ticket-tiles-point', 'ticket-tiles-heap'], kind: 'ticket' },
  tip: tileTip,
}

function tileTip({ id, told }: Hit, { lang, t, timeZone }: Scene): Tip | undefined {
  if (!told) return undefined
  const [reported, status] = [told.reported_at, told.status]
  return {
    title: id,
    rows: [
      ...(typeof reported === 'string'
        ? [
            {
              label: t('map.reportedAt'),
              text: formatInstant(new Date(reported).toISOString(), timeZone, lang),
            },
          ]
        : []),
      ...(typeof status === 'string'
        ? [{ label: t('map.status'), text: t(`status.${status}` as 'status.closed') }]
        : []),
    ],
    notes: told.overdue === true ? [t('map.overdue')] : [],
  }
}
