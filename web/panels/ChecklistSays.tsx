import type { ChecklistLine, ChecklistSays as Says } from '@grid/data/contract'
import { type Say, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import type { Lang } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Checklist.module.css'
import { allowanceOf } from './ChecklistRows.ts'
import { useNames } from './useNames.ts'

/** What a line of the list says: who leads, who helps, by when. */
export function ChecklistSays(props: { says: Says }) {
  const { says } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const unit = (id: string) => names.of('unit', id)
  return (
    <ul className={styles.says}>
      <li>
        {says.lead === null
          ? say('checklist.lead.own', { tier: names.of('tier', says.tier) })
          : say('checklist.lead', { unit: unit(says.lead) })}
      </li>
      {says.coHandlers.length > 0 && (
        <li>{say('checklist.with', { units: listed(says.coHandlers.map(unit), lang) })}</li>
      )}
      <li className={styles.soft}>{limitSaid(says.limit, say, lang)}</li>
    </ul>
  )
}

/** Who helped in the closed tickets, with how many each; nothing where nobody did. */
export function ChecklistHelp(props: { line: ChecklistLine }) {
  const { byLead, coHandlers } = props.line.happened
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const helped = coHandlers.filter(({ tickets }) => tickets > 0)
  return (
    <>
      {byLead && byLead.denominator !== 0 && (
        <p className={styles.aside}>
          {say('checklist.byLead', {
            share: `${formatNumber(byLead.numerator, lang)} / ${formatNumber(byLead.denominator ?? 0, lang)}`,
          })}
        </p>
      )}
      {helped.length > 0 && (
        <p className={styles.aside}>
          {say('checklist.helped', {
            units: listed(
              helped.map(({ unit, tickets }) => `${names.of('unit', unit)} ${formatNumber(tickets, lang)}`),
              lang,
            ),
          })}
        </p>
      )}
    </>
  )
}

function limitSaid(limit: Says['limit'], say: Say, lang: Lang): string {
  const allowance = limit && allowanceOf(limit.allowance)
  if (!limit || !allowance) return say('checklist.limit.none')
  const { amount, base } = allowance
  const said = say(`checklist.limit.${base}`, { count: amount, n: formatNumber(amount, lang) })
  return say(limit.from === 'list' ? 'checklist.limit' : 'checklist.limit.rules', { limit: said })
}

/** Names one after another as the language lists them. */
export function listed(names: readonly string[], lang: Lang): string {
  return names.join(lang === 'zh' ? '、' : ', ')
}
