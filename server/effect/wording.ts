import type { Ratio } from '@grid/data/contract'

/** 7.5; 240 */
export function rateSaid(perMonth: number): string {
  return perMonth < 100 ? perMonth.toFixed(1) : perMonth.toFixed(0)
}

/** 0.19; 1.05; 12; 0.0042 */
export function ratioSaid(value: number): string {
  if (value === 0) return '0'
  if (value >= 10) return value.toFixed(0)
  return value >= 0.095 ? value.toFixed(2) : String(Number(value.toPrecision(2)))
}

/** 0.11–0.32; from 0.90 up where there is no upper end */
export function intervalSaid({ low, high }: Ratio): { en: string; zh: string } {
  const from = ratioSaid(low ?? 0)
  if (high === null) return { en: `${from} and above`, zh: `${from}以上` }
  return { en: `${from}–${ratioSaid(high)}`, zh: `${from}–${ratioSaid(high)}` }
}

/** p = 0.03; p < 0.0001 */
export function pSaid(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`
}

/** 35 % */
export function shareSaid(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}
