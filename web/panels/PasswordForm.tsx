import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { asFailure, changePassword, type Failure } from '../api/index.ts'
import { type Say, useSay } from '../i18n/index.ts'
import styles from './AccountMenu.module.css'

/** Gives whoever is logged in another password. */
export function PasswordForm() {
  const say = useSay()
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<{ good: boolean; text: string }>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const [current, next, again] = ['current', 'next', 'again'].map((name) => String(given.get(name)))
    if (next !== again) return setTold({ good: false, text: say('password.differ') })
    setBusy(true)
    try {
      await changePassword(current!, next!)
      setTold({ good: true, text: say('password.done') })
      form.reset()
    } catch (thrown) {
      setTold({ good: false, text: why(say, asFailure(thrown)) })
    } finally {
      setBusy(false)
    }
  }
  const field = (name: 'current' | 'next' | 'again') => (
    <>
      <label htmlFor={`${id}${name}`}>{say(`password.${name}`)}</label>
      <Input.Password
        id={`${id}${name}`}
        name={name}
        required
        autoComplete={name === 'current' ? 'current-password' : 'new-password'}
      />
    </>
  )
  return (
    <form className={styles.form} onSubmit={submit}>
      {field('current')}
      {field('next')}
      {field('again')}
      <p>{say('password.rule')}</p>
      {told && <p role={told.good ? 'status' : 'alert'}>{told.text}</p>}
      <Button type="primary" htmlType="submit" loading={busy}>
        {say('password.save')}
      </Button>
    </form>
  )
}

/** Why a password was not changed, in the reader's language. */
function why(say: Say, { problem, status, retryAfter }: Failure): string {
  if (status === 429) return say('password.often', { seconds: retryAfter ?? 60 })
  const [first] = problem?.errors ?? []
  if (first) return say(first.parameter === 'current' ? 'password.wrong' : 'password.weak')
  return problem?.detail ?? say('state.failed.network')
}
