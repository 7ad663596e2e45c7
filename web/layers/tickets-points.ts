import type { Feature, FeatureCollection } from 'geojson'
import { formatNumber } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { tokens } from '../lib/tokens.ts'
import type { FeatureSource, LayerSpec } from '../map/spec.ts'
import { labelFont } from './area-labels.ts'
import { growth, type Hit, type Look, lastOf, type Scene, type Tip } from './layer.ts'
import { mark } from './patterns.ts'

/** More points than this are gathered into numbered discs. */
export const clusterAbove = 150

const source = 'tickets'
/** The marks of a ticket, and of one that is overdue. */
export const ticketMarks = lastOf((accent: string, overdue: string, rim: string) => [
  mark('ticket', 'disc', accent, rim),
  mark('ticket-overdue', 'triangle', overdue, rim, 20),
])

/** Tickets where they were reported: a disc, a red triangle when overdue, a numbered disc for many. */
export const ticketsPoints: Look = {
  id: 'tickets-points',
  draw(scene, theme) {
    if (!scene.tickets) return undefined
    const token = tokens[theme]
    const data = points(scene.tickets)
    const clustered = data.features.length > clusterAbove
    return {
      sources: { [source]: pointSource(data, clustered) },
      patterns: ticketMarks(token.accent, token.overdue, token.panel),
      layers: [
        {
          id: 'tickets-point',
          type: 'symbol',
          source,
          filter: ['!', ['has', 'point_count']],
          layout: {
            'icon-image': ['case', ['get', 'overdue'], 'ticket-overdue', 'ticket'],
            // on the wall a dangerous one is looked for from across the room
            'icon-size': [
              '*',
              Math.sqrt(growth(scene)),
              ['case', ['get', 'danger'], scene.text === undefined ? 1 : 2.5, 1],
            ],
            'icon-allow-overlap': true,
            // a crowd of marks must not silence every name under it
            'icon-ignore-placement': data.features.length > 20,
            // overdue ones lie on top
            'symbol-sort-key': ['case', ['get', 'overdue'], 1, 0],
          },
        },
        ...(clustered ? clusterLayers(token, growth(scene)) : []),
      ],
    }
  },
  legend(scene) {
    const placed = scene.tickets ? points(scene.tickets).features : []
    if (placed.length === 0) return []
    return [
      { key: 'ticket', label: scene.t('map.ticket'), swatch: 'ticket' },
      ...(placed.some((point) => point.properties?.overdue === true)
        ? [{ key: 'ticket-overdue', label: scene.t('map.overdue'), swatch: 'ticket-overdue' as const }]
        : []),
    ]
  },
  hits: { layers: ['tickets-clusters', 'tickets-point'], kind: 'ticket' },
  tip: ticketTip,
}

/** Rows without a usable point are on no map; the list still has them. */
const points = lastOf((tickets: Scene['tickets']): FeatureCollection => {
  const features: Feature[] = []
  for (const { id, lon, lat, overdue, urgency } of tickets ?? []) {
    if (lon === null || lat === null) continue
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { id, overdue, danger: urgency === 'danger' },
    })
  }
  return { type: 'FeatureCollection', features }
})

function pointSource(data: FeatureCollection, clustered: boolean): FeatureSource {
  if (!clustered) return { type: 'geojson', data }
  return {
    type: 'geojson',
    data,
    cluster: true,
    clusterRadius: 44,
    clusterMaxZoom: 15,
    clusterProperties: { overdue: ['+', ['case', ['get', 'overdue'], 1, 0]] },
  }
}

function clusterLayers(token: (typeof tokens)[keyof typeof tokens], grown: number): LayerSpec[] {
  return [
    {
      id: 'tickets-clusters',
      type: 'circle',
      source,
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': token.panel,
        'circle-radius': ['*', grown, ['step', ['get', 'point_count'], 13, 20, 16, 100, 20, 1000, 26]],
        'circle-stroke-color': ['case', ['>', ['get', 'overdue'], 0], token.overdue, token.accent],
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'tickets-cluster-count',
      type: 'symbol',
      source,
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': labelFont,
        'text-size': 12 * grown,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': token.ink },
    },
  ]
}

function ticketTip(hit: Hit, scene: Scene): Tip | undefined {
  const { lang, t } = scene
  if (hit.kind === 'cluster')
    return {
      title: t('map.ticketCount', { count: hit.count ?? 0, n: formatNumber(hit.count ?? 0, lang) }),
      rows: [],
      notes: hit.overdue
        ? [t('map.overdueCount', { count: hit.overdue, n: formatNumber(hit.overdue, lang) })]
        : [],
    }
  const ticket = scene.tickets?.find((one) => one.id === hit.id)
  if (!ticket) return undefined
  return {
    title: ticket.title ?? ticket.id,
    rows: [
      ...(ticket.title === null ? [] : [{ label: t('map.ticketId'), text: ticket.id }]),
      { label: t('map.reportedAt'), text: formatInstant(ticket.reported_at, scene.timeZone, lang) },
      { label: t('map.status'), text: t(`status.${ticket.status}`) },
    ],
    notes: [
      ...(ticket.overdue ? [t('map.overdue')] : []),
      ...(hit.also
        ? [t('map.alsoHere', { count: hit.also.length, n: formatNumber(hit.also.length, lang) })]
        : []),
    ],
  }
}
