import type { AreaFeature, ExportProfile, LayerProperty, Measure, Suppression } from '@grid/data/contract'
import type { Level } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { type Catalogue, entriesOf, measuresByArea } from '../measures/index.ts'
import { areaGround } from './area-ground.ts'
import { boxOfAll } from './box.ts'
import { described } from './described.ts'
import { type Withheld, withheldFigures } from './disclosure/index.ts'
import type { Feature, Layer, LayerFace, LayerQuestion, OpenLayer, Tiled, Value } from './layer.ts'
import { measureProperties } from './measure-properties.ts'
import { narrowed } from './narrowed.ts'
import { featuresTelling } from './telling.ts'

/** What an area is, whatever was counted in it. */
const identity: readonly (LayerProperty & { read: (area: AreaFeature['properties']) => Value })[] = [
  { name: 'code', kind: 'text', label: { en: 'Code', zh: '代码' }, read: ({ code }) => code },
  { name: 'name', kind: 'text', label: { en: 'Name', zh: '名称' }, read: ({ name }) => name },
  {
    name: 'name_en',
    kind: 'text',
    label: { en: 'English name', zh: '英文名称' },
    read: ({ nameEn }) => nameEn,
  },
  { name: 'level', kind: 'text', label: { en: 'Level', zh: '层级' }, read: ({ level }) => level },
  {
    name: 'parent',
    kind: 'text',
    label: { en: 'Code of the area above', zh: '上级代码' },
    read: ({ parent }) => parent,
  },
  {
    name: 'lead',
    kind: 'text',
    label: { en: 'Leading organisation', zh: '牵头组织' },
    read: ({ lead }) => lead,
  },
  {
    name: 'households',
    kind: 'whole number',
    label: { en: 'Households', zh: '户数' },
    read: ({ households }) => households,
  },
  {
    name: 'population',
    kind: 'whole number',
    label: { en: 'Population', zh: '人口' },
    read: ({ population }) => population,
  },
]

const withheldProperty: LayerProperty = {
  name: 'withheld',
  kind: 'text',
  label: { en: 'Measures withheld', zh: '隐去的指标' },
  meaning: {
    en: 'Ids of the measures whose figures are not shown here because a count behind them is small, or would give a small one away',
    zh: '因所依据的计数过小、或会使他处小计数被推算出来而不予显示的指标',
  },
}

/** A level as a layer, with what can be told of its areas. */
interface AreasAsked {
  layer: LayerFace
  level: Level
  offered: Catalogue
}

/** The areas of a level with every measure of the catalogue. */
export function areasLayer(level: Level, offered: Catalogue): Layer {
  const layer = {
    id: `areas-${level.id}`,
    title: { en: `Areas: ${level.name.en}`, zh: `区域：${level.name.zh}` },
    meaning: {
      en: 'Every area of the level that the filter touches, with every measure of the catalogue',
      zh: '筛选所及的该层级全部区域及目录中的全部指标',
    },
    geometry: 'MultiPolygon' as const,
  }
  const asked = { layer, level, offered }
  return {
    ...layer,
    properties: async (asking, { profile }) =>
      propertiesOf(await entriesOf(asking, offered.measures), profile),
    open: (asking, question) => openAreas(asking, asked, question),
    tiled: (asking, question) => tiledAreas(asking, asked, question),
  }
}

async function openAreas(
  asking: Asking,
  { layer, level, offered }: AreasAsked,
  question: LayerQuestion,
): Promise<OpenLayer> {
  const { filter, profile } = question
  const [counted, ground, withheld] = await Promise.all([
    measuresByArea(asking, offered.measures, level.id, filter, profile === 'public' ? [] : ['previous']),
    areaGround(asking, level.id),
    profile === 'public' ? withheldFigures(asking, offered.measures, filter) : undefined,
  ])
  const columns = counted.measures.map((measure) => measureProperties(measure, profile))
  const byCode = new Map(counted.areas.map((area) => [area.code, area.figures]))
  const shown = ground.filter(({ id }) => byCode.has(id))
  const hidden = (measure: number, code: string) => withheld?.hides(measure, code) ?? false
  const featureOf = ({ id, geometry, properties }: (typeof shown)[number]): Feature => {
    const figures = byCode.get(id) ?? []
    return {
      id,
      geometry,
      values: [
        ...identity.map(({ read }) => read(properties)),
        ...columns.flatMap((own, index) =>
          own.map(({ read }) => (hidden(index, id) ? null : read(figures[index]!))),
        ),
        ...(withheld ? [withheldIn(withheld, offered, id)] : []),
      ],
    }
  }
  const description = described(asking, layer, question, {
    features: shown.length,
    bbox: boxOfAll(shown.flatMap(({ geometry }) => (geometry ? [geometry] : []))),
    suppression: withheld && withheld.below > 1 ? suppressionOf(withheld, shown) : null,
    properties: propertiesOf(counted.measures, profile),
    measures: counted.measures,
  })
  return await narrowed(
    {
      description,
      features: async function* () {
        yield shown.map(featureOf)
      },
    },
    question,
  )
}

/**
 * Areas on tiles: the figures that are asked for by name, else those of the headline measures, and no others are reckoned.
 * Which figures are withheld, and which areas meet a condition, hangs on all of them.
 */
async function tiledAreas(asking: Asking, asked: AreasAsked, question: LayerQuestion): Promise<Tiled> {
  const { level, offered } = asked
  const { filter, profile, condition } = question
  const entries = await entriesOf(asking, offered.measures)
  const names = new Set(question.told ?? headlineNames(entries, profile))
  const properties = propertiesOf(entries, profile).filter(({ name }) => names.has(name))
  if (profile === 'public' || condition)
    return { properties, all: () => featuresTelling(() => openAreas(asking, asked, question), properties) }
  const own = identity.filter(({ name }) => names.has(name))
  const measures = offered.measures.filter((_, index) =>
    measureProperties(entries[index]!, profile).some(({ name }) => names.has(name)),
  )
  const past = [...names].some((name) => name.endsWith('_previous')) ? (['previous'] as const) : []
  const ground = await areaGround(asking, level.id)
  return {
    properties,
    ground,
    values: async () => {
      const counted = await measuresByArea(asking, measures, level.id, filter, past)
      const columns = counted.measures.map((measure) =>
        measureProperties(measure, profile).filter(({ name }) => names.has(name)),
      )
      const byCode = new Map(counted.areas.map(({ code, figures }) => [code, figures]))
      return new Map(
        ground.flatMap(({ id, properties }) => {
          const figures = byCode.get(id)
          const told =
            figures && columns.flatMap((column, index) => column.map(({ read }) => read(figures[index]!)))
          return told ? [[id, [...own.map(({ read }) => read(properties)), ...told]]] : []
        }),
      )
    },
  }
}

/** What tiles tell unless asked otherwise: what an area is, and the figures of the headline measures in the period. */
function headlineNames(entries: readonly Measure[], profile: ExportProfile): string[] {
  const headline = entries.filter(({ headline }) => headline)
  return propertiesOf(headline, profile)
    .map(({ name }) => name)
    .filter((name) => !name.endsWith('_previous'))
}

function propertiesOf(measures: readonly Measure[], profile: ExportProfile): LayerProperty[] {
  return [
    ...identity.map(({ read: _, ...property }) => property),
    ...measures
      .flatMap((measure) => measureProperties(measure, profile))
      .map(({ read: _, ...property }) => property),
    ...(profile === 'public' ? [withheldProperty] : []),
  ]
}

function withheldIn(withheld: Withheld, offered: Catalogue, code: string): string | null {
  const ids = offered.ids.filter((_, index) => withheld.hides(index, code))
  return ids.length === 0 ? null : ids.join(' ')
}

function suppressionOf(withheld: Withheld, shown: readonly { id: string }[]): Suppression {
  return {
    below: withheld.below,
    withheld: shown.filter(({ id }) => withheld.anything(id)).length,
    how: {
      en: `A figure that rests on 1 to ${withheld.below - 1} cases, or leaves out so few, is withheld, and so are as many others as keep it from being reckoned from the areas beside, above and below it or from other measures.`,
      zh: `凡依据 1 至 ${withheld.below - 1} 件、或仅余如此少数的数值均予隐去，并一并隐去若干其他数值，使其无法由同级、上级、下级区域或其他指标推算得出。`,
    },
  }
}
