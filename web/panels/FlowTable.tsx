import { Button } from 'antd'
import { useState } from 'react'
import type { FlowLink, FlowMatrix } from '../api/index.ts'
import { sayReason, useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { FlowTime } from './FlowTime.tsx'
import { arrows, type FlowEnds, linkKey } from './flowEnds.ts'

/** Rows shown until all are asked for. */
const first = 15

/** Every flow in a row, the widest first: the table twin of map and diagram, and the keyboard's way to its tickets. */
export function FlowTable(props: {
  matrix: FlowMatrix
  ends: FlowEnds
  isFocused: ((link: FlowLink) => boolean) | null
  onPoint: (links: readonly FlowLink[] | null) => void
  onChoose: (links: readonly FlowLink[]) => void
}) {
  const { matrix, ends, isFocused } = props
  const say = useSay()
  const lang = useLang()
  const [all, setAll] = useState(false)
  const number = (value: number) => formatNumber(value, lang)
  const links = matrix.links.filter(({ handOffs, coAssigned }) => handOffs + coAssigned > 0)
  if (links.length === 0) return <p className={styles.note}>{say('flow.table.none')}</p>
  const shown = all ? links : links.slice(0, first)
  const rest = links.slice(shown.length)
  const most = links.reduce((max, { handOffs }) => Math.max(max, handOffs), 1)
  const [widest] = links
  const { up, down, sideways } = matrix.directions
  return (
    <>
      {widest && widest.handOffs > 0 && (
        <p className={styles.finding}>
          {say('flow.table.finding', {
            n: number(matrix.handOffs),
            up: formatShare(up / matrix.handOffs, lang, 0),
            down: formatShare(down / matrix.handOffs, lang, 0),
            side: formatShare(sideways / matrix.handOffs, lang, 0),
            most: number(widest.handOffs),
            from: ends.nameOf(widest.from),
            to: ends.nameOf(widest.to),
          })}
        </p>
      )}
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.table') })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('flow.from')}</th>
              <th scope="col">{say('flow.to')}</th>
              <th scope="col">{say('flow.way')}</th>
              <th scope="col">{say('flow.handOffs')}</th>
              <th scope="col">{say('flow.tickets')}</th>
              <th scope="col">{say('flow.kinds')}</th>
              <th scope="col">{say('flow.before')}</th>
              <th scope="col">{say('flow.waiting')}</th>
              <th scope="col">{say('flow.coAssigned')}</th>
              {matrix.links.some(({ reasons }) => reasons !== null) && (
                <th scope="col">{say('flow.reason')}</th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((link) => {
              const from = ends.nameOf(link.from)
              const to = ends.nameOf(link.to)
              return (
                <tr
                  key={linkKey(link)}
                  data-focused={(isFocused?.(link) ?? false) || undefined}
                  onPointerEnter={() => props.onPoint([link])}
                  onPointerLeave={() => props.onPoint(null)}
                >
                  <th scope="row">{from}</th>
                  <th scope="row">{to}</th>
                  <td className={styles.way} data-direction={link.direction}>
                    <span aria-hidden="true">{arrows[link.direction]}</span>{' '}
                    {say(`flow.direction.${link.direction}`)}
                  </td>
                  <td className={styles.number}>
                    <span
                      className={styles.bar}
                      data-direction={link.direction}
                      style={{ inlineSize: `${(link.handOffs / most) * 56}px` }}
                      aria-hidden="true"
                    />
                    {number(link.handOffs)}
                  </td>
                  <td className={styles.number}>
                    {link.tickets === 0 ? (
                      number(link.tickets)
                    ) : (
                      <button
                        type="button"
                        className={styles.count}
                        aria-label={`${number(link.tickets)}: ${say('flow.open', { name: `${from} → ${to}` })}`}
                        onFocus={() => props.onPoint([link])}
                        onBlur={() => props.onPoint(null)}
                        onClick={() => props.onChoose([link])}
                      >
                        {number(link.tickets)}
                      </button>
                    )}
                  </td>
                  <td>
                    {Object.entries(link.kinds)
                      .map(([kind, n]) => [kindOf(kind), n ?? 0] as const)
                      .toSorted((a, b) => b[1] - a[1])
                      .map(([kind, n]) => kind && `${say(`flow.kind.${kind}`)} ${number(n)}`)
                      .join(' · ')}
                  </td>
                  <td className={styles.number}>
                    <FlowTime time={link.before} />
                  </td>
                  <td className={styles.number}>
                    <FlowTime time={link.waiting} />
                  </td>
                  <td className={styles.number}>
                    {link.coAssigned === 0 ? noValue : number(link.coAssigned)}
                  </td>
                  {link.reasons !== null && (
                    <td>
                      {link.reasons[0] ? (
                        `${sayReason(say, link.reasons[0].reason)} ${number(link.reasons[0].handOffs)}`
                      ) : (
                        <span className={styles.soft}>{say('flow.reason.none')}</span>
                      )}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scrolling>
      {matrix.folded.links > 0 && (
        <p className={styles.note}>
          {say('flow.table.untold', {
            n: number(matrix.folded.links),
            handOffs: number(matrix.folded.handOffs),
          })}
        </p>
      )}
      {(rest.length > 0 || all) && links.length > first && (
        <p className={styles.note}>
          {rest.length > 0 &&
            say('flow.table.folded', {
              n: number(rest.length),
              handOffs: number(rest.reduce((sum, { handOffs }) => sum + handOffs, 0)),
            })}{' '}
          <Button size="small" type="link" onClick={() => setAll(!all)}>
            {all ? say('flow.table.fewer') : say('flow.table.all', { n: number(links.length) })}
          </Button>
        </p>
      )}
    </>
  )
}

const kinds = ['escalated', 'returned', 'transferred', 'dispatched', 'reworked', 'reopened'] as const

function kindOf(kind: string): (typeof kinds)[number] | undefined {
  return kinds.find((one) => one === kind)
}
