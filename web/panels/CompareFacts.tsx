import type { AreaFeature } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './Compare.module.css'
import { sides } from './CompareSides.ts'
import { areaName, useNames } from './useNames.ts'

/** What is known of two areas, line by line. */
export function CompareFacts(props: { areas: readonly [AreaFeature, AreaFeature]; index: AreaIndex }) {
  const { areas, index } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const count = (value: number | null) =>
    value === null ? say('compare.not-known') : formatNumber(value, lang)
  const rows: [string, (area: AreaFeature) => string][] = [
    [say('area.code'), ({ id }) => id],
    [
      say('compare.level'),
      ({ properties }) =>
        names.level(properties.level) + (properties.kind === 'special' ? ` (${say('area.special')})` : ''),
    ],
    [
      say('compare.within'),
      ({ properties }) =>
        properties.path
          .slice(0, -1)
          .map((code) => areaName(index, code, lang))
          .join(' › ') || '–',
    ],
    [say('area.lead'), ({ properties }) => properties.lead ?? say('compare.not-known')],
    [say('area.households'), ({ properties }) => count(properties.households)],
    [say('area.population'), ({ properties }) => count(properties.population)],
    [say('compare.below'), ({ properties }) => count(properties.children)],
  ]
  return (
    <table className={`${styles.table} ${styles.facts}`}>
      <thead>
        <tr>
          <td />
          {sides.map((side) => (
            <th scope="col" key={side} data-side={side}>
              <Link
                to="/area/$code"
                params={{ code: areas[side].id }}
                search={searchFor(view, { a: null, b: null })}
                title={say('compare.open', { name: areaName(index, areas[side].id, lang) })}
              >
                {areaName(index, areas[side].id, lang)}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([term, of]) => (
          <tr key={term}>
            <th scope="row">{term}</th>
            {sides.map((side) => (
              <td key={side}>{of(areas[side])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
