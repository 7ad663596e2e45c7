import { Link, useLocation } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { parseSearch } from '../view/address.ts'
import { forgetView, saveView, useSavedViews } from '../view/savedViews.ts'
import { CopyLine } from './CopyLine.tsx'
import styles from './SavedViews.module.css'

/** Views under names in this browser, and the address that shares the present one. */
export function SavedViews() {
  const say = useSay()
  const views = useSavedViews()
  const search = useLocation({ select: (location) => location.searchStr })
  const [name, setName] = useState('')
  const [refused, setRefused] = useState(false)
  return (
    <div className={styles.views}>
      <CopyLine label={say('plan.views.share')} text={`${window.location.origin}/plan${search}`} />
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          setRefused(!saveView({ name: name.trim(), search }))
          setName('')
        }}
      >
        <Input
          size="small"
          maxLength={80}
          value={name}
          aria-label={say('plan.views.name')}
          placeholder={say('plan.views.name')}
          onChange={(event) => setName(event.target.value)}
        />
        <Button size="small" type="primary" htmlType="submit" disabled={name.trim() === ''}>
          {say('plan.views.save')}
        </Button>
      </form>
      {refused && <p role="alert">{say('plan.views.kept')}</p>}
      {views.length === 0 ? (
        <p className={styles.none}>{say('plan.views.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={say('plan.views')}>
          {views.map((view) => (
            <li key={view.name}>
              <Link to="/plan" search={parseSearch(view.search)}>
                {view.name}
              </Link>
              <Button
                size="small"
                type="text"
                aria-label={say('plan.views.remove', { name: view.name })}
                onClick={() => setRefused(!forgetView(view.name))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.none}>{say('plan.views.what')}</p>
    </div>
  )
}
