import { type Lang, localeOf } from './lang.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A size as people read it, in steps of a thousand: `12.3 MB`. */
export function formatBytes(bytes: number, lang: Lang): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const size = bytes / 1000 ** step
  return new Intl.NumberFormat(localeOf(lang), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 0 && size < 100 ? 1 : 0,
  }).format(size)
}
