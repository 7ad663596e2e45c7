import type { Scope } from '@grid/data/contract'
import { Select } from 'antd'
import { useAreas } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import { areaName } from './useNames.ts'

/** Areas somebody may see, with everything below them; all where none is picked. */
export function ScopePicker(props: { id: string; value: Scope; onChange: (scope: Scope) => void }) {
  const { value, onChange } = props
  const say = useSay()
  const lang = useLang()
  const { index } = useAreas()
  const options = [...index.all, ...index.special].map((area) => ({
    value: area.id,
    label: areaName(index, area.id, lang),
    depth: area.properties.path.length - 1,
  }))
  return (
    <Select<string[], (typeof options)[number]>
      id={props.id}
      mode="multiple"
      value={value === 'all' ? [] : value}
      options={options}
      optionRender={({ data }) => (
        <span style={{ paddingInlineStart: data.depth * 14 }}>{`${data.label} · ${data.value}`}</span>
      )}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('admin.areas.all')}
      onChange={(codes) => onChange(codes.length === 0 ? 'all' : codes)}
    />
  )
}
