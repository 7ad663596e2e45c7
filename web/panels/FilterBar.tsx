import { FilterOutlined } from '@ant-design/icons'
import { type Centre, Status, Urgency } from '@grid/data/contract'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { type FilterKey, filterKeys } from '../view/fields.ts'
import { isFiltered, noFilters, type Settled } from '../view/query.ts'
import { useView } from '../view/useView.ts'
import { BoundariesChoice } from './BoundariesChoice.tsx'
import { categoryOrder } from './categories.ts'
import styles from './FilterBar.module.css'
import { patchOf, toggled } from './filterPatch.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useNames } from './useNames.ts'
import { useWayName } from './useWayName.ts'

/** Period and filters; each filter in force is also a chip that takes it off. */
export function FilterBar(props: { centre: Centre; settled: Settled }) {
  const { centre, settled } = props
  const say = useSay()
  const { view, setView } = useView()
  const [open, setOpen] = useState(false)
  const inForce = filterKeys.reduce((sum, key) => sum + view[key].length, 0)
  return (
    <section className={styles.bar} aria-label={say('filter.title')} data-open={open || undefined}>
      <PeriodPicker
        period={settled.period}
        extent={settled.extent}
        onChange={({ from, to }) => setView({ from, to })}
      />
      <BoundariesChoice centre={centre} period={settled.period} />
      <Button
        size="small"
        className={styles.more ?? ''}
        icon={<FilterOutlined />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say('filter.more')}
        {inForce > 0 && ` (${inForce})`}
      </Button>
      <div className={styles.selects}>
        {filterKeys.map((key) => (
          <FilterSelect key={key} field={key} centre={centre} />
        ))}
      </div>
      <Chips timeZone={centre.timeZone} />
    </section>
  )
}

function FilterSelect(props: { field: FilterKey; centre: Centre }) {
  const { field, centre } = props
  const say = useSay()
  const names = useNames()
  const { view, setView } = useView()
  const name = say(`filter.${field}`)
  const options = useMemo(
    () =>
      optionsOf(centre, field).map(({ id, depth }) => ({
        value: id,
        label: names.of(field, id),
        depth,
      })),
    [centre, field, names],
  )
  return (
    <Select<string[]>
      mode="multiple"
      size="small"
      className={styles.select ?? ''}
      aria-label={name}
      placeholder={name}
      value={[...view[field]]}
      options={options}
      optionRender={({ data }) => <span style={{ paddingInlineStart: data.depth * 14 }}>{data.label}</span>}
      optionFilterProp="label"
      maxTagCount={0}
      maxTagPlaceholder={(chosen) => `${name} · ${chosen.length}`}
      popupMatchSelectWidth={240}
      disabled={options.length === 0}
      onChange={(values) => setView(patchOf(field, values))}
    />
  )
}

function optionsOf(centre: Centre, field: FilterKey): { id: string; depth: number }[] {
  const flat = (ids: readonly string[]) => ids.map((id) => ({ id, depth: 0 }))
  switch (field) {
    case 'category':
      return categoryOrder(centre.categories)
    case 'source':
      return flat(centre.sources.map((item) => item.id))
    case 'tier':
      return flat(centre.tiers.map((item) => item.id))
    case 'unit':
      return flat(centre.units.map((item) => item.id))
    case 'status':
      return flat(Status.options)
    case 'urgency':
      return flat(Urgency.options)
  }
}

/** Values of one key that have a chip each; more are one chip. */
const mostChips = 4

function Chips(props: { timeZone: string }) {
  const say = useSay()
  const lang = useLang()
  const wayName = useWayName()
  const names = useNames()
  const { view, setView } = useView()
  if (!isFiltered(view) && view.asOf === null) return null
  return (
    <ul className={styles.chips} aria-label={say('filter.active')}>
      {filterKeys.flatMap((key) =>
        view[key].length > mostChips ? (
          <Chip
            key={key}
            kind={say(`filter.${key}`)}
            name={say('filter.others', {
              name: names.of(key, view[key][0] ?? ''),
              n: formatNumber(view[key].length - 1, lang),
            })}
            onRemove={() => setView(patchOf(key, []))}
          />
        ) : (
          view[key].map((id) => (
            <Chip
              key={`${key} ${id}`}
              kind={say(`filter.${key}`)}
              name={names.of(key, id)}
              onRemove={() => setView(toggled(view, key, id).patch)}
            />
          ))
        ),
      )}
      {view.flow[0] !== undefined && (
        <Chip
          kind={say('filter.flow')}
          name={
            view.flow.length === 1
              ? wayName(view.flow[0])
              : say('flow.others', {
                  name: wayName(view.flow[0]),
                  n: formatNumber(view.flow.length - 1, lang),
                })
          }
          onRemove={() => setView({ flow: [] })}
        />
      )}
      {view.within !== null && (
        <Chip
          kind={say('filter.within')}
          name={say('filter.within.shape')}
          onRemove={() => setView({ within: null })}
        />
      )}
      {view.hexagon.length > 0 && (
        <Chip
          kind={say('filter.hexagon')}
          name={say(view.hexagon.length === 1 ? 'filter.hexagon.one' : 'filter.hexagon.some')}
          onRemove={() => setView({ hexagon: [] })}
        />
      )}
      {view.asOf !== null && (
        <Chip
          kind={say('filter.asOf')}
          name={formatInstant(view.asOf, props.timeZone, lang)}
          onRemove={() => setView({ asOf: null })}
        />
      )}
      <li>
        <Button size="small" type="link" onClick={() => setView({ ...noFilters, asOf: null })}>
          {say('filter.clear')}
        </Button>
      </li>
    </ul>
  )
}

function Chip(props: { kind: string; name: string; onRemove: () => void }) {
  const say = useSay()
  return (
    <li className={styles.chip}>
      <span className={styles.kind}>{props.kind}</span> {props.name}
      <button
        type="button"
        className={styles.remove}
        aria-label={say('filter.remove', { name: `${props.kind} ${props.name}` })}
        onClick={props.onRemove}
      >
        ×
      </button>
    </li>
  )
}
