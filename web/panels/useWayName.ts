import { readWay } from '@grid/data/contract'
import { useCallback } from 'react'
import { useAreas } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import { areaName, useNames } from './useNames.ts'

/** Names the holders of a way in the language, `between` standing between them; what cannot be read stands for itself. */
export function useWayName(): (way: string, between?: string) => string {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { index } = useAreas()
  return useCallback(
    (text, between = ' → ') => {
      const way = readWay(text)
      if (!way) return text
      return way.ids
        .map((id) => {
          if (id === null) return say(way.by === 'area' ? 'flow.outside' : 'flow.unnamed')
          return way.by === 'area' ? areaName(index, id, lang) : names.of(way.by, id)
        })
        .join(between)
    },
    [say, lang, names, index],
  )
}
