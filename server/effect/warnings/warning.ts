import type { EffectWarning } from '@grid/data/contract'
import type { Evidence } from '../evidence.ts'

/** One way to be misled: its plain words where the evidence gives reason for them, null otherwise. */
export type WarningRule = (evidence: Evidence) => EffectWarning | null

export function warning(code: string, en: string, zh: string): EffectWarning {
  return { code, text: { en, zh } }
}
