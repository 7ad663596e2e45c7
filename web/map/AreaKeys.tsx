import { type KeyboardEvent, memo, type ReactNode, useId } from 'react'
import styles from './map.module.css'

/** Something on the map that the keys stop at: an area, a hot place, a repeat place, a warning. */
export interface MapStop {
  id: string
  name: string
  /** longitude and latitude; null where it has no place */
  at: readonly [number, number] | null
}

export interface AreaKeysProps {
  /** what the list is of, and which keys do what */
  label: string
  hint: string
  /** in the order that the keys go through them */
  stops: readonly MapStop[]
  /** id of the one the keys stand on */
  at: string | undefined
  /** what it says, read aloud */
  spoken: string
  /** ids of those picked, where several can be; else the one the keys stand on counts as selected */
  picked?: ReadonlySet<string>
  onMove: (id: string | undefined) => void
  onOpen: (id: string) => void
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

/** What the map shows as a list under the keyboard: the map for those who do not point. */
export function AreaKeys(props: AreaKeysProps): ReactNode {
  const { stops, at, onMove } = props
  const id = useId()
  const index = stops.findIndex((stop) => stop.id === at)

  function go(to: number): void {
    const stop = stops[Math.min(Math.max(to, 0), stops.length - 1)]
    if (stop) onMove(stop.id)
  }

  function run(command: Command): void {
    if (command === 'next') go(index + 1)
    else if (command === 'back') go(index < 0 ? stops.length - 1 : index - 1)
    else if (command === 'first') go(0)
    else if (command === 'last') go(stops.length - 1)
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
        aria-label={props.label}
        aria-multiselectable={props.picked !== undefined || undefined}
        aria-activedescendant={index < 0 ? undefined : `${id}${index}`}
        onKeyDown={onKeyDown}
        onFocus={() => index < 0 && go(0)}
        onBlur={() => onMove(undefined)}
      >
        <Options id={id} stops={stops} at={index} picked={props.picked} />
      </div>
      <div className={styles.keysHint} aria-hidden="true">
        {props.hint}
      </div>
      <output className={styles.unseen} aria-live="polite">
        {props.spoken}
      </output>
    </>
  )
}

const Options = memo(function Options(props: {
  id: string
  stops: readonly MapStop[]
  at: number
  picked: ReadonlySet<string> | undefined
}): ReactNode {
  return props.stops.map((stop, index) => (
    <span
      key={stop.id}
      id={`${props.id}${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={props.picked ? props.picked.has(stop.id) : index === props.at}
      className={styles.unseen}
    >
      {stop.name}
    </span>
  ))
})
