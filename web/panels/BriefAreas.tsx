import type { AreaFeature, ComparedFigure } from '@grid/data/contract'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { type Lang, localeOf } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import { movement } from './BriefCategories.tsx'
import { areaName, nameBelowParent, useNames } from './useNames.ts'

const mostRows = 3

type Figures = ReadonlyMap<string, ComparedFigure>

/** The areas with the most overdue tickets, and those whose count of reports grew most. Both are ranked on counts. */
export function BriefAreas(props: {
  areas: readonly AreaFeature[]
  index: AreaIndex
  level: string
  /** the area the brief is of, where it stands among those ranked */
  here: string | null
  overdue: Figures
  reported: Figures
  compared: boolean
}) {
  const { areas, overdue, reported } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const late = areas
    .map(({ id }) => ({ id, now: overdue.get(id)?.value ?? 0, before: overdue.get(id)?.previous?.value }))
    .filter(({ now }) => now > 0)
    .toSorted((a, b) => b.now - a.now || a.id.localeCompare(b.id))
  const risen = areas
    .map(({ id }) => ({
      id,
      now: reported.get(id)?.value ?? 0,
      before: reported.get(id)?.previous?.value ?? 0,
    }))
    .filter(({ now, before }) => now > before)
    .toSorted((a, b) => b.now - b.before - (a.now - a.before) || a.id.localeCompare(b.id))
  const name = (code: string) => (
    <th scope="row" data-here={code === props.here || undefined}>
      {smallestFirst(props.index, code, lang)}
    </th>
  )
  return (
    <section className={styles.section} aria-labelledby="brief-areas">
      <h2 id="brief-areas">
        {say('brief.areas', { level: names.level(props.level) })}
        {props.here !== null && <span className={styles.soft}> ({say('brief.areas.beside')})</span>}
      </h2>
      <table className={`${styles.table} ${styles.counts} ${styles.areas}`}>
        <thead>
          <tr>
            <th scope="col">{say('brief.areas.overdue')}</th>
            <th scope="col">{say('brief.now')}</th>
            {props.compared && <th scope="col">{say('brief.before')}</th>}
            {props.compared && <th scope="col">{say('brief.difference')}</th>}
          </tr>
        </thead>
        <tbody>
          {late.slice(0, mostRows).map(({ id, now, before }) => (
            <tr key={id}>
              {name(id)}
              <td className={styles.strong}>{formatNumber(now, lang)}</td>
              {props.compared && <td>{before == null ? '' : formatNumber(before, lang)}</td>}
              {props.compared && <td>{before == null ? '' : movement(now, before, localeOf(lang))}</td>}
            </tr>
          ))}
          {late.length === 0 && (
            <Empty text={say('brief.areas.overdue.none')} columns={props.compared ? 4 : 2} />
          )}
        </tbody>
      </table>
      <table className={`${styles.table} ${styles.counts} ${styles.areas}`}>
        <thead>
          <tr>
            <th scope="col">{say('brief.areas.rise')}</th>
            <th scope="col">{say('brief.now')}</th>
            <th scope="col">{say('brief.before')}</th>
            <th scope="col">{say('brief.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {props.compared &&
            risen.slice(0, mostRows).map(({ id, now, before }) => (
              <tr key={id}>
                {name(id)}
                <td className={styles.strong}>{formatNumber(now, lang)}</td>
                <td>{formatNumber(before, lang)}</td>
                <td>{movement(now, before, localeOf(lang))}</td>
              </tr>
            ))}
          {!props.compared ? (
            <Empty text={say('brief.areas.rise.unknown')} columns={4} />
          ) : (
            risen.length === 0 && <Empty text={say('brief.areas.rise.none')} columns={4} />
          )}
        </tbody>
      </table>
    </section>
  )
}

function Empty(props: { text: string; columns: number }) {
  return (
    <tr>
      <td colSpan={props.columns} className={styles.empty}>
        {props.text}
      </td>
    </tr>
  )
}

/** An area's name with what tells it apart in front, since narrow columns cut the end: "Grid 1 · Shuijing Community". */
export function smallestFirst(index: AreaIndex, code: string, lang: Lang): string {
  const own = nameBelowParent(index, code, lang)
  const parent = index.get(code)?.properties.parent
  return parent && own !== areaName(index, code, lang) ? `${own} · ${areaName(index, parent, lang)}` : own
}
