import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { cellChoices, type MapKind, mapKinds } from '../view/fields.ts'
import { useView } from '../view/useView.ts'
import styles from './MapBar.module.css'
import { useNames } from './useNames.ts'

/** What the map shows: figures of areas, hot places, how these came about, repeat places, or warnings. */
export function MapKinds(props: {
  /** warnings nobody has set aside; undefined while they are not known */
  warnings: number | undefined
}): ReactNode {
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const label = (kind: MapKind) => {
    const name = say(`map.kind.${kind}`)
    if (kind !== 'warnings' || !props.warnings) return name
    return say('map.kind.count', { name, n: formatNumber(props.warnings, lang) })
  }
  return (
    <Segmented<MapKind>
      size="small"
      className={styles.kinds ?? ''}
      aria-label={say('map.kind')}
      value={view.map}
      options={mapKinds.map((kind) => ({
        value: kind,
        label: label(kind),
        title: say(`map.kind.${kind}.what`),
      }))}
      onChange={(map) =>
        setView({ map, spot: null, only: null, ...(map === 'areas' ? {} : { tab: 'ranking' }) })
      }
    />
  )
}

const steps = ['day', 'week', '14', 'month'] as const

/** What hot places are, and how long a step of theirs is. */
export function PlaceChoice(props: {
  level: string | undefined
  /** whether tickets can be measured by households */
  byRate: boolean
}): ReactNode {
  const say = useSay()
  const { view, setView } = useView()
  return (
    <>
      <CellChoice level={props.level} />
      {props.byRate && (
        <Segmented
          size="small"
          aria-label={say('spots.per')}
          value={view.per}
          options={(['households', 'count'] as const).map((per) => ({
            value: per,
            label: say(`spots.per.${per}`),
          }))}
          onChange={(per) => setView({ per }, { replace: true })}
        />
      )}
      {view.map === 'emerging' && <StepChoice />}
    </>
  )
}

/** What places are: cells of a size, or areas where a level is given. */
export function CellChoice(props: { level: string | undefined }): ReactNode {
  const say = useSay()
  const names = useNames()
  const { view, setView } = useView()
  return (
    <Select
      size="small"
      className={styles.cell ?? ''}
      aria-label={say('spots.cell')}
      value={props.level === undefined && view.cell === 'areas' ? 'auto' : view.cell}
      popupMatchSelectWidth={false}
      options={cellChoices
        .filter((cell) => cell !== 'areas' || props.level !== undefined)
        .map((cell) => ({
          value: cell,
          label:
            cell === 'areas'
              ? say('spots.cell.areas', { level: names.level(props.level ?? '') })
              : say(`spots.cell.${cell}`),
        }))}
      onChange={(cell) => setView({ cell, spot: null })}
    />
  )
}

/** How long a step of what is followed over time is. */
export function StepChoice(): ReactNode {
  const say = useSay()
  const { view, setView } = useView()
  return (
    <Select
      size="small"
      className={styles.step ?? ''}
      aria-label={say('spots.step')}
      value={view.step ?? 'auto'}
      popupMatchSelectWidth={false}
      options={[
        { value: 'auto', label: say('spots.step.auto') },
        ...steps.map((step) => ({ value: step, label: say(`spots.step.${step}`) })),
        ...(view.step === null || steps.some((step) => step === view.step)
          ? []
          : [{ value: view.step, label: view.step }]),
      ]}
      onChange={(step) => setView({ step: step === 'auto' ? null : step })}
    />
  )
}
