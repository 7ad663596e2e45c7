import type { AuditEntry } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { type Say, sayKnown, useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatInstant } from '../lib/time.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useSurface } from '../ui/surface.tsx'
import styles from './Audit.module.css'

/** Entries as a table: when, who and from where, what was done to what, and what it was asked with. */
export function AuditTable(props: { entries: readonly AuditEntry[] }) {
  const say = useSay()
  return (
    <Scrolling className={styles.scroll} label={say('audit.entries')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say('audit.at')}</th>
            <th scope="col">{say('audit.who')}</th>
            <th scope="col">{say('audit.from')}</th>
            <th scope="col">{say('audit.deed')}</th>
            <th scope="col">{say('audit.thing')}</th>
            <th scope="col">{say('audit.asked')}</th>
            <th scope="col" className={styles.number}>
              {say('audit.number')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.entries.map((entry) => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
    </Scrolling>
  )
}

function Entry(props: { entry: AuditEntry }) {
  const { seq, at, who, role, from, action, what, subject, filter, detail, request } = props.entry
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const parts = [...Object.entries(filter ?? {}), ...Object.entries(detail ?? {})]
  return (
    <tr data-deed={action} title={request === null ? undefined : say('audit.request', { id: request })}>
      <td className={styles.when}>
        <time dateTime={at}>{formatInstant(at, timeZone, lang)}</time>
      </td>
      <th scope="row">
        {who.name || who.id}
        <span className={styles.soft}>
          {say(`audit.kind.${who.kind}`)} · {sayKnown(say, 'role', role)}
        </span>
      </th>
      <td>{from ?? say('audit.from.none')}</td>
      <td className={styles.deed}>{say(`audit.deed.${action}`)}</td>
      <td>
        {sayKnown(say, 'audit.thing', what)}
        {subject !== null && (
          <span className={styles.soft}>
            {what === 'ticket' ? (
              <Link to="/ticket/$id" params={{ id: subject }}>
                {subject}
              </Link>
            ) : (
              subject
            )}
          </span>
        )}
      </td>
      <td className={styles.asked}>
        {parts.map(([name, value]) => (
          <span key={name} className={styles.part}>
            <b>{named(say, name)}</b> {written(value)}
          </span>
        ))}
      </td>
      <td className={styles.number}>{formatNumber(seq, lang)}</td>
    </tr>
  )
}

/** What a part of a question or of a deed is called, where there is a phrase for it. */
function named(say: Say, name: string): string {
  const told = sayKnown(say, 'audit.part', name)
  return told === name ? sayKnown(say, 'filter', name) : told
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
