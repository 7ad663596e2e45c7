import { Select } from 'antd'
import { useMemo } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Compare.module.css'
import { alike } from './CompareSides.ts'
import { areaName, nameBelowParent, useNames } from './useNames.ts'

/** Chooses an area by name or code; those of the other's level stand first. */
export function ComparePicker(props: {
  index: AreaIndex
  side: 'first' | 'second'
  chosen: string | null
  other: string | null
  onChoose: (code: string) => void
}) {
  const { index, side, chosen, other } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const groups = useMemo(() => {
    const option = (code: string) => {
      const area = index.get(code)?.properties
      const name = areaName(index, code, lang)
      const parent = area?.parent ? areaName(index, area.parent, lang) : ''
      const own = nameBelowParent(index, code, lang)
      return {
        value: code,
        label: parent === '' ? name : `${own} · ${parent}`,
        found: `${name} ${area?.name ?? ''} ${area?.nameEn ?? ''} ${code}`.toLowerCase(),
      }
    }
    const like = other === null ? undefined : index.get(other)
    const first = like ? alike(index, like) : []
    const listed = new Set(first.map(({ id }) => id))
    const levels = new Map<string, ReturnType<typeof option>[]>()
    for (const { id, properties } of [...index.all, ...index.special]) {
      if (listed.has(id)) continue
      const list = levels.get(properties.level)
      if (list) list.push(option(id))
      else levels.set(properties.level, [option(id)])
    }
    const rest = [...levels].map(([level, options]) => ({ label: names.level(level), options }))
    if (!like || first.length === 0) return rest
    const label = say('compare.same-level', { level: names.level(like.properties.level) })
    return [{ label, options: first.map(({ id }) => option(id)) }, ...rest]
  }, [index, other, lang, names, say])
  return (
    <Select
      showSearch={{
        filterOption: (text, option) =>
          option !== undefined &&
          'found' in option &&
          String(option.found).includes(text.trim().toLowerCase()),
      }}
      className={styles.picker ?? ''}
      aria-label={say(`compare.${side}`)}
      placeholder={say('compare.choose')}
      notFoundContent={say('compare.none-found')}
      value={chosen !== null && index.get(chosen) ? chosen : null}
      options={groups}
      popupMatchSelectWidth={false}
      onChange={(code) => {
        if (code !== null) props.onChoose(code)
      }}
    />
  )
}
