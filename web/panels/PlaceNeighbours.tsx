import type { Hotspot, Hotspots } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { drawnClass, placeName } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { SpotPart } from './SpotFrame.tsx'
import { neighbourCells } from './SpotNeighbours.ts'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'

/** The cells around a cell with their tickets: together with its own they make it hot or cold. */
export function PlaceNeighbours(props: {
  place: Hotspot
  answer: Hotspots
  nameOf: (code: string) => string
  onOpen: (id: string) => void
}): ReactNode {
  const { place, answer, nameOf } = props
  const say = useSay()
  const lang = useLang()
  if (place.neighbours === 0)
    return (
      <SpotPart title={say('spots.neighbours')}>
        <p className={styles.soft}>{say('spots.neighbours.none')}</p>
      </SpotPart>
    )
  const cells = neighbourCells(place, answer.cells).sort((a, b) => b.count - a.count)
  // areas have no rings here, and wider neighbourhoods take in more than those that touch
  if (cells.length === 0 || cells.length !== place.neighbours) return null
  return (
    <SpotPart title={say('spots.neighbours')}>
      <table className={styles.small}>
        <thead>
          <tr>
            <th scope="col">{say('spots.table.name')}</th>
            <th scope="col">{say('spots.fact.count')}</th>
            <th scope="col">{say('spots.fact.class')}</th>
          </tr>
        </thead>
        <tbody>
          {[place, ...cells].map((cell) => (
            <tr key={cell.id}>
              <th scope="row">
                {cell === place ? (
                  say('spots.neighbours.here')
                ) : (
                  <button type="button" className={styles.link} onClick={() => props.onOpen(cell.id)}>
                    {placeName(cell, { t: say, nameOf })}
                  </button>
                )}
              </th>
              <td>{formatNumber(cell.count, lang)}</td>
              <td>
                <SpotSwatch id={drawnClass(cell)} />
                <span className="visually-hidden">{say(`spots.class.${drawnClass(cell)}`)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SpotPart>
  )
}
