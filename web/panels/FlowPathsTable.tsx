import type { FlowPaths } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'
import { FlowTime } from './FlowTime.tsx'
import { useNames } from './useNames.ts'

/** Ways shown; the rest is folded. */
export const pathsShown = 10

/** Longer ways are told by their ends. */
const longest = 12
/** A longer one fits in no address; its tickets are found by their flows. */
const longestId = 2000

/** The most frequent ways of tickets with their share and time; what is not shown is added up in one row. */
export function FlowPathsTable(props: { answer: FlowPaths; onChoose: ((path: string) => void) | null }) {
  const { answer, onChoose } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const number = (value: number) => formatNumber(value, lang)
  const way = (steps: readonly string[]) => {
    const name = (step = '') => names.of(answer.by, step)
    if (steps.length === 0) return say('flow.paths.stays')
    if (steps.length <= longest) return steps.map(name).join(' → ')
    return say('flow.paths.long', {
      first: name(steps[0]),
      last: name(steps.at(-1)),
      n: number(steps.length),
    })
  }
  const [most] = answer.paths
  const ways = answer.paths.length + answer.folded.paths
  const widest = answer.paths[0]?.share ?? 1
  return (
    <>
      {most && (
        <p className={styles.finding}>
          {say('flow.paths.finding', {
            count: ways,
            n: number(ways),
            share: formatShare(most.share, lang, 0),
            way: way(most.steps),
          })}
        </p>
      )}
      <Scrolling className={styles.scroll} label={say('flow.rows', { name: say('flow.paths') })}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('flow.paths.way')}</th>
              <th scope="col">{say('flow.tickets')}</th>
              <th scope="col">{say('flow.paths.share')}</th>
              <th scope="col">{say('flow.paths.time')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.paths.map((path) => (
              <tr key={path.id}>
                <th scope="row">{way(path.steps)}</th>
                <td className={styles.number}>
                  {onChoose === null || path.id.length > longestId ? (
                    number(path.tickets)
                  ) : (
                    <button
                      type="button"
                      className={styles.count}
                      aria-label={`${number(path.tickets)}: ${say('flow.open', { name: way(path.steps) })}`}
                      onClick={() => onChoose(path.id)}
                    >
                      {number(path.tickets)}
                    </button>
                  )}
                </td>
                <td className={styles.number}>
                  <span
                    className={styles.bar}
                    style={{ inlineSize: `${(path.share / widest) * 56}px` }}
                    aria-hidden="true"
                  />
                  {formatShare(path.share, lang)}
                </td>
                <td className={styles.number}>
                  <FlowTime time={path.time} />
                </td>
              </tr>
            ))}
            {answer.folded.paths > 0 && (
              <tr className={styles.folded}>
                <th scope="row">{say('flow.paths.folded', { n: number(answer.folded.paths) })}</th>
                <td className={styles.number}>{number(answer.folded.tickets)}</td>
                <td className={styles.number}>{formatShare(answer.folded.share, lang)}</td>
                <td className={styles.number}>
                  <FlowTime time={answer.folded.time} />
                </td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('flow.paths.total')}</th>
              <td className={styles.number}>{number(answer.cover.told)}</td>
              <td />
              <td className={styles.number}>
                <FlowTime time={answer.time} />
              </td>
            </tr>
          </tfoot>
        </table>
      </Scrolling>
    </>
  )
}
