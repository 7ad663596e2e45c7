import type { EffectWarning } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Effect.module.css'
import { EffectPart } from './EffectPart.tsx'
import { graded, type Severity } from './EffectVerdict.ts'

/** What may mislead, gravest first; each severity has its own shape and word. */
export function EffectWarnings(props: { warnings: readonly EffectWarning[] }) {
  const say = useSay()
  const lang = useLang()
  const warnings = graded(props.warnings)
  return (
    <EffectPart title={say('effect.warnings')} className={styles.warningsPart}>
      {warnings.length === 0 && <p className={styles.plain}>{say('effect.warnings.none')}</p>}
      <ul className={styles.warnings}>
        {warnings.map(({ code, text, severity }) => (
          <li key={code} className={styles.warning} data-severity={severity}>
            <Shape severity={severity} />
            <div>
              <strong className={styles.severity}>{say(`effect.severity.${severity}`)}</strong>
              <p>{nameIn(text, lang)}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{say('effect.warnings.none.what')}</p>
    </EffectPart>
  )
}

const shapes: Record<Severity, string> = {
  doubt: 'M8 1.5L15 14H1ZM8 6v4M8 11.6v.8',
  caution: 'M8 1.5L14.5 8L8 14.5L1.5 8ZM8 5v3.5M8 10.4v.8',
  note: 'M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 0 1 0-12.4M8 7.2v4M8 4.6v.8',
}

function Shape(props: { severity: Severity }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className={styles.shape}>
      <path d={shapes[props.severity]} fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  )
}
