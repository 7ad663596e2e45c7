import type { Filter, Hotspots } from '@grid/data/contract'
import type { Asking } from '../filter/index.ts'
import type { Study } from './study.ts'
import { written } from './written.ts'

/** The places a question is about, in words. */
export function regionSaid({ caller }: Asking, filter: Filter, { places, frame }: Study): Hotspots['region'] {
  const n = written(places.length)
  const cells = frame.kind.kind === 'cell'
  const limits = [
    ...(filter.area || caller.scope !== 'all' ? [{ en: 'the areas asked for', zh: '所选区域' }] : []),
    ...(filter.bbox ? [{ en: 'the box', zh: '所选矩形' }] : []),
    ...(filter.within ? [{ en: 'the polygon', zh: '所选多边形' }] : []),
    ...(filter.hexagon ? [{ en: 'the cells asked for', zh: '所选网格单元' }] : []),
  ]
  const en = cells ? 'cells' : 'areas'
  const zh = cells ? '网格单元' : '区域'
  if (limits.length === 0)
    return {
      en: `All ${n} ${en} of the centre; those without tickets count as zero.`,
      zh: `全中心的 ${n} 个${zh}；没有工单的按零计。`,
    }
  return {
    en: `${n} ${en}: those that ${limits.map((limit) => limit.en).join(' and ')} touch; those without tickets count as zero, and nothing beyond is compared.`,
    zh: `${limits.map((limit) => limit.zh).join('与')}所及的 ${n} 个${zh}；没有工单的按零计，范围之外不参与比较。`,
  }
}
