import type { AcceptedFault, Centre } from '@grid/data/contract'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { type AreaIndex, type BoundaryForm, movedFile, useBoundaryDeeds, useMay } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { Failed } from './Answer.tsx'
import styles from './Boundaries.module.css'
import { BoundaryEditions } from './BoundaryEditions.tsx'
import { BoundaryFields } from './BoundaryFields.tsx'
import { BoundaryPreview } from './BoundaryPreview.tsx'
import { keep } from './useFile.ts'

/** New boundaries, from a file to what it would move to being in force; and the editions there have been. */
export function Boundaries(props: { centre: Centre; index: AreaIndex }) {
  const say = useSay()
  const mayRedraw = useMay('redraw')
  const { preview, apply } = useBoundaryDeeds()
  const [form, setForm] = useState<BoundaryForm>()
  const [failed, setFailed] = useState<Error>()
  const report = preview.data
  const ask = (wanted: BoundaryForm) => {
    setForm(wanted)
    apply.reset()
    preview.mutate(wanted)
  }
  const accept = (kind: AcceptedFault, taken: boolean) =>
    form &&
    ask({ ...form, accept: taken ? [...form.accept, kind] : form.accept.filter((one) => one !== kind) })
  const taken: ReadonlySet<string> = new Set(form?.accept)
  const ready = report && !report.known && report.faults.every(({ kind }) => taken.has(kind))
  const day = report?.edition.validFrom ?? ''
  const error = apply.error ?? preview.error ?? failed
  return (
    <div className={styles.panel}>
      {mayRedraw && (
        <section aria-label={say('boundaries.new')}>
          <h3 className={styles.title}>{say('boundaries.new')}</h3>
          <p className={styles.soft}>{say('boundaries.what')}</p>
          <BoundaryFields busy={preview.isPending} onAsk={ask} />
        </section>
      )}
      {error && <Failed error={error} />}
      {apply.data?.applied && (
        <p role="status">
          <strong>{say('boundaries.applied', { day })}</strong>
        </p>
      )}
      {report && form && !apply.data && (
        <BoundaryPreview
          report={report}
          index={props.index}
          accepted={taken}
          busy={preview.isPending}
          onAccept={accept}
          onCsv={() =>
            void movedFile(form).then(
              (blob) => keep(blob, `moved-${form.validFrom}.csv`),
              (cause) => setFailed(cause instanceof Error ? cause : new Error(String(cause))),
            )
          }
        >
          <Popconfirm
            title={say('boundaries.apply.sure', { day })}
            okText={say('boundaries.apply')}
            cancelText={say('boundaries.cancel')}
            disabled={!ready}
            onConfirm={() => apply.mutate({ ...form, token: report.token })}
          >
            <Button size="small" type="primary" disabled={!ready} loading={apply.isPending}>
              {say('boundaries.apply')}
            </Button>
          </Popconfirm>
        </BoundaryPreview>
      )}
      <BoundaryEditions />
    </div>
  )
}
