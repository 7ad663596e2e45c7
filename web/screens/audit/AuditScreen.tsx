import { Button } from 'antd'
import { useEffect } from 'react'
import { useAudit } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { Answer } from '../../panels/Answer.tsx'
import auditStyles from '../../panels/Audit.module.css'
import { AuditFilters } from '../../panels/AuditFilters.tsx'
import { AuditTable } from '../../panels/AuditTable.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { Message } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useView } from '../../view/useView.ts'
import styles from './AuditScreen.module.css'

/** Who did what, for the administrator. */
export function AuditScreen() {
  const say = useSay()
  const { view, notes, setView } = useView()
  const { who, deed, thing, subject, from, to } = view
  const asked = useAudit({ who, action: deed, what: thing, subject, from, to })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = asked
  const title = say('audit.title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <header>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.what}>{say('audit.what')}</p>
      </header>
      <Notices notes={notes} />
      <Panel title={say('audit.entries')}>
        <AuditFilters
          view={view}
          things={asked.data?.pages[0]?.whats ?? []}
          onChange={(change) => void setView(change)}
        />
        <Answer asked={asked} lines={14}>
          {({ pages }) => {
            const entries = pages.flatMap((page) => page.entries)
            return entries.length === 0 ? (
              <Message title={say('audit.none')} detail={say('audit.none.what')} />
            ) : (
              <>
                <AuditTable entries={entries} />
                {hasNextPage && (
                  <p className={auditStyles.more}>
                    <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                      {say('audit.more')}
                    </Button>
                  </p>
                )}
              </>
            )
          }}
        </Answer>
      </Panel>
    </main>
  )
}
