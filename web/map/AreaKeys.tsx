import type { AreaFeature } from '@grid/data/contract'
import { type KeyboardEvent, memo, type ReactNode, useId } from 'react'
import { useSay } from '../i18n/index.ts'
import { areaName } from '../layers/index.ts'
import type { Lang } from '../lib/lang.ts'
import styles from './map.module.css'

export interface AreaKeysProps {
  /** in reading order */
  areas: readonly AreaFeature[]
  lang: Lang
  /** code of the area the keys stand on */
  at: string | undefined
  /** what that area says, read aloud */
  spoken: string
  /** codes of the areas picked, where several can be; else the one the keys stand on counts as selected */
  picked?: ReadonlySet<string>
  /** what the list is and what its keys do, where it is not the usual */
  label?: string
  onMove: (code: string | undefined) => void
  onOpen: (code: string) => void
  onUp: () => void
  onZoom: (step: 1 | -1) => void
  onFit: () => void
}

type Command = 'next' | 'back' | 'first' | 'last' | 'open' | 'up' | 'leave' | 'zoom in' | 'zoom out' | 'fit'

const commands = new Map<string, Command>([
  ['ArrowRight', 'next'],
  ['ArrowDown', 'next'],
  ['ArrowLeft', 'back'],
  ['ArrowUp', 'back'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Enter', 'open'],
  [' ', 'open'],
  ['Backspace', 'up'],
  ['Escape', 'leave'],
  ['+', 'zoom in'],
  ['=', 'zoom in'],
  ['-', 'zoom out'],
  ['0', 'fit'],
])

/** The areas of the map as a list under the keyboard: the map for those who do not point. */
export function AreaKeys(props: AreaKeysProps): ReactNode {
  const { areas, at, onMove } = props
  const say = useSay()
  const id = useId()
  const index = areas.findIndex((area) => area.properties.code === at)

  function go(to: number): void {
    const area = areas[Math.min(Math.max(to, 0), areas.length - 1)]
    if (area) onMove(area.properties.code)
  }

  function run(command: Command): void {
    if (command === 'next') go(index + 1)
    else if (command === 'back') go(index < 0 ? areas.length - 1 : index - 1)
    else if (command === 'first') go(0)
    else if (command === 'last') go(areas.length - 1)
    else if (command === 'up') props.onUp()
    else if (command === 'leave') onMove(undefined)
    else if (command === 'fit') props.onFit()
    else if (command === 'zoom in') props.onZoom(1)
    else if (command === 'zoom out') props.onZoom(-1)
    else if (at !== undefined) props.onOpen(at)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const command = commands.get(event.key)
    if (command === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    run(command)
  }

  return (
    <>
      <div
        className={styles.keys}
        role="listbox"
        tabIndex={0}
        aria-label={props.label ?? say('map.keys')}
        aria-multiselectable={props.picked !== undefined || undefined}
        aria-activedescendant={index < 0 ? undefined : `${id}${index}`}
        onKeyDown={onKeyDown}
        onFocus={() => index < 0 && go(0)}
        onBlur={() => onMove(undefined)}
      >
        <Options id={id} areas={areas} at={index} picked={props.picked} lang={props.lang} />
      </div>
      <div className={styles.keysHint} aria-hidden="true">
        {props.label ?? say('map.keysHint')}
      </div>
      <output className={styles.unseen} aria-live="polite">
        {props.spoken}
      </output>
    </>
  )
}

const Options = memo(function Options(props: {
  id: string
  areas: readonly AreaFeature[]
  at: number
  picked: ReadonlySet<string> | undefined
  lang: Lang
}): ReactNode {
  return props.areas.map((area, index) => (
    <span
      key={area.properties.code}
      id={`${props.id}${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={props.picked ? props.picked.has(area.id) : index === props.at}
      className={styles.unseen}
    >
      {areaName(area, props.lang)}
    </span>
  ))
})
