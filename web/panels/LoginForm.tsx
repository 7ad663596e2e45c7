import { type FormEvent, useId, useState } from 'react'
import { asFailure, logIn } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import styles from './LoginForm.module.css'

/** Name and password, or the way to the single sign-on. */
export function LoginForm(props: { sso: boolean; to: string; onIn: () => void }) {
  const say = useSay()
  const [name, password] = [useId(), useId()]
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    setBusy(true)
    setRefused(undefined)
    try {
      await logIn(String(given.get('name')), String(given.get('password')))
      props.onIn()
    } catch (thrown) {
      const { status, retryAfter } = asFailure(thrown)
      setRefused(
        status === 429
          ? say('login.often', { seconds: retryAfter ?? 60 })
          : say(status !== null && status < 500 ? 'login.wrong' : 'login.failed'),
      )
      setBusy(false)
      form.querySelector<HTMLInputElement>('input[type="password"]')?.select()
    }
  }
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <label htmlFor={name}>{say('login.name')}</label>
        <input
          id={name}
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={100}
        />
        <label htmlFor={password}>{say('login.password')}</label>
        <input
          id={password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={1000}
        />
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
        <button type="submit" className={styles.primary} disabled={busy}>
          {say('login.do')}
        </button>
      </form>
      {props.sso && (
        <>
          <p className={styles.or}>{say('login.or')}</p>
          <a className={styles.sso} href={`/api/session/sso?to=${encodeURIComponent(props.to)}`}>
            {say('login.sso')}
          </a>
        </>
      )}
      <p className={styles.help}>{say('login.forgotten')}</p>
    </>
  )
}
