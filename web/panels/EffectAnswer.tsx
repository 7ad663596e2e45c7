import type { Effect } from '@grid/data/contract'
import styles from './Effect.module.css'
import { EffectChannels } from './EffectChannels.tsx'
import { EffectComparison } from './EffectComparison.tsx'
import { EffectFinding } from './EffectFinding.tsx'
import { EffectMethod } from './EffectMethod.tsx'
import { EffectRatio } from './EffectRatio.tsx'
import { EffectRegression } from './EffectRegression.tsx'
import { EffectSeries } from './EffectSeries.tsx'
import { EffectWarnings } from './EffectWarnings.tsx'

/** The whole answer: the sentence first, then how much and what may mislead, then what it was computed from. */
export function EffectAnswer(props: { answer: Effect; onOpen: (code: string) => void }) {
  const { answer } = props
  return (
    <div className={styles.answer}>
      <EffectFinding answer={answer} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <EffectRatio answer={answer} />
          <EffectWarnings warnings={answer.warnings} />
        </div>
        <div className={styles.column}>
          <EffectSeries answer={answer} />
          <EffectComparison answer={answer} onOpen={props.onOpen} />
          <EffectChannels answer={answer} />
        </div>
      </div>
      <EffectRegression answer={answer} />
      <EffectMethod />
    </div>
  )
}
