import type { RepeatPlace, RepeatPlaces } from '@grid/data/contract'
import type { Feature, FeatureCollection } from 'geojson'
import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import { featureId, type Look, lastOf } from './layer.ts'
import { repeatTip } from './spot-tips.ts'

/** Classes of repeat places: going on, over, or a point that tickets of all kinds share. */
export const repeatClasses = ['active', 'past', 'shared'] as const
export type RepeatClass = (typeof repeatClasses)[number]

/** The class a repeat place is drawn by. */
export function repeatClass({ active, sharedPoint }: RepeatPlace): RepeatClass {
  if (sharedPoint) return 'shared'
  return active ? 'active' : 'past'
}

const points = lastOf((answer: RepeatPlaces): FeatureCollection => {
  const features: Feature[] = answer.places.map((place) => ({
    type: 'Feature',
    id: featureId(place.id),
    geometry: { type: 'Point', coordinates: [...place.centre] },
    properties: { id: place.id, class: repeatClass(place), count: place.count },
  }))
  return { type: 'FeatureCollection', features }
})

/** Repeat places as circles with their number of tickets: filled while a further ticket would still count. */
export const repeatsLook: Look = {
  id: 'repeats',
  draw(scene, theme) {
    if (scene.spots?.kind !== 'repeats') return undefined
    const token = tokens[theme]
    const dim = (alone: number) =>
      scene.only === undefined
        ? alone
        : (['case', ['==', ['get', 'class'], scene.only], alone, 0.12] satisfies unknown[] as never)
    const opened = scene.spot === undefined ? 0 : featureId(scene.spot)
    const radius = ['interpolate', ['linear'], ['get', 'count'], 3, 10, 10, 14, 40, 22] as never
    return {
      sources: { repeats: { type: 'geojson', data: points(scene.spots.answer) } },
      layers: [
        {
          id: 'repeats-ring',
          type: 'circle',
          source: 'repeats',
          filter: ['==', ['id'], opened],
          paint: {
            'circle-radius': ['+', radius, 4],
            'circle-color': token.panel,
            'circle-stroke-color': token.ink,
            'circle-stroke-width': 2,
          },
        },
        {
          id: 'repeats-circle',
          type: 'circle',
          source: 'repeats',
          layout: { 'circle-sort-key': ['get', 'count'] },
          paint: {
            'circle-radius': radius,
            'circle-color': ['match', ['get', 'class'], 'active', token.accent, token.panel],
            'circle-opacity': dim(0.94),
            'circle-stroke-color': [
              'case',
              ['boolean', ['feature-state', 'hover'], false],
              token.ink,
              ['match', ['get', 'class'], 'active', token.panel, 'past', token.accent, token.inkSoft],
            ],
            'circle-stroke-opacity': dim(1),
            'circle-stroke-width': ['match', ['get', 'class'], 'shared', 1.2, 2.5],
          },
        },
        {
          id: 'repeats-count',
          type: 'symbol',
          source: 'repeats',
          layout: {
            'text-field': ['to-string', ['get', 'count']],
            'text-font': labelFont,
            'text-size': 12,
            'text-ignore-placement': true,
            'text-padding': 0,
            // of numbers that would touch the larger is kept
            'symbol-sort-key': ['-', 0, ['get', 'count']],
          },
          paint: {
            'text-color': ['match', ['get', 'class'], 'active', token.onAccent, token.ink],
            'text-opacity': dim(1),
          },
        },
      ],
    }
  },
  hits: { layers: ['repeats-circle'], kind: 'spot' },
  tip: repeatTip,
}
