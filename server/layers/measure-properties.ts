import type { ComparedFigure, ExportProfile, LayerProperty, Measure } from '@grid/data/contract'
import type { Value } from './layer.ts'

/** The properties of one measure and how they are read from its figure. */
interface MeasureProperty extends LayerProperty {
  read(figure: ComparedFigure): Value
}

/**
 * A measure as properties. A count has its value alone; anything else the parts it was made of, how many cases it rests
 * on and whether that is a small number. The previous period's value is left out of a public file: whatever is withheld
 * there is told by the file of that period.
 */
export function measureProperties(measure: Measure, profile: ExportProfile): MeasureProperty[] {
  const { id, label, unit, formula } = measure
  const plain = unit === 'tickets' || unit === 'times'
  const value = plain ? 'whole number' : 'number'
  const part = (
    suffix: string,
    en: string,
    zh: string,
    property: Omit<MeasureProperty, 'name' | 'label'>,
  ) => ({
    name: `${id}_${suffix}`,
    label: { en: `${label.en}: ${en}`, zh: `${label.zh}：${zh}` },
    ...property,
  })
  const previous = part('previous', 'previous period', '上期', {
    kind: value,
    unit,
    read: (figure) => figure.previous?.value ?? null,
  })
  return [
    { name: id, kind: value, label, unit, meaning: formula, read: (figure) => figure.value },
    ...(plain ? [] : parts(measure, part)),
    ...(profile === 'public' ? [] : [previous]),
  ]
}

type Part = (
  suffix: string,
  en: string,
  zh: string,
  property: Omit<MeasureProperty, 'name' | 'label'>,
) => MeasureProperty

function parts({ unit, numerator, denominator }: Measure, part: Part): MeasureProperty[] {
  const whole = unit === 'share' || unit === 'per 1,000 households' ? 'whole number' : 'number'
  return [
    ...(unit === 'hours'
      ? [part('p90', 'nine in ten', '九成', { kind: 'number', unit, read: ({ p90 }) => p90 ?? null })]
      : []),
    ...(denominator === null
      ? []
      : [
          part('numerator', 'numerator', '分子', {
            kind: whole,
            meaning: numerator,
            read: (figure) => figure.numerator,
          }),
          part('denominator', 'denominator', '分母', {
            kind: whole,
            meaning: denominator,
            read: (figure) => figure.denominator,
          }),
        ]),
    part('n', 'cases', '样本数', { kind: 'whole number', read: ({ n }) => n }),
    part('small', 'small number', '小样本', { kind: 'truth', read: ({ smallNumber }) => smallNumber }),
  ]
}
