import type { Source } from './dimension.ts'

/** Whether a source is a hotline: "hotline", 热线 or 12345 stands in its id or name, and it is not proactive. */
export function isHotline({ id, name, proactive }: Omit<Source, 'key'>): boolean {
  return !proactive && /hotline|热线|12345/i.test(`${id} ${name.en} ${name.zh}`)
}
