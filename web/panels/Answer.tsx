import { Button } from 'antd'
import type { ReactNode } from 'react'
import { asFailure, useRetry } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { Message } from '../ui/Message.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Answer.module.css'

/** The part of a query's state that decides what is drawn. */
export interface Asked<T> {
  data: T | undefined
  error: Error | null
  isFetching: boolean
  isPlaceholderData: boolean
}

/** An answer in every state: grey lines at first, the last answer dimmed while a new one comes, a failure with a retry. */
export function Answer<T>(props: {
  asked: Asked<T>
  lines?: number
  className?: string | undefined
  children: (data: T) => ReactNode
}) {
  const say = useSay()
  const { data, error, isFetching, isPlaceholderData } = props.asked
  if (data === undefined) {
    if (error === null) return <Skeleton lines={props.lines ?? 5} label={say('state.loading')} />
    return <Failed error={error} />
  }
  return (
    <div
      className={`${styles.answer} ${props.className ?? ''}`}
      data-old={isPlaceholderData || undefined}
      aria-busy={isFetching && isPlaceholderData}
    >
      {error && <FailedLine error={error} kept />}
      {props.children(data)}
    </div>
  )
}

/** What failed, which parameter the server refused, and a way to ask everything that failed again. */
export function Failed(props: { error: Error }) {
  const say = useSay()
  const retry = useRetry()
  const { problem } = asFailure(props.error)
  return (
    <Message
      tone="failed"
      title={problem?.title ?? say('state.failed')}
      detail={
        problem ? (
          <>
            {problem.detail}
            {problem.errors && (
              <ul className={styles.errors}>
                {problem.errors.map((item) => (
                  <li key={`${item.parameter} ${item.detail}`}>
                    <code>{item.parameter}</code>: {item.detail}
                  </li>
                ))}
              </ul>
            )}
          </>
        ) : (
          say('state.failed.network')
        )
      }
      actions={
        <Button size="small" onClick={() => void retry()}>
          {say('state.retry')}
        </Button>
      }
    />
  )
}

/** One line that says an answer could not be had or renewed, where there is no room for more. */
export function FailedLine(props: { error: Error; kept: boolean }) {
  const say = useSay()
  const retry = useRetry()
  const { problem } = asFailure(props.error)
  return (
    <p className={styles.kept} role="status">
      {say(props.kept ? 'state.failed.kept' : 'state.failed')}
      {props.kept ? ' ' : ': '}
      {problem?.detail ?? problem?.title ?? say('state.failed.network')}{' '}
      <Button size="small" type="link" onClick={() => void retry()}>
        {say('state.retry')}
      </Button>
    </p>
  )
}
