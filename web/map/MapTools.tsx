import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import styles from './map.module.css'

/** Zoom in, zoom out, show all; and the table in place of the map. */
export function MapTools(props: {
  onZoom: (step: 1 | -1) => void
  onFit: () => void
  /** absent where the map has no table */
  table?: { shown: boolean; onToggle: () => void } | undefined
  /** absent where there is no map to move */
  drawn: boolean
}): ReactNode {
  const say = useSay()
  return (
    <div className={styles.tools}>
      {props.table && (
        <Tool
          label={say(props.table.shown ? 'map.showMap' : 'map.showTable')}
          onPress={props.table.onToggle}
          path={
            props.table.shown
              ? 'M2 4l4-2 4 2 4-2v10l-4 2-4-2-4 2zM6 2v10M10 4v10'
              : 'M2 3h12v10H2zM2 7h12M2 10h12M6 3v10'
          }
        />
      )}
      {props.drawn && (
        <>
          <Tool label={say('map.zoomIn')} onPress={() => props.onZoom(1)} path="M8 3v10M3 8h10" />
          <Tool label={say('map.zoomOut')} onPress={() => props.onZoom(-1)} path="M3 8h10" />
          <Tool
            label={say('map.fit')}
            onPress={props.onFit}
            path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
          />
        </>
      )}
    </div>
  )
}

function Tool(props: { label: string; onPress: () => void; path: string }): ReactNode {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={props.label}
      title={props.label}
      onClick={props.onPress}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={props.path} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
    </button>
  )
}
