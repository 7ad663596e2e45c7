import type { Checklists, Mechanisms } from '@grid/data/contract'
import { useSay } from '../../i18n/index.ts'
import { formatNumber, noValue } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { useLang } from '../../ui/surface.tsx'
import styles from './PracticeScreen.module.css'

/** The four parts of the system: one organisation that leads, one platform, the mechanisms and the checklists. */
export function System(props: {
  /** name of an organisation; null where none is named */
  lead: string | null
  platform: string
  mechanisms: Mechanisms | undefined
  checklists: Checklists | undefined
}) {
  const { mechanisms, checklists } = props
  const say = useSay()
  const lang = useLang()
  const named = (items: readonly { name: { en: string; zh: string } }[] | undefined) =>
    items?.map(({ name }) => nameIn(name, lang)).join(lang === 'zh' ? '、' : ', ') || noValue
  const count = (items: readonly unknown[] | undefined) =>
    items ? formatNumber(items.length, lang) : noValue
  const parts: [count: string, what: string, names: string][] = [
    ['1', say('practice.lead'), props.lead ?? say('practice.lead.none')],
    ['1', say('practice.platform'), props.platform],
    [count(mechanisms?.mechanisms), say('practice.mechanisms'), named(mechanisms?.mechanisms)],
    [count(checklists?.checklists), say('practice.checklists'), named(checklists?.checklists)],
  ]
  return (
    <section aria-label={say('practice.system')}>
      <dl className={styles.system}>
        {parts.map(([count, what, names]) => (
          <div key={what}>
            <dt>
              <span className={styles.many}>{count}</span> {what}
            </dt>
            <dd>{names}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
