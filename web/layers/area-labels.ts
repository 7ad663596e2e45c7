import type { Measure } from '@grid/data/contract'
import type { Feature, FeatureCollection, Position } from 'geojson'
import { changeScaleOf, changeText } from '../lib/areaChange.ts'
import { formatValue } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { tokens } from '../lib/tokens.ts'
import { areaName, drawnValue } from './areas.ts'
import { growth, type Look, lastOf, type Scene } from './layer.ts'

const source = 'area-labels'

/** Fonts of the reader's machine; `Regular` and `Bold` are words the map library reads as weights. */
export const labelFont = ['Noto Sans Regular', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif']

/**
 * Names that stay while figures move: the map library finds the room of every name anew in every frame, tens of milliseconds
 * for thousands.
 */
const mostMoving = 300

/**
 * Names with their values, where there is room: the number repeats what the colour says. Text cannot follow a feature
 * state, so these few points, and they alone, are sent again with new values.
 */
export const areaLabels: Look = {
  id: 'area-labels',
  draw(scene, theme) {
    if (!scene.areas) return undefined
    if (scene.moving && scene.areas.features.length > mostMoving) return undefined
    const token = tokens[theme]
    return {
      sources: {
        [source]: {
          type: 'geojson',
          data: labels(
            scene.areas,
            scene.moving ? undefined : scene.values,
            scene.measure,
            scene.rates,
            scene.lang,
            scene.change,
          ),
        },
      },
      layers: [
        {
          id: 'area-labels',
          type: 'symbol',
          source,
          layout: {
            'text-field': [
              'format',
              ['get', 'name'],
              {},
              ['case', ['==', ['get', 'value'], ''], '', ['concat', '\n', ['get', 'value']]],
              { 'font-scale': 0.92 },
            ],
            'text-font': labelFont,
            'text-size': scene.text ?? ['interpolate', ['linear'], ['zoom'], 9, 12, 14, 15],
            'text-max-width': 7,
            'text-line-height': 1.15,
            'text-padding': 3,
            // a name gives way to a ticket's mark, upwards or downwards; large ones would leave the picture
            ...(scene.tickets &&
              scene.text === undefined && {
                'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
                'text-radial-offset': 1.3,
              }),
            // the widest areas keep their names where two would touch
            'symbol-sort-key': ['get', 'rank'],
          },
          paint: {
            'text-color': token.ink,
            'text-halo-color': token.panel,
            'text-halo-width': 1.8 * growth(scene),
          },
        },
      ],
    }
  },
}

const labels = lastOf(
  (
    areas: Scene['areas'],
    values: Scene['values'],
    measure: Scene['measure'],
    rates: Scene['rates'],
    lang: Scene['lang'],
    change: Scene['change'],
  ): FeatureCollection => {
    const features: Feature[] = []
    for (const area of areas?.features ?? []) {
      const { code, label, kind } = area.properties
      if (label === null || kind !== 'basic') continue
      const value = change ? (change.get(code)?.value ?? null) : drawnValue(values?.get(code), rates)
      features.push({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [...label] satisfies Position },
        properties: {
          code,
          name: areaName(area, lang),
          value: measure && value !== null ? written(value, measure.unit, change !== undefined, lang) : '',
          rank:
            // of changes, the few that are judged come before the many that are not
            (change && value !== null ? -1 : 0) -
            (area.bbox === null ? 0 : (area.bbox[2] - area.bbox[0]) * (area.bbox[3] - area.bbox[1])),
        },
      })
    }
    return { type: 'FeatureCollection', features }
  },
)

function written(value: number, unit: Measure['unit'], change: boolean, lang: Lang): string {
  return change ? changeText(value, changeScaleOf(unit), lang) : formatValue(value, unit, lang)
}
