import type { LayerDescription } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'

/** By which boundaries areas are told; nothing where there has never been another edition of them. */
export function boundariesSaid({ editions, span, boundaries }: CentreRecord): LayerDescription['notes'] {
  if (editions.length < 2) return []
  const days = editions
    .filter(({ number }) => number >= span.first && number <= span.last)
    .map(({ validFrom }) => validFrom)
  const en = days.map((day) => day ?? 'the beginning').join(', ')
  const zh = days.map((day) => day ?? '最初').join('、')
  if (boundaries === 'today')
    return [
      {
        en: `With the boundaries of ${en}, whenever a ticket was reported.`,
        zh: `均按${zh}起的边界划分，不论工单何时上报。`,
      },
    ]
  return [
    {
      en: `With the boundaries of the day each ticket was reported on: those of ${en}.`,
      zh: `按每件工单上报当日的边界划分：${zh}起的边界。`,
    },
  ]
}
