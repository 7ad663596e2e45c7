import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FilterQuery } from '../view/query.ts'
import { useDataVersion } from './centre.ts'
import { answer, api } from './client.ts'

/** What a before-and-after question is about: one area, a day, whole months on each side, and which tickets. */
export interface EffectQuery extends Omit<FilterQuery, 'from' | 'to' | 'area'> {
  area: string
  date: string
  /** as many as there are, up to 12, where absent */
  months?: string
}

/** What changed in an area around a date. Asks nothing until there is a question. */
export function useBeforeAfter(question: EffectQuery | null) {
  const version = useDataVersion()
  return useQuery({
    queryKey: ['effect', version, question],
    queryFn: ({ signal }) =>
      answer(api.effect.$get({ query: question ?? { area: '', date: '' } }, { init: { signal } })),
    enabled: version !== undefined && question !== null,
    placeholderData: keepPreviousData,
  })
}
