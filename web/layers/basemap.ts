import { tokens } from '../lib/tokens.ts'
import { labelFont } from './area-labels.ts'
import type { Look, Scene } from './layer.ts'

const source = 'basemap'

/** Lakes of the pack's own basemap, under everything. */
export const basemapGround: Look = {
  id: 'basemap-ground',
  draw(scene, theme) {
    if (!scene.basemap) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: scene.basemap } },
      layers: [
        {
          id: 'basemap-lake',
          type: 'fill',
          source,
          filter: ['==', ['get', 'kind'], 'lake'],
          paint: { 'fill-color': token.water },
        },
      ],
    }
  },
}

/** Rivers and roads over the fills, for finding one's way; places and river names wherever areas leave room. */
export const basemapLines: Look = {
  id: 'basemap-lines',
  draw(scene, theme) {
    const token = tokens[theme]
    if (!scene.basemap) return undefined
    return {
      sources: { [source]: { type: 'geojson', data: scene.basemap } },
      layers: [
        {
          id: 'basemap-road',
          type: 'line',
          source,
          filter: ['in', ['get', 'kind'], ['literal', ['road', 'rail']]],
          paint: { 'line-color': token.lineStrong, 'line-width': 1, 'line-opacity': 0.7 },
        },
        {
          id: 'basemap-river',
          type: 'line',
          source,
          filter: ['==', ['get', 'kind'], 'river'],
          layout: { 'line-join': 'round', 'line-cap': 'round' },
          paint: {
            'line-color': token.water,
            'line-width': ['interpolate', ['linear'], ['zoom'], 8, 1.4, 13, 4],
          },
        },
      ],
    }
  },
  legend(scene) {
    return scene.basemap?.features.some((one) => one.properties?.kind === 'river')
      ? [{ key: 'river', label: scene.t('map.river'), swatch: 'river' }]
      : []
  },
}

/** Names of the basemap: drawn before the areas' own, so that those win the room. */
export const basemapNames: Look = {
  id: 'basemap-names',
  draw(scene, theme) {
    if (!scene.basemap) return undefined
    const token = tokens[theme]
    return {
      sources: { [source]: { type: 'geojson', data: scene.basemap } },
      layers: [
        {
          id: 'basemap-river-name',
          type: 'symbol',
          source,
          filter: ['==', ['get', 'kind'], 'river'],
          layout: {
            'symbol-placement': 'line',
            'text-field': nameField(scene),
            'text-font': labelFont,
            'text-size': scene.text ?? 11,
            'symbol-spacing': 400,
          },
          paint: { 'text-color': token.inkSoft, 'text-halo-color': token.panel, 'text-halo-width': 1.2 },
        },
        {
          id: 'basemap-place-name',
          type: 'symbol',
          source,
          filter: ['==', ['get', 'kind'], 'place'],
          layout: { 'text-field': nameField(scene), 'text-font': labelFont, 'text-size': scene.text ?? 11 },
          paint: { 'text-color': token.inkSoft, 'text-halo-color': token.panel, 'text-halo-width': 1.2 },
        },
      ],
    }
  },
}

function nameField(scene: Scene): ['coalesce', ...['get', string][]] {
  return scene.lang === 'en'
    ? ['coalesce', ['get', 'nameEn'], ['get', 'name']]
    : ['coalesce', ['get', 'name'], ['get', 'nameEn']]
}
