import type { AreaFeature, Figure, Measure } from '@grid/data/contract'
import { useId, useMemo } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { type Breaks, breaksOf, classCount, classOf, classText, zeroApart } from '../lib/breaks.ts'
import { luminance, noDataColour, rampOf } from '../lib/colour.ts'
import { formatFigure, formatNumber, formatValue, unitName } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import { boxOfAreas, fitted, labelOf, pathOf } from './BriefMapShapes.ts'
import { Swatch } from './LegendSwatch.tsx'
import { areaName, nameBelowParent, useNames } from './useNames.ts'

const width = 344
const height = 226
/** More names or values than this would cover the map. */
const mostNames = 9
const mostValues = 30

/**
 * Areas coloured by a measure, drawn for paper: the classes and colours of the map on the screen, values written into
 * the areas so that nothing hangs on colour.
 */
export function BriefMap(props: {
  areas: readonly AreaFeature[]
  values: ReadonlyMap<string, Figure>
  measure: Measure
  level: string
  here: string | null
  index: AreaIndex
}) {
  const { areas, values, measure, index } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const title = say('brief.map', { measure: nameIn(measure.label, lang), level: names.level(props.level) })
  const breaks = useMemo(
    () =>
      breaksOf(
        areas.flatMap(({ id }) => values.get(id)?.value ?? []),
        measure.unit,
      ),
    [areas, values, measure.unit],
  )
  const box = useMemo(() => boxOfAreas(areas), [areas])
  return (
    <section className={`${styles.section} ${styles.drawn}`} aria-labelledby="brief-map">
      <h2 id="brief-map">
        {title} <span className={styles.soft}>({unitName(measure.unit, lang)})</span>
      </h2>
      {box ? (
        <>
          <Drawing {...props} box={box} breaks={breaks} title={title} />
          <Legend areas={areas} values={values} measure={measure} breaks={breaks} />
        </>
      ) : (
        <p className={styles.note}>{say('brief.map.none')}</p>
      )}
      <ul className="visually-hidden">
        {areas.map(({ id }) => (
          <li key={id}>
            {areaName(index, id, lang)}: {formatFigure(values.get(id), measure.unit, lang)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Drawing(
  props: Parameters<typeof BriefMap>[0] & {
    box: NonNullable<ReturnType<typeof boxOfAreas>>
    breaks: Breaks | undefined
    title: string
  },
) {
  const { areas, values, measure, breaks, here, index } = props
  const lang = useLang()
  const hatch = useId()
  const dots = useId()
  const project = fitted(props.box, width, height, 4)
  const ramp = breaks ? rampOf(measure.direction, 'light', classCount(breaks), zeroApart(breaks)) : []
  const shapes = areas.map((area) => {
    const figure = values.get(area.id)
    const value = figure?.value ?? null
    const fill = value === null || !breaks ? undefined : ramp[classOf(breaks, value)]
    return { area, figure, value, fill, path: pathOf(area, project), at: labelOf(area, project) }
  })
  const chosen = shapes.find(({ area }) => area.id === here)
  return (
    <svg className={styles.map} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.title}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="#1a222b" strokeWidth="1" strokeOpacity="0.6" />
        </pattern>
        <pattern id={dots} width="7" height="7" patternUnits="userSpaceOnUse">
          <circle cx="3.5" cy="3.5" r="1" fill="#1a222b" stroke="#ffffff" strokeWidth="0.6" />
        </pattern>
      </defs>
      {shapes.map(({ area, figure, fill, path }) => (
        <g key={area.id} stroke="#5d6a77" strokeWidth={areas.length > 60 ? 0.4 : 0.8} strokeLinejoin="round">
          <path d={path} fill={fill ?? noDataColour('light')} fillRule="evenodd" />
          {fill === undefined && <path d={path} fill={`url(#${hatch})`} fillRule="evenodd" />}
          {fill !== undefined && figure?.smallNumber && (
            <path d={path} fill={`url(#${dots})`} fillRule="evenodd" />
          )}
        </g>
      ))}
      {chosen && (
        <path d={chosen.path} fill="none" stroke="#1a222b" strokeWidth="2.4" strokeLinejoin="round" />
      )}
      {areas.length <= mostValues &&
        shapes.map(({ area, value, fill, at }) => {
          const dark = fill !== undefined && luminance(fill) < 0.18
          return (
            at &&
            value !== null && (
              <text
                key={area.id}
                x={at[0]}
                y={at[1]}
                className={styles.mapText}
                data-dark={dark || undefined}
              >
                {areas.length <= mostNames && (
                  <tspan x={at[0]} dy="-0.3em">
                    {nameBelowParent(index, area.id, lang)}
                  </tspan>
                )}
                <tspan x={at[0]} dy={areas.length <= mostNames ? '1.1em' : '0.35em'} fontWeight="700">
                  {formatValue(value, measure.unit, lang, measure.unit === 'share' ? 0 : undefined)}
                </tspan>
              </text>
            )
          )
        })}
    </svg>
  )
}

/** The classes that are met, in words and colours, and the marks of what is not a class. */
function Legend(props: {
  areas: readonly AreaFeature[]
  values: ReadonlyMap<string, Figure>
  measure: Measure
  breaks: Breaks | undefined
}) {
  const { areas, values, measure, breaks } = props
  const say = useSay()
  const lang = useLang()
  const ramp = breaks ? rampOf(measure.direction, 'light', classCount(breaks), zeroApart(breaks)) : []
  const figures = areas.map(({ id }) => values.get(id))
  const met = (index: number) =>
    figures.filter((figure) => breaks && figure?.value != null && classOf(breaks, figure.value) === index)
      .length
  const empty = figures.filter((figure) => figure?.value == null).length
  const small = figures.filter((figure) => figure?.value != null && figure.smallNumber).length
  return (
    <ul className={styles.legend} aria-label={say('map.legend')}>
      {breaks &&
        ramp.map((colour, index) => (
          <li key={colour}>
            <svg viewBox="0 0 22 14" width="22" height="14" aria-hidden="true">
              <rect x="0.5" y="0.5" width="21" height="13" fill={colour} stroke="#5d6a77" />
            </svg>
            {classText(breaks, index, measure.unit, lang)} <span className={styles.soft}>({met(index)})</span>
          </li>
        ))}
      {empty > 0 && (
        <li>
          <Swatch kind="hatch" />
          {say('map.noData')} <span className={styles.soft}>({formatNumber(empty, lang)})</span>
        </li>
      )}
      {small > 0 && (
        <li>
          <Swatch kind="dots" />
          {say('map.smallNumber')} <span className={styles.soft}>({formatNumber(small, lang)})</span>
        </li>
      )}
    </ul>
  )
}
