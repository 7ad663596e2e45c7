import type { LayerSheet } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { featureValue } from '../lib/featureValue.ts'
import { nameIn } from '../lib/lang.ts'
import { Scrolling } from '../ui/Scrolling.tsx'
import { useSurface } from '../ui/surface.tsx'
import styles from './ExportSheet.module.css'

/** The first features as the file will have them, a column each property. */
export function ExportPreview({ sheet }: { sheet: LayerSheet }) {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const words = { lang, timeZone, yes: say('plan.file.yes'), no: say('plan.file.no') }
  if (sheet.first.length === 0) return <p className={styles.note}>{say('plan.file.preview.none')}</p>
  return (
    <div>
      <h3 className={styles.title}>{say('plan.file.preview')}</h3>
      <Scrolling className={styles.scroll} label={say('plan.file.preview')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {sheet.properties.map(({ name, label }) => (
                <th key={name} scope="col" title={nameIn(label, lang)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.first.map(({ id, values }) => (
              <tr key={id}>
                {sheet.properties.map(({ name, kind }, at) => (
                  <td key={name}>{featureValue(values[at], kind, words)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </div>
  )
}

/** Every column of the file: its name, what it holds, and what that means. */
export function ExportColumns({ sheet }: { sheet: LayerSheet }) {
  const say = useSay()
  const { lang } = useSurface()
  return (
    <details className={styles.columns}>
      <summary>
        {say('plan.file.columns.title')} ({sheet.properties.length})
      </summary>
      <Scrolling className={styles.scroll} label={say('plan.file.columns.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('plan.file.column')}</th>
              <th scope="col">{say('plan.file.kind')}</th>
              <th scope="col">{say('plan.file.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.properties.map(({ name, kind, label, meaning }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{say(`plan.file.kind.${kind}`)}</td>
                <td className={styles.wrap}>
                  {nameIn(label, lang)}
                  {meaning && ` (${nameIn(meaning, lang)})`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </details>
  )
}
