import type { Filter } from '@grid/data/contract'
import { localTimes } from '../centre/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'

/** What a log says of itself, in the place its format has for it: texts, in this order. */
export function aboutLog(asking: Asking, filter: Filter): readonly (readonly [key: string, value: string])[] {
  const { pack } = asking.centre
  const caption = pack.map.caption
  return [
    ['centre', pack.id],
    ['name_en', pack.name.en],
    ['name_zh', pack.name.zh],
    ['time_zone', pack.timeZone],
    ['as_of', localTimes(pack.timeZone)(asOfOf(asking, filter))],
    ['filter', JSON.stringify(filter)],
    ['synthetic', String(pack.synthetic)],
    ...(caption
      ? ([
          ['caption_en', caption.en],
          ['caption_zh', caption.zh],
        ] as const)
      : []),
  ]
}
