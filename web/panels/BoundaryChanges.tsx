import type { AreaChange } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Boundaries.module.css'
import { useNames } from './useNames.ts'

/** Rows shown; an edition of a whole city has thousands. */
const mostRows = 200

/** What an edition does to each area. */
export function BoundaryChanges(props: { changes: readonly AreaChange[] }) {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const share = (part: number) => `${formatNumber(Math.round(part * 1000) / 10, lang)} %`
  if (props.changes.length === 0) return null
  return (
    <div className={styles.scroll}>
      <h4 className={styles.title}>{say('boundaries.areas')}</h4>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('boundaries.area')}</th>
            <th scope="col">{say('boundaries.change')}</th>
            <th scope="col" className={styles.number}>
              {say('boundaries.kept')}
            </th>
            <th scope="col">{say('boundaries.goes')}</th>
          </tr>
        </thead>
        <tbody>
          {props.changes
            .slice(0, mostRows)
            .map(({ code, name, nameBefore, level, kinds, kept, to, parent }) => (
              <tr key={code}>
                <td>
                  {nameBefore !== null && `${nameBefore} → `}
                  {name} <span className={styles.soft}>{code}</span>
                  <div className={styles.soft}>{names.level(level)}</div>
                </td>
                <td>
                  {kinds.map((kind) => say(`boundaries.kind.${kind}`)).join(', ')}
                  {kinds.includes('moved') && ` ${parent ?? ''}`}
                </td>
                <td className={styles.number}>{kept !== null && share(kept)}</td>
                <td>{to.map((ground) => `${ground.code} ${share(ground.share)}`).join(', ')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
