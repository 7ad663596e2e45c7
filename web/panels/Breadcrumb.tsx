import { Link } from '@tanstack/react-router'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './Breadcrumb.module.css'
import { areaName } from './useNames.ts'

/** The way from the top of the hierarchy to an area; without a single root it begins with the whole centre. */
export function Breadcrumb(props: { index: AreaIndex; path: readonly string[]; whole: boolean }) {
  const say = useSay()
  const lang = useLang()
  const { view } = useView()
  const search = searchFor(view, { level: null, ticket: null })
  const above = props.path.slice(0, -1)
  if (above.length === 0 && !props.whole) return null
  return (
    <nav aria-label={say('area.breadcrumb')}>
      <ol className={styles.crumbs}>
        {props.whole && (
          <li>
            <Link to="/area" search={search}>
              {say('app.home')}
            </Link>
          </li>
        )}
        {above.map((code) => (
          <li key={code}>
            <Link to="/area/$code" params={{ code }} search={search}>
              {areaName(props.index, code, lang)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
