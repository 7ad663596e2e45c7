import type { Centre, Measure } from '@grid/data/contract'
import { Segmented, Select, Switch } from 'antd'
import { useBasemap } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import styles from './MapBar.module.css'
import { MapKinds, PlaceChoice } from './MapKinds.tsx'
import { useNames } from './useNames.ts'

/** What the map shows, of what size, and whether rivers and places lie under it. */
export function MapBar(props: {
  centre: Centre
  measures: readonly Measure[]
  measure: Measure | undefined
  levels: readonly string[]
  level: string | undefined
  /** whether hot places can be measured by households */
  byRate: boolean
  /** warnings nobody has set aside; undefined while they are not known */
  warnings: number | undefined
}) {
  const say = useSay()
  const { view, setView } = useView()
  const basemap = useBasemap()
  return (
    <div className={styles.bar}>
      <MapKinds warnings={props.warnings} />
      {(view.map === 'hotspots' || view.map === 'emerging') && (
        <PlaceChoice level={props.level} byRate={props.byRate} />
      )}
      {view.map === 'areas' && <AreaChoice {...props} />}
      {basemap && (
        <span className={styles.basemap}>
          <Switch
            size="small"
            id="basemap"
            aria-labelledby="basemap-label"
            checked={view.basemap === 'on'}
            onChange={(on) => setView({ basemap: on ? 'on' : 'off' }, { replace: true })}
          />
          <label id="basemap-label" htmlFor="basemap">
            {say('map.basemap')}
          </label>
        </span>
      )}
    </div>
  )
}

/** The measure of the areas, their level, and which of two rates is drawn. */
function AreaChoice(props: {
  measures: readonly Measure[]
  measure: Measure | undefined
  levels: readonly string[]
  level: string | undefined
}) {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view, setView } = useView()
  return (
    <>
      <Select
        size="small"
        className={styles.measure ?? ''}
        aria-label={say('map.measure')}
        value={props.measure?.id ?? null}
        options={grouped(props.measures, lang)}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(id) => setView({ measure: id })}
      />
      {props.levels.length > 1 && (
        <Segmented
          size="small"
          aria-label={say('map.level')}
          value={props.level ?? ''}
          options={props.levels.map((id) => ({ value: id, label: names.level(id) }))}
          onChange={(id) => setView({ level: id })}
        />
      )}
      {props.measure?.unit === 'per 1,000 households' && (
        <Segmented
          size="small"
          aria-label={say('map.rates')}
          title={say('map.rates.what')}
          value={view.rates}
          options={(['smoothed', 'raw'] as const).map((value) => ({
            value,
            label: say(`map.rates.${value}`),
          }))}
          onChange={(rates) => setView({ rates }, { replace: true })}
        />
      )}
    </>
  )
}

/** The measures that the centre's data can tell, under the names of their groups. */
function grouped(measures: readonly Measure[], lang: Lang) {
  const groups = new Map<string, { label: string; options: { value: string; label: string }[] }>()
  for (const { id, label, group, available } of measures) {
    if (!available) continue
    const known = groups.get(group.id) ?? { label: nameIn(group.label, lang), options: [] }
    known.options.push({ value: id, label: nameIn(label, lang) })
    groups.set(group.id, known)
  }
  return [...groups.values()]
}
