import type { Centre } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './AreaCard.module.css'
import { Breadcrumb } from './Breadcrumb.tsx'
import { areaName, useNames } from './useNames.ts'

/** The area's name with its place in the hierarchy and what is known of it; the centre's where no area is open. */
export function AreaCard(props: { centre: Centre; index: AreaIndex; code: string | null; whole: boolean }) {
  const { centre, index, code } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const area = code === null ? undefined : index.get(code)?.properties
  const root = area !== undefined && centre.roots.length === 1 && centre.roots[0] === area.code
  const facts: [string, string][] = []
  if (area) {
    facts.push([say('area.code'), area.code])
    if (area.lead !== null) facts.push([say('area.lead'), area.lead])
    if (area.households !== null) facts.push([say('area.households'), formatNumber(area.households, lang)])
    if (area.population !== null) facts.push([say('area.population'), formatNumber(area.population, lang)])
  }
  for (const level of centre.levels) {
    const count = countBelow(index, code, level.id)
    if (count > 0) facts.push([names.level(level.id), formatNumber(count, lang)])
  }
  return (
    <section className={styles.card} aria-label={say('area.card')}>
      <Breadcrumb index={index} path={area?.path ?? []} whole={props.whole && code !== null} />
      <h1 className={styles.name}>
        {code === null ? nameIn(centre.name, lang) : areaName(index, code, lang)}
      </h1>
      {area && (
        <p className={styles.level}>
          {names.level(area.level)}{' '}
          {area.kind === 'special' && <Mark title={say('area.special.what')}>{say('area.special')}</Mark>}
        </p>
      )}
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
      {area ? (
        <p className={styles.links}>
          <Link to="/area/$code/flows" params={{ code: area.code }} search={searchFor(view)}>
            {say('flow.link')}
          </Link>
          <Link to="/area/$code/brief" params={{ code: area.code }} search={searchFor(view)}>
            {say('brief.link')}
          </Link>
          <Link to="/area/$code/practice" params={{ code: area.code }} search={searchFor(view)}>
            {say('practice.link')}
          </Link>
          <Link to="/compare" search={searchFor(view, { a: area.code, b: null })}>
            {say('compare.link')}
          </Link>
          <Link
            to="/plan"
            search={searchFor(view, { area: root ? [] : [area.code], level: null, ticket: null })}
          >
            {say('plan.link')}
          </Link>
        </p>
      ) : (
        <p className={styles.links}>
          <Link to="/flows" search={searchFor(view)}>
            {say('flow.link')}
          </Link>
        </p>
      )}
    </section>
  )
}

/** How many areas of a level lie below an area, or in the whole centre. */
function countBelow(index: AreaIndex, code: string | null, level: string): number {
  return index.all.filter(
    ({ id, properties }) =>
      properties.level === level && (code === null || (id !== code && properties.path.includes(code))),
  ).length
}
