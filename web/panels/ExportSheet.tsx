import type { LayerSheet } from '@grid/data/contract'
import { ExportFormat } from '@grid/data/contract'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { type FileQuestion, fileAddress, type LayerOptions, useLayerSheet } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatBytes } from '../lib/bytes.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { formatInstant, formatPeriod } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import type { FilterQuery } from '../view/query.ts'
import { useView } from '../view/useView.ts'
import { Answer } from './Answer.tsx'
import { CopyLine } from './CopyLine.tsx'
import { ExportColumns, ExportPreview } from './ExportPreview.tsx'
import { ExportSave } from './ExportSave.tsx'
import styles from './ExportSheet.module.css'

const previewed = 5

/** What a file would hold before it is fetched, its form and its reader, and the file itself. */
export function ExportSheet(props: {
  layer: string
  /** of the rows the file is to have */
  filter: FilterQuery
  /** the period compared with, which is a file of its own */
  before: { from: string; to: string } | null
  picked: number
  /** what the layer is asked beside the filter */
  options: LayerOptions
}) {
  const { layer, before, picked } = props
  const say = useSay()
  const { lang } = useSurface()
  const { view, setView } = useView()
  const [when, setWhen] = useState<'now' | 'before'>('now')
  const past = when === 'before' ? before : null
  const question: FileQuestion = {
    layer,
    format: view.format,
    profile: view.profile,
    filter: past ? { ...props.filter, ...past } : props.filter,
    options: props.options,
  }
  const asked = useLayerSheet(question, previewed, true)
  return (
    <div className={styles.sheet}>
      <div className={styles.choices}>
        <Select
          size="small"
          className={styles.format ?? ''}
          aria-label={say('filter.format')}
          value={view.format}
          options={ExportFormat.options.map((value) => ({ value, label: say(`plan.format.${value}`) }))}
          onChange={(format) => setView({ format }, { replace: true })}
        />
        <Segmented
          size="small"
          aria-label={say('filter.profile')}
          value={view.profile}
          options={(['internal', 'public'] as const).map((value) => ({
            value,
            label: say(`plan.file.profile.${value}`),
          }))}
          onChange={(profile) => setView({ profile }, { replace: true })}
        />
        {before && (
          <Segmented
            size="small"
            aria-label={say('plan.file.period')}
            value={when}
            options={(['now', 'before'] as const).map((value) => ({
              value,
              label: say(`plan.file.period.${value}`),
            }))}
            onChange={setWhen}
          />
        )}
        <span>
          {picked > 0
            ? say('plan.file.rows.picked', { count: picked, n: formatNumber(picked, lang) })
            : say('plan.file.rows')}
        </span>
      </div>
      <Answer asked={asked} lines={12} className={styles.parts}>
        {(sheet) => (
          <>
            <Facts sheet={sheet} />
            <ExportSave
              question={question}
              name={nameIn(sheet.fileName, lang)}
              bytes={sheet.size.bytes}
              ready={!asked.isPlaceholderData}
            />
            <Suppression sheet={sheet} />
            <ExportPreview sheet={sheet} />
            <ExportColumns sheet={sheet} />
            <CopyLine
              label={say('plan.file.address')}
              text={`${window.location.origin}${fileAddress(question)}`}
            />
          </>
        )}
      </Answer>
    </div>
  )
}

function Facts({ sheet }: { sheet: LayerSheet }) {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const size = formatBytes(sheet.size.bytes, lang)
  return (
    <dl className={styles.facts} data-features={sheet.features}>
      <dt>{nameIn(sheet.title, lang)}</dt>
      <dd>
        <strong>
          {say('plan.file.features', { count: sheet.features, n: formatNumber(sheet.features, lang) })}
        </strong>
        {' · '}
        {say('plan.file.columns', { n: sheet.properties.length })}
        {' · '}
        {say(sheet.size.exact ? 'plan.file.size' : 'plan.file.size.about', { size })}
      </dd>
      <dt>{say('filter.period')}</dt>
      <dd>
        {sheet.period && `${formatPeriod(sheet.period, lang)} · `}
        {say('plan.picture.asOf', { time: formatInstant(sheet.asOf, timeZone, lang) })}
      </dd>
      <dt>{say('plan.file.name')}</dt>
      <dd>{nameIn(sheet.fileName, lang)}</dd>
    </dl>
  )
}

function Suppression({ sheet }: { sheet: LayerSheet }) {
  const say = useSay()
  const { lang } = useSurface()
  const { suppression, features } = sheet
  return (
    <div className={styles.note}>
      <h3 className={styles.title}>{say('plan.file.suppression')}</h3>
      {suppression ? (
        <>
          <p>
            {say('plan.file.suppression.some', {
              n: formatNumber(suppression.withheld, lang),
              all: formatNumber(features, lang),
            })}
          </p>
          <p>{nameIn(suppression.how, lang)}</p>
        </>
      ) : (
        <p>{say('plan.file.suppression.none')}</p>
      )}
    </div>
  )
}
