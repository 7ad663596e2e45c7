import type { BoundaryReport } from '@grid/data/contract'
import { useMemo } from 'react'
import { useSay } from '../i18n/index.ts'
import styles from './Boundaries.module.css'
import { boxOf, fitted, middleOf, pathOf } from './BoundaryShapes.ts'

const width = 480
const height = 300
/** More names than this would cover the drawing. */
const mostNames = 12

/** Old and new outlines of the areas that change, and the tickets that move. */
export function BoundaryDrawing(props: { report: BoundaryReport }) {
  const { outlines, tickets, faults } = props.report
  const say = useSay()
  const drawn = useMemo(() => {
    const box = boxOf([...outlines.before, ...outlines.after])
    return box && { project: fitted(box, width, height, 10) }
  }, [outlines])
  if (!drawn) return null
  const { project } = drawn
  const dots = tickets.first.flatMap(({ id, lon, lat }) =>
    lon === null || lat === null ? [] : [{ id, at: project(lon, lat) }],
  )
  const named = outlines.after.length <= mostNames ? outlines.after : []
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('boundaries.drawing')}
      >
        {outlines.after.map((one) => (
          <path key={one.code} className={styles.after} d={pathOf(one, project)} fillRule="evenodd" />
        ))}
        {outlines.before.map((one) => (
          <path key={one.code} className={styles.before} d={pathOf(one, project)} />
        ))}
        {dots.map(({ id, at: [x, y] }) => (
          <circle key={id} className={styles.dot} cx={x} cy={y} r={2.5}>
            <title>{id}</title>
          </circle>
        ))}
        {faults.flatMap(({ place, reason }) => {
          if (!place) return []
          const [x, y] = project(...place)
          return [
            <path key={reason} className={styles.fault} d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`}>
              <title>{reason}</title>
            </path>,
          ]
        })}
        {named.map((one) => {
          const [x, y] = middleOf(one, project)
          return (
            <text key={one.code} className={styles.label} x={x} y={y}>
              {one.code}
            </text>
          )
        })}
      </svg>
      <figcaption className={styles.soft}>{say('boundaries.drawing')}</figcaption>
    </figure>
  )
}
