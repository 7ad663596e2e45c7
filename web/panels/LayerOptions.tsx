import type { LayerOption } from '@grid/data/contract'
import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { useView } from '../view/useView.ts'
import { CellChoice, StepChoice } from './MapKinds.tsx'

const neighbourhoods = ['1', '2', '3', '500m', '1000m'] as const

/** What a layer is asked beside the filter: a control for each that it takes. */
export function LayerOptions(props: {
  takes: readonly LayerOption[]
  /** the level of the page, for layers of areas */
  level: string | undefined
}): ReactNode {
  const { takes, level } = props
  const say = useSay()
  const { view, setView } = useView()
  return (
    <>
      {takes.includes('cell') && <CellChoice level={takes.includes('level') ? level : undefined} />}
      {takes.includes('neighbours') && (
        <Select
          size="small"
          aria-label={say('plan.neighbours')}
          value={view.neighbours ?? 'auto'}
          popupMatchSelectWidth={false}
          options={[
            { value: 'auto', label: say('plan.neighbours.auto') },
            ...neighbourhoods.map((value) => ({ value, label: say(`plan.neighbours.${value}`) })),
            ...(view.neighbours === null || neighbourhoods.some((one) => one === view.neighbours)
              ? []
              : [{ value: view.neighbours, label: view.neighbours }]),
          ]}
          onChange={(neighbours) => setView({ neighbours: neighbours === 'auto' ? null : neighbours })}
        />
      )}
      {takes.includes('step') && <StepChoice />}
      {takes.includes('by') && (
        <Segmented
          size="small"
          aria-label={say('flow.by')}
          value={view.flowBy}
          options={(['unit', 'area', 'tier'] as const).map((by) => ({
            value: by,
            label: say(`flow.by.${by}`),
          }))}
          onChange={(flowBy) => setView({ flowBy, spot: null })}
        />
      )}
    </>
  )
}
