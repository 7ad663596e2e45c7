import { Dismissal, DismissalReason, type Warning } from '@grid/data/contract'
import { Button, Input } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { asFailure, useMay, useWarningDeed } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { Message } from '../ui/Message.tsx'
import styles from './Spots.module.css'

/** Sets a warning aside for a reason, or takes it up again. */
export function WarningDeeds(props: { warning: Warning; asOf: string | undefined }): ReactNode {
  const { warning } = props
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const deed = useWarningDeed(props.asOf)
  const mayDecide = useMay('decide')
  const failure = deed.error && asFailure(deed.error)
  if (!mayDecide) return null
  return (
    <>
      {failure && (
        <Message
          tone="failed"
          title={say('warning.failed', {
            why: failure.problem?.detail ?? failure.problem?.title ?? say('state.failed.network'),
          })}
        />
      )}
      {asking ? (
        <Reasons
          busy={deed.isPending}
          onCancel={() => setAsking(false)}
          onDismiss={async (dismiss) => {
            await deed.mutateAsync({ id: warning.id, dismiss }).catch(() => undefined)
            setAsking(false)
          }}
        />
      ) : (
        <div className={styles.actions}>
          {warning.state === 'dismissed' ? (
            <Button
              size="small"
              loading={deed.isPending}
              onClick={() => deed.mutate({ id: warning.id, reopen: true })}
            >
              {say('warning.reopen')}
            </Button>
          ) : (
            <Button size="small" type="primary" onClick={() => setAsking(true)}>
              {say('warning.dismiss')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** The form that asks why; "something else" must be put into words. */
function Reasons(props: {
  busy: boolean
  onDismiss: (dismissal: Dismissal) => void
  onCancel: () => void
}): ReactNode {
  const say = useSay()
  const id = useId()
  const [reason, setReason] = useState<DismissalReason>('known_and_handled')
  const [note, setNote] = useState('')
  const needed = reason === 'other'
  const read = Dismissal.safeParse({ reason, ...(note.trim() !== '' && { note }) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.success) props.onDismiss(read.data)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset>
        <legend>{say('warning.dismiss.title')}</legend>
        <div className={styles.reasons}>
          {DismissalReason.options.map((option) => (
            <label key={option}>
              <input
                type="radio"
                name={id}
                value={option}
                checked={reason === option}
                onChange={() => setReason(option)}
              />{' '}
              {say(`warning.reason.${option}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <label htmlFor={`${id}note`}>
        {say(needed ? 'warning.dismiss.note' : 'warning.dismiss.note.optional')}
      </label>
      <Input.TextArea
        id={`${id}note`}
        rows={2}
        maxLength={1000}
        value={note}
        required={needed}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className={styles.soft}>
        {say(read.success ? 'warning.dismiss.kept' : 'warning.dismiss.note.needed')}
      </p>
      <div className={styles.actions}>
        <Button size="small" type="primary" htmlType="submit" disabled={!read.success} loading={props.busy}>
          {say('warning.dismiss.do')}
        </Button>
        <Button size="small" onClick={props.onCancel}>
          {say('warning.dismiss.cancel')}
        </Button>
      </div>
    </form>
  )
}
