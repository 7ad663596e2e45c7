import type { Centre } from '@grid/data/contract'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './AreaCard.module.css'
import { Breadcrumb } from './Breadcrumb.tsx'
import { areaName, useNames } from './useNames.ts'

/** The area's name with its place in the hierarchy and what is known of it; the centre's where no area is open. */
export function AreaCard(props: { centre: Centre; index: AreaIndex; code: string | null; whole: boolean }) {
  const { centre, index, code } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const feature = code === null ? undefined : index.get(code)
  const area = feature?.properties
  const facts: [string, string][] = []
  if (area) {
    facts.push([say('area.code'), area.code])
    if (area.lead !== null) facts.push([say('area.lead'), area.lead])
    if (area.households !== null) facts.push([say('area.households'), formatNumber(area.households, lang)])
    if (area.population !== null) facts.push([say('area.population'), formatNumber(area.population, lang)])
  }
  const below = belowText(index, code, centre, (level) => names.level(level), lang)
  if (below !== '') facts.push([say('area.below'), below])
  return (
    <section className={styles.card} aria-label={say('area.card')}>
      <Breadcrumb
        index={index}
        path={area?.path ?? feature?.properties.path ?? []}
        whole={props.whole && code !== null}
      />
      <h1 className={styles.name}>
        {code === null ? nameIn(centre.name, lang) : areaName(index, code, lang)}{' '}
        {area && <span className={styles.level}>{names.level(area.level)}</span>}
        {area?.kind === 'special' && <Mark title={say('area.special.what')}>{say('area.special')}</Mark>}
      </h1>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

/** How many areas of each level lie below, widest first: `7 streets · 118 communities`. */
function belowText(
  index: AreaIndex,
  code: string | null,
  centre: Centre,
  levelName: (id: string) => string,
  lang: 'zh' | 'en',
): string {
  return centre.levels
    .map((level) => ({
      name: levelName(level.id),
      count: index.all.filter(
        ({ id, properties }) =>
          properties.level === level.id && (code === null || (id !== code && properties.path.includes(code))),
      ).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${formatNumber(count, lang)}`)
    .join(' · ')
}
