import type { Centre, FlowDirection, FlowPaths } from '@grid/data/contract'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { useWidth } from '../ui/useWidth.ts'
import styles from './FlowSankey.module.css'
import { arrows } from './flowEnds.ts'
import { type StepLink, type Steps, stepsOf } from './flowSteps.ts'
import { useNames } from './useNames.ts'

const usual = 360
const tall = 480
/** Above the lanes for the names of the steps, and left of them for those of the tiers. */
const top = 22
const left = 128
const nodeWidth = 9
/** The stub of tickets whose way ends. */
const stub = 26

/** A pair of tiers, giver and receiver. */
export interface TierPair {
  from: string
  to: string
}

/** The ways of tickets from tier to tier, step by step: bands as wide as they are many, lanes with the highest tier on top. */
export function FlowSankey(props: {
  paths: FlowPaths
  tiers: Centre['tiers']
  ranks: ReadonlyMap<string, number | null>
  isFocused: ((pair: TierPair) => boolean) | null
  onPoint: (pair: TierPair | null) => void
  onChoose: (pair: TierPair) => void
}) {
  const { paths, tiers, ranks, isFocused } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const [box, width] = useWidth()
  const [says, setSays] = useState<string | null>(null)
  // as high as the map beside it
  const height = matchMedia('(min-height: 1000px) and (min-width: 1200px)').matches ? tall : usual
  const steps = useMemo(
    () =>
      stepsOf(
        paths.paths,
        tiers.map(({ id }) => id),
        ranks,
        height,
      ),
    [paths, tiers, ranks, height],
  )
  const number = (value: number) => formatNumber(value, lang)
  const name = (tier: string) => names.of('tier', tier)
  const span = Math.max(0, width - left - stub - nodeWidth)
  const x = (step: number) => left + (steps.steps > 1 ? (span * step) / (steps.steps - 1) : 0)
  const spoken = (link: StepLink) =>
    say('flow.sankey.link', {
      from: name(link.from),
      to: name(link.to),
      step: number(link.step + 1),
      n: number(link.tickets),
      share: formatShare(link.tickets / Math.max(1, steps.tickets), lang),
      way: say(`flow.direction.${link.direction}`),
    })
  const point = (link: StepLink | null) => {
    setSays(link && spoken(link))
    props.onPoint(link)
  }
  const onKey = (event: KeyboardEvent, link: StepLink) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    props.onChoose(link)
  }
  return (
    <div className={styles.box}>
      <div ref={box} />
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
        <svg
          width={width}
          height={height + top + 4}
          role="group"
          aria-label={say('flow.sankey.what', { n: number(steps.tickets) })}
        >
          <Lanes steps={steps} width={width} name={name} />
          {Array.from({ length: steps.steps }, (_, step) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <text key={step} x={x(step) + nodeWidth / 2} y={13} className={styles.step}>
              {step === 0 ? say('flow.sankey.first') : say('flow.sankey.step', { n: number(step + 1) })}
            </text>
          ))}
          {steps.links
            .toSorted((a, b) => b.tickets - a.tickets)
            .map((link) => (
              // biome-ignore lint/a11y/useSemanticElements: a band of a drawing cannot be a button element
              <path
                key={`${link.step} ${link.from} ${link.to}`}
                d={band(link, x(link.step) + nodeWidth, x(link.step + 1))}
                className={styles.band}
                data-direction={link.direction}
                data-faint={(isFocused !== null && !isFocused(link)) || undefined}
                role="button"
                tabIndex={0}
                aria-label={spoken(link)}
                onPointerEnter={() => point(link)}
                onPointerLeave={() => point(null)}
                onFocus={() => point(link)}
                onBlur={() => point(null)}
                onClick={() => props.onChoose(link)}
                onKeyDown={(event) => onKey(event, link)}
              />
            ))}
          <Nodes steps={steps} x={x} number={number} />
        </svg>
      )}
      <p className={styles.says} aria-hidden="true">
        {says ?? say('flow.sankey.hint')}
      </p>
      <FlowKey />
    </div>
  )
}

function Lanes(props: { steps: Steps; width: number; name: (tier: string) => string }) {
  return props.steps.lanes.map(({ tier, y, height }) => (
    <g key={tier}>
      <rect x={0} y={top + y - 3} width={props.width} height={height + 6} className={styles.lane} />
      <text x={6} y={top + y + height / 2} className={styles.tier} dominantBaseline="central">
        {props.name(tier)}
      </text>
    </g>
  ))
}

function Nodes(props: { steps: Steps; x: (step: number) => number; number: (value: number) => string }) {
  const { x, number } = props
  return props.steps.nodes.map(({ step, tier, tickets, ended, further, y, height }) => {
    const rest = tickets === 0 ? 0 : (height * (ended + further)) / tickets
    return (
      <g key={`${step} ${tier}`}>
        {rest > 0 && (
          <rect
            x={x(step) + nodeWidth}
            y={top + y + height - rest}
            width={stub - 6}
            height={Math.max(0.5, rest)}
            className={styles.ended}
            data-further={further > 0 || undefined}
          />
        )}
        <rect
          x={x(step)}
          y={top + y}
          width={nodeWidth}
          height={Math.max(1, height)}
          className={styles.node}
        />
        {(height > 9 || step === 0) && (
          <text x={x(step) - 4} y={top + y + height / 2} className={styles.count} dominantBaseline="central">
            {number(tickets)}
          </text>
        )}
      </g>
    )
  })
}

/** The outline of a band from one node's right edge to the next one's left. */
function band({ fromY, toY, height }: StepLink, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2
  const a = top + fromY
  const b = top + toY
  const h = Math.max(0.7, height)
  return `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}V${b + h}C${middle} ${b + h} ${middle} ${a + h} ${x0} ${a + h}Z`
}

const directions: readonly FlowDirection[] = ['up', 'down', 'sideways']

/** What colours, dashes and arrows of flows mean; the same on map and diagram. */
export function FlowKey() {
  const say = useSay()
  return (
    <ul className={styles.key} aria-label={say('flow.key')}>
      {directions.map((direction) => (
        <li key={direction}>
          <svg width="34" height="12" aria-hidden="true">
            <line x1="0" x2="34" y1="6" y2="6" className={styles.keyLine} data-direction={direction} />
            <path d="M14 1l10 5-10 5 2.5-5z" className={styles.keyHead} data-direction={direction} />
          </svg>
          {arrows[direction]} {say(`flow.direction.${direction}`)}
        </li>
      ))}
    </ul>
  )
}
