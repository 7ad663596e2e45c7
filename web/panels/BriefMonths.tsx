import type { Period } from '@grid/data/contract'
import type { PhraseKey } from '../i18n/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { localeOf } from '../lib/lang.ts'
import { dayToMs, formatMonth } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Brief.module.css'
import { type Channel, type MonthCounts, monthAfter } from './BriefMonthsCounts.ts'

const width = 344
const height = 214
const plot = { left: 30, right: 6, top: 8, bottom: 30 }
const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom }

/** How each channel is told from the others without colour: by line and mark. */
const looks: Record<Channel, { dash: string; colour: string; mark: 'disc' | 'square' | 'triangle' }> = {
  hotline: { dash: '', colour: '#1a222b', mark: 'disc' },
  found: { dash: '6 3', colour: '#1c5fa8', mark: 'square' },
  other: { dash: '1.5 2.5', colour: '#53606d', mark: 'triangle' },
}

/** Tickets reported a month, a line a channel; the period of the brief is shaded. */
export function BriefMonths(props: { months: readonly MonthCounts[]; period: Period | null }) {
  const { months, period } = props
  const say = useSay()
  const lang = useLang()
  const of = (channel: Channel) => months.reduce((sum, { counts }) => sum + counts[channel], 0)
  // "other" sources mean little where there is no hotline to tell them from
  const others: PhraseKey = of('hotline') > 0 ? 'brief.channel.other' : 'brief.channel.reported'
  const names: Record<Channel, PhraseKey> = {
    hotline: 'brief.channel.hotline',
    found: 'brief.channel.found',
    other: others,
  }
  const all: readonly Channel[] = ['hotline', 'found', 'other']
  const channels = all.filter((channel) => of(channel) > 0)
  return (
    <section className={`${styles.section} ${styles.drawn}`} aria-labelledby="brief-months">
      <h2 id="brief-months">{say('brief.months')}</h2>
      {channels.length === 0 ? (
        <p className={styles.note}>{say('brief.months.none')}</p>
      ) : (
        <>
          <Drawing months={months} channels={channels} period={period} label={say('brief.months')} />
          <ul className={styles.legend}>
            {channels.map((channel) => (
              <li key={channel}>
                <svg viewBox="0 0 30 12" width="30" height="12" aria-hidden="true">
                  <Line channel={channel} d="M0 6H30" />
                  <Point channel={channel} at={[15, 6]} hollow={false} />
                </svg>
                {say(names[channel])}
              </li>
            ))}
          </ul>
          <p className={styles.note}>{say('brief.months.partial')}</p>
          <table className="visually-hidden">
            <thead>
              <tr>
                <th scope="col">{say('brief.month')}</th>
                {channels.map((channel) => (
                  <th scope="col" key={channel}>
                    {say(names[channel])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map(({ month, counts }) => (
                <tr key={month}>
                  <th scope="row">{formatMonth(month, lang)}</th>
                  {channels.map((channel) => (
                    <td key={channel}>{formatNumber(counts[channel], lang)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function Drawing(props: {
  months: readonly MonthCounts[]
  channels: readonly Channel[]
  period: Period | null
  label: string
}) {
  const { months, channels, period } = props
  const lang = useLang()
  const { top, step } = scaleOf(Math.max(...months.flatMap(({ counts }) => channels.map((c) => counts[c]))))
  const gap = inner.width / months.length
  const x = (at: number) => plot.left + (at + 0.5) * gap
  const y = (value: number) => plot.top + inner.height * (1 - value / top)
  const shaded = months.flatMap(({ month }, at) =>
    period && month < period.to && monthAfter(month) > period.from ? [at] : [],
  )
  const [first] = shaded
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, at) => at * step)
  const every = months.length > 12 ? 3 : months.length > 6 ? 2 : 1
  return (
    <svg className={styles.map} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      {first !== undefined && (
        <rect
          x={plot.left + first * gap}
          y={plot.top}
          width={gap * shaded.length}
          height={inner.height}
          fill="#e3e7eb"
        />
      )}
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${plot.left} ${y(tick)}h${inner.width}`} stroke="#c3cbd3" strokeWidth="0.6" />
          <text x={plot.left - 4} y={y(tick) + 3} textAnchor="end" className={styles.tick}>
            {formatNumber(tick, lang)}
          </text>
        </g>
      ))}
      {months.map(({ month }, at) => {
        const number = Number(month.slice(5, 7))
        const year = at === 0 || number === 1
        if ((number - 1) % every !== 0 && !(months.length <= every)) return null
        return (
          <text
            key={month}
            x={x(at)}
            y={height - plot.bottom + 12}
            textAnchor="middle"
            className={styles.tick}
          >
            {monthName(month, localeOf(lang))}
            {year || at < every ? (
              <tspan x={x(at)} dy="11">
                {month.slice(0, 4)}
              </tspan>
            ) : null}
          </text>
        )
      })}
      {channels.map((channel) => (
        <g key={channel}>
          <Line
            channel={channel}
            d={months
              .map(({ counts }, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(counts[channel])}`)
              .join('')}
          />
          {months.map(({ month, counts, partial }, at) => (
            <Point key={month} channel={channel} at={[x(at), y(counts[channel])]} hollow={partial} />
          ))}
        </g>
      ))}
    </svg>
  )
}

function Line(props: { channel: Channel; d: string }) {
  const { dash, colour } = looks[props.channel]
  return <path d={props.d} fill="none" stroke={colour} strokeWidth="1.4" strokeDasharray={dash} />
}

function Point(props: { channel: Channel; at: readonly [number, number]; hollow: boolean }) {
  const { mark, colour } = looks[props.channel]
  const [x, y] = props.at
  const paint = { fill: props.hollow ? '#ffffff' : colour, stroke: colour, strokeWidth: 1 }
  if (mark === 'disc') return <circle cx={x} cy={y} r="2.1" {...paint} />
  if (mark === 'square') return <rect x={x - 1.9} y={y - 1.9} width="3.8" height="3.8" {...paint} />
  return <path d={`M${x} ${y - 2.4}L${x + 2.3} ${y + 1.8}H${x - 2.3}Z`} {...paint} />
}

/** A round top with two to five whole steps up to it. */
function scaleOf(most: number): { top: number; step: number } {
  const least = Math.max(most, 4)
  const size = 10 ** Math.floor(Math.log10(least / 4))
  const step = [1, 2, 2.5, 5, 10]
    .map((times) => times * size)
    .find((one) => Number.isInteger(one) && one * 5 >= least)
  const chosen = step ?? 10 * size
  return { step: chosen, top: chosen * Math.ceil(least / chosen) }
}

function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(dayToMs(month))
}
