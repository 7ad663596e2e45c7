import type { Centre } from '@grid/data/contract'
import { useEffect } from 'react'
import { useAccesses, useMay } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { AdminIssued } from '../../panels/AdminIssued.tsx'
import { AdminUsers } from '../../panels/AdminUsers.tsx'
import { Answer } from '../../panels/Answer.tsx'
import { Message } from '../../ui/Message.tsx'
import { useLang } from '../../ui/surface.tsx'
import styles from './AdminScreen.module.css'

/** The administrator's page: people, keys of machines, displays. */
export function AdminScreen({ centre }: { centre: Centre }) {
  const say = useSay()
  const lang = useLang()
  const mayAdminister = useMay('administer')
  const title = `${say('admin.title')} · ${nameIn(centre.name, lang)}`
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <h1>{say('admin.title')}</h1>
      {mayAdminister ? <Everybody now={centre.asOf} /> : <Message title={say('admin.closed')} />}
    </main>
  )
}

function Everybody({ now }: { now: string }) {
  const say = useSay()
  return (
    <>
      <p className={styles.what}>{say('admin.what')}</p>
      <Answer asked={useAccesses()} className={styles.parts}>
        {({ accounts, keys, displays }) => (
          <>
            <AdminUsers accounts={accounts} />
            <AdminIssued kind="key" list={keys} now={now} />
            <AdminIssued kind="display" list={displays} now={now} />
          </>
        )}
      </Answer>
    </>
  )
}
