import type { Centre, Measure, OfferedLayers, Period } from '@grid/data/contract'
import { Segmented, Select } from 'antd'
import { useMemo } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { nameIn } from '../lib/lang.ts'
import { formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import { LayerOptions } from './LayerOptions.tsx'
import { PeriodPicker } from './PeriodPicker.tsx'
import styles from './PlanBar.module.css'
import { areaName, useNames } from './useNames.ts'

/** What is looked at: layer, level, measure and columns, the areas kept to, and the period compared with. */
export function PlanBar(props: {
  centre: Centre
  index: AreaIndex
  layers: OfferedLayers | undefined
  measures: readonly Measure[]
  measure: Measure | undefined
  columns: readonly Measure[]
  most: number
  levels: readonly string[]
  level: string | undefined
  extent: Period | null
  against: Period | null
  unreachable: boolean
  lengths: { now: number; before: number } | undefined
}) {
  const { index, measure, columns } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  const offered = useMemo(() => props.measures.filter(({ available }) => available), [props.measures])
  const options = useMemo(
    () => offered.map(({ id, label }) => ({ value: id, label: nameIn(label, lang) })),
    [offered, lang],
  )
  const places = useMemo(
    () =>
      index.all.map(({ id, properties }) => ({
        value: id,
        label: areaName(index, id, lang),
        depth: properties.path.length - 1,
      })),
    [index, lang],
  )
  const others = props.layers?.layers.filter(({ id }) => !id.startsWith('areas-')) ?? []
  return (
    <section className={styles.bar} aria-label={say('plan.what')}>
      <div className={styles.part}>
        <Select
          size="small"
          className={styles.layer ?? ''}
          aria-label={say('plan.layer')}
          value={view.layer ?? 'areas'}
          options={[
            { value: 'areas', label: say('plan.table.name') },
            ...others.map(({ id, title }) => ({ value: id, label: nameIn(title, lang) })),
          ]}
          popupMatchSelectWidth={false}
          onChange={(id) =>
            setView({ layer: id === 'areas' ? null : id, spot: null, only: null, sort: null })
          }
        />
        <LayerOptions takes={others.find(({ id }) => id === view.layer)?.takes ?? []} level={props.level} />
        {props.levels.length > 1 && (
          <Segmented
            size="small"
            aria-label={say('map.level')}
            value={props.level ?? ''}
            options={props.levels.map((id) => ({ value: id, label: names.level(id) }))}
            onChange={(id) => setView({ level: id, pick: [] })}
          />
        )}
        {view.layer === null && (
          <MeasureChoice measure={measure} columns={columns} most={props.most} options={options} />
        )}
        <Select<string[]>
          mode="multiple"
          size="small"
          className={styles.area ?? ''}
          aria-label={say('plan.area')}
          value={[...view.area]}
          options={places}
          optionRender={({ data }) => (
            <span style={{ paddingInlineStart: data.depth * 14 }}>{data.label}</span>
          )}
          optionFilterProp="label"
          maxTagCount={1}
          maxTagPlaceholder={(left) => `+${left.length}`}
          placeholder={say('plan.area.all')}
          popupMatchSelectWidth={280}
          onChange={(area) => setView({ area, pick: [] })}
        />
      </div>
      {view.layer === null && <Against {...props} />}
    </section>
  )
}

/** The measure of the map, and those that the table has beside it. */
function MeasureChoice(props: {
  measure: Measure | undefined
  columns: readonly Measure[]
  most: number
  options: { value: string; label: string }[]
}) {
  const { measure, columns, options } = props
  const say = useSay()
  const { setView } = useView()
  return (
    <>
      <Select
        size="small"
        className={styles.measure ?? ''}
        aria-label={say('map.measure')}
        value={measure?.id ?? null}
        options={options}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(id) => setView({ measure: id })}
      />
      <Select<string[]>
        mode="multiple"
        size="small"
        className={styles.columns ?? ''}
        aria-label={say('plan.columns')}
        value={columns.slice(1).map(({ id }) => id)}
        options={options.filter(({ value }) => value !== measure?.id)}
        optionFilterProp="label"
        maxCount={props.most}
        maxTagCount={0}
        maxTagPlaceholder={(chosen) => `${say('plan.columns')} · ${chosen.length + 1}`}
        placeholder={say('plan.columns')}
        popupMatchSelectWidth={260}
        onChange={(column) => setView({ column })}
      />
    </>
  )
}

/** The period that the one shown is compared with. */
function Against(props: {
  extent: Period | null
  against: Period | null
  unreachable: boolean
  lengths: { now: number; before: number } | undefined
}) {
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  return (
    <div className={styles.part}>
      <span className={styles.label} id="plan-against">
        {say('plan.against')}
      </span>
      <Segmented
        size="small"
        aria-labelledby="plan-against"
        value={view.against}
        options={(['none', 'previous', 'year', 'own'] as const).map((value) => ({
          value,
          label: say(`plan.against.${value}`),
        }))}
        onChange={(against) => setView({ against })}
      />
      {view.against === 'own' && (
        <PeriodPicker
          name="against"
          label={say('plan.against.own.pick')}
          period={props.against}
          extent={props.extent}
          onChange={({ from, to }) => setView({ againstFrom: from, againstTo: to })}
        />
      )}
      {view.against !== 'own' && props.against && (
        <span className={styles.label}>{formatPeriod(props.against, lang)}</span>
      )}
      {props.lengths && (
        <span className={styles.note} role="status">
          {say('plan.change.daily', { now: props.lengths.now, before: props.lengths.before })}
        </span>
      )}
      {props.unreachable && view.against !== 'own' && (
        <span className={styles.note} role="status">
          {say('plan.against.unknown')}
        </span>
      )}
    </div>
  )
}
