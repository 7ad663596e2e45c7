import type { Feature, FeatureCollection } from 'geojson'
import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import { curveBetween } from './curve.ts'
import { type Look, lastOf, type Scene } from './layer.ts'
import { mark } from './patterns.ts'
import { stripFeatures, stripLayers } from './strip.ts'

const source = 'ticket-path'
const stops = 'ticket-path-stops'
const strip = 'ticket-path-strip'
const asides = 'ticket-path-asides'
const arrows = lastOf((fill: string, rim: string) => [mark('path-arrow', 'arrow', fill, rim, 20)])

/** The way of one ticket from unit to unit: numbered stops, arrows between them, there and back apart. */
export const ticketPath: Look = {
  id: 'ticket-path',
  draw(scene, theme) {
    const { path } = scene
    if (!path || path.stops.length === 0) return undefined
    const token = tokens[theme]
    return {
      sources: {
        [strip]: { type: 'geojson', data: stripFeatures(path.strip) },
        [source]: { type: 'geojson', data: legs(path) },
        [asides]: { type: 'geojson', data: leaders(path) },
        [stops]: { type: 'geojson', data: places(path) },
      },
      patterns: arrows(token.accent, token.panel),
      layers: [
        ...stripLayers(strip, token, scene.t('path.beside')),
        {
          id: 'ticket-path-aside',
          type: 'line',
          source: asides,
          paint: { 'line-color': token.ink, 'line-width': 1 },
        },
        {
          id: 'ticket-path-home',
          type: 'circle',
          source: asides,
          filter: ['==', ['geometry-type'], 'Point'],
          paint: { 'circle-radius': 2.5, 'circle-color': token.ink },
        },
        {
          id: 'ticket-path-casing',
          type: 'line',
          source,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': token.panel, 'line-width': 5.5, 'line-opacity': 0.85 },
        },
        {
          id: 'ticket-path-line',
          type: 'line',
          source,
          layout: { 'line-cap': 'round' },
          paint: { 'line-color': token.accent, 'line-width': 2.5 },
        },
        {
          id: 'ticket-path-arrow',
          type: 'symbol',
          source,
          layout: {
            'symbol-placement': 'line-center',
            'icon-image': 'path-arrow',
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
          },
        },
        {
          id: 'ticket-path-stop',
          type: 'circle',
          source: stops,
          paint: {
            'circle-radius': ['step', ['length', ['get', 'numbers']], 11, 3, 13, 4, 16, 5, 18],
            'circle-color': ['case', ['get', 'present'], token.accent, token.panel],
            'circle-stroke-color': token.accent,
            'circle-stroke-width': 2.5,
          },
        },
        {
          id: 'ticket-path-number',
          type: 'symbol',
          source: stops,
          layout: {
            'text-field': ['get', 'numbers'],
            'text-font': labelFont,
            'text-size': 12,
            'text-allow-overlap': true,
          },
          paint: { 'text-color': ['case', ['get', 'present'], token.onAccent, token.ink] },
        },
        {
          id: 'ticket-path-name',
          type: 'symbol',
          source: stops,
          layout: {
            'text-field': ['get', 'name'],
            'text-font': labelFont,
            'text-size': 13,
            'text-max-width': 9,
            'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
            'text-radial-offset': 1.3,
            'text-justify': 'auto',
          },
          paint: { 'text-color': token.ink, 'text-halo-color': token.panel, 'text-halo-width': 2 },
        },
      ],
    }
  },
}

const legs = lastOf(
  (path: NonNullable<Scene['path']>): FeatureCollection => ({
    type: 'FeatureCollection',
    features: path.legs.map(({ from, to }) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: curveBetween(from, to) },
      properties: {},
    })),
  }),
)

/** From where a stop is to where it is drawn aside of it. */
const leaders = lastOf((path: NonNullable<Scene['path']>): FeatureCollection => {
  const features = path.stops
    .filter(({ at, home }) => at[0] !== home[0] || at[1] !== home[1])
    .flatMap(({ at, home }): Feature[] => [
      { type: 'Feature', geometry: { type: 'LineString', coordinates: [home, at] }, properties: {} },
      { type: 'Feature', geometry: { type: 'Point', coordinates: home }, properties: {} },
    ])
  return { type: 'FeatureCollection', features }
})

const places = lastOf((path: NonNullable<Scene['path']>): FeatureCollection => {
  const features = path.stops.map(
    ({ at, name, numbers, present }): Feature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: at },
      properties: { name, numbers: written(numbers), present },
    }),
  )
  return { type: 'FeatureCollection', features }
})

/** Numbers of the stays at one place; of many the first and a sign that there are more. */
function written(numbers: readonly number[]): string {
  return numbers.length > 2 ? `${numbers[0]}·…` : numbers.join('·')
}
