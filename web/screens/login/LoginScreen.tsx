import { useEffect } from 'react'
import { pageAfterLogin, useSession } from '../../api/index.ts'
import { speak, useSay } from '../../i18n/index.ts'
import { langs } from '../../lib/lang.ts'
import { LoginForm } from '../../panels/LoginForm.tsx'
import { useDocumentLook } from '../../ui/useDocumentLook.ts'
import { remember, useViewLang, useViewTheme } from '../../view/remembered.ts'
import styles from './LoginScreen.module.css'

const faults = ['expired', 'refused', 'no role', 'no areas', 'unreachable', 'disabled'] as const

/** The page to log in at; it leads back to where one was. */
export function LoginScreen() {
  const lang = useViewLang({ lang: null })
  const theme = useViewTheme({ theme: null })
  const { data: session, error } = useSession()
  const to = pageAfterLogin(location.search, location.origin)
  speak(lang)
  const say = useSay()
  useDocumentLook(lang, theme)
  const title = `${say('login.title')} · Grid Centre`
  useEffect(() => {
    document.title = title
  }, [title])
  // a display that comes here may log in as somebody; whoever else is let in already goes on
  const isIn = session?.caller != null && session.caller.kind !== 'display'
  useEffect(() => {
    if (isIn) location.replace(to)
  }, [isIn, to])
  const fault = faults.find((one) => one === new URLSearchParams(location.search).get('sso'))
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <fieldset aria-label={say('app.language')} className={styles.switch}>
          {langs.map((one) => (
            <button key={one} type="button" aria-pressed={one === lang} onClick={() => remember('lang', one)}>
              {say(`app.language.${one}`)}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className={styles.theme}
          onClick={() => remember('theme', theme === 'light' ? 'dark' : 'light')}
        >
          {say(theme === 'light' ? 'app.theme.to-dark' : 'app.theme.to-light')}
        </button>
      </header>
      <main className={styles.card} id="main">
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width="28" height="28" /> Grid Centre
        </p>
        {session?.login === 'none' ? (
          <p role="status">
            {say(session.caller ? 'login.none' : 'login.none.elsewhere')}{' '}
            {session.caller && <a href="/">{say('login.open')}</a>}
          </p>
        ) : (
          <>
            <h1>{say('login.title')}</h1>
            {error && !session && <p role="alert">{say('login.failed')}</p>}
            {fault ? (
              <p role="alert" className={styles.fault}>
                {say(`login.sso.${fault}`)}
              </p>
            ) : (
              to !== '/' && <p>{say('login.ended')}</p>
            )}
            <LoginForm
              sso={session?.login === 'password and sso'}
              to={to}
              onIn={() => location.replace(to)}
            />
          </>
        )}
      </main>
    </div>
  )
}
