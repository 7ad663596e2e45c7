import type { EditionRecord } from '@grid/data/contract'
import { Button, Popconfirm } from 'antd'
import { useBoundaryDeeds, useEditions, useMay } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import { Answer, Failed } from './Answer.tsx'
import styles from './Boundaries.module.css'
import { BoundaryChanges } from './BoundaryChanges.tsx'

/** The editions of the boundaries, the latest first; that one can be taken back. */
export function BoundaryEditions() {
  const say = useSay()
  const asked = useEditions()
  const { withdraw } = useBoundaryDeeds()
  const mayRedraw = useMay('redraw')
  return (
    <section aria-label={say('boundaries.history')}>
      <h3 className={styles.title}>{say('boundaries.history')}</h3>
      {withdraw.error && <Failed error={withdraw.error} />}
      <Answer asked={asked} lines={3}>
        {({ editions }) => (
          <ul className={styles.list}>
            {editions.map((edition, place) => (
              <li key={edition.number}>
                <Edition edition={edition} />
                {mayRedraw && place === 0 && edition.number > 1 && (
                  <Popconfirm
                    title={say('boundaries.withdraw.sure')}
                    okText={say('boundaries.withdraw')}
                    cancelText={say('boundaries.cancel')}
                    onConfirm={() => withdraw.mutate(edition.number)}
                  >
                    <Button size="small" loading={withdraw.isPending}>
                      {say('boundaries.withdraw')}
                    </Button>
                  </Popconfirm>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  )
}

function Edition(props: { edition: EditionRecord }) {
  const { validFrom, name, note, file, importedAt, moved, changes } = props.edition
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const of = (kind: 'added' | 'ended') => changes.filter(({ kinds }) => kinds.includes(kind)).length
  const [added, ended] = [of('added'), of('ended')]
  const head = (
    <>
      <strong>
        {validFrom === null ? say('boundaries.beginning') : say('boundaries.from', { day: validFrom })}
      </strong>{' '}
      {name}
    </>
  )
  if (changes.length === 0) return head
  return (
    <details>
      <summary>
        {head}{' '}
        <span className={styles.soft}>
          {say('boundaries.counts', { added, ended, changed: changes.length - added - ended })}
        </span>
      </summary>
      <p className={styles.soft}>
        {[
          file,
          importedAt && formatInstant(importedAt, timeZone, lang),
          moved !== null && `${say('boundaries.tickets')}: ${formatNumber(moved, lang)}`,
          note,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <BoundaryChanges changes={changes} />
    </details>
  )
}
