import type { Effect } from '@grid/data/contract'
import { ratioScale } from '../charts/EffectInterval.tsx'
import { type Say, useSay } from '../i18n/index.ts'
import { type Lang, nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Effect.module.css'
import { EffectPart } from './EffectPart.tsx'
import { EffectRows, type RatioRow } from './EffectRows.tsx'
import { ratioInWords, ratioText } from './EffectWords.ts'

/** The area beside those like it: each with its own change, all together, and how much of the change is its own. */
export function EffectComparison(props: { answer: Effect; onOpen: (code: string) => void }) {
  const { area, ratio, widened, comparison } = props.answer
  const { areas, matching, differenceInDifferences: did } = comparison
  const say = useSay()
  const lang = useLang()
  const own: RatioRow = {
    key: area.code,
    name: nameOf(area, lang),
    what: say('effect.comparison.own'),
    ratio: widened ?? ratio,
    sides: ratio,
    tone: 'own',
  }
  const others = areas.map((other): RatioRow => {
    const name = nameOf(other, lang)
    return {
      key: other.code,
      name: (
        <button
          type="button"
          className={styles.link}
          title={say('effect.comparison.open', { name })}
          onClick={() => props.onOpen(other.code)}
        >
          {name}
        </button>
      ),
      ratio: other,
      sides: other,
      tone: 'other',
    }
  })
  const pooled: RatioRow[] = comparison.ratio
    ? [
        {
          key: 'pooled',
          name: say('effect.comparison.pooled', { count: areas.length, n: areas.length }),
          ratio: comparison.ratio,
          sides: comparison.ratio,
          tone: 'pooled',
        },
      ]
    : []
  const difference: RatioRow[] = did
    ? [
        {
          key: 'difference',
          name: say('effect.comparison.did'),
          what: say('effect.comparison.did.what'),
          ratio: did,
          sides: null,
          tone: 'pooled',
          range: did.leaveOneOut,
        },
      ]
    : []
  const rows = [own, ...others, ...pooled, ...difference]
  return (
    <EffectPart title={say('effect.comparison')} className={styles.comparisonPart}>
      {areas.length === 0 ? (
        <p className={styles.plain}>
          <strong>{say('effect.comparison.none')}</strong> {nameIn(matching, lang)}
        </p>
      ) : (
        <>
          <EffectRows
            rows={rows}
            scale={ratioScale(rows.map((row) => row.ratio))}
            first={say('effect.comparison.area')}
            caption={say('effect.comparison')}
          />
          {did && <p className={styles.words}>{differenceInWords(say, did)}</p>}
          <p className={styles.soft}>{nameIn(matching, lang)}</p>
        </>
      )}
    </EffectPart>
  )
}

function differenceInWords(
  say: Say,
  did: NonNullable<Effect['comparison']['differenceInDifferences']>,
): string {
  if (did.value === null) return say('effect.comparison.did.none')
  const words = ratioInWords(say, did)
  if (did.leaveOneOut === null) return say('effect.comparison.did.one', { words })
  const { low, high } = did.leaveOneOut
  return say('effect.comparison.did.words', { words, low: ratioText(low), high: ratioText(high) })
}

function nameOf({ name, nameEn }: { name: string; nameEn: string | null }, lang: Lang): string {
  return lang === 'en' ? (nameEn ?? name) : name
}
