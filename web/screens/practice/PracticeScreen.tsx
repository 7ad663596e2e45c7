import { ArrowLeftOutlined } from '@ant-design/icons'
import type { Centre, TicketRow } from '@grid/data/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useChecklistAreas, useChecklists, useChecklistTickets, useMechanisms } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { Answer, Failed } from '../../panels/Answer.tsx'
import { Breadcrumb } from '../../panels/Breadcrumb.tsx'
import { ChecklistAreas } from '../../panels/ChecklistAreas.tsx'
import { ChecklistDrawer } from '../../panels/ChecklistDrawer.tsx'
import { ChecklistPanel } from '../../panels/ChecklistPanel.tsx'
import { ChecklistUnlisted } from '../../panels/ChecklistUnlisted.tsx'
import { FilterBar } from '../../panels/FilterBar.tsx'
import { MechanismCard } from '../../panels/MechanismCard.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { areaName } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import { useAreaPage } from '../area/useAreaPage.ts'
import styles from './PracticeScreen.module.css'
import { System } from './System.tsx'

/** The view without the tickets of a number. */
const noNumber = { checklist: null, item: null, parting: null } as const

/** How an area works: who leads it, its mechanisms by their measures, and its checklists beside what happened. */
export function PracticeScreen(props: { centre: Centre; code: string }) {
  const { centre, code } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const page = useAreaPage(centre, code)
  const { index, loading, error } = page.areas
  const known = page.place !== null
  const { here, around } = page.filters
  const mechanisms = useMechanisms(here, known)
  const checklists = useChecklists(here, known)
  const byArea = useChecklistAreas(page.place?.level, around)
  const number =
    view.parting === null ? null : { checklist: view.checklist, item: view.item, parting: view.parting }
  const tickets = useChecklistTickets(known ? number : null, here)
  const navigate = useNavigate()
  const openTicket = async ({ id }: TicketRow) => {
    await setView({ ticket: id }, { replace: true })
    await navigate({
      to: '/ticket/$id',
      params: { id },
      search: searchFor(view, { ...noNumber, ticket: null }),
    })
  }
  const name = areaName(index, code, lang)
  const title = `${say('practice.title')} · ${name}`
  useEffect(() => {
    document.title = title
  }, [title])
  const lists = new Map(checklists.data?.checklists.map((list) => [list.id, nameIn(list.name, lang)]))
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <header className={styles.head}>
        <Link to="/area/$code" params={{ code }} search={searchFor(view, noNumber)} className={styles.back}>
          <ArrowLeftOutlined aria-hidden /> {say('practice.back')}
        </Link>
        {known && (
          <Breadcrumb
            index={index}
            path={page.place?.area?.properties.path ?? []}
            whole={centre.roots.length !== 1}
          />
        )}
        <h1 className={styles.title}>{title}</h1>
      </header>
      <Notices notes={page.notes} />
      <FilterBar centre={centre} settled={page.settled} />
      {known ? (
        <>
          <System
            lead={page.place?.area?.properties.lead ?? null}
            platform={nameIn(centre.name, lang)}
            mechanisms={mechanisms.data}
            checklists={checklists.data}
          />
          <section className={styles.part} aria-labelledby="mechanisms">
            <h2 className={styles.heading} id="mechanisms">
              {say('mechanism.title')}
            </h2>
            <Answer asked={mechanisms} lines={6}>
              {(answer) =>
                answer.reason ? (
                  <Message title={say('mechanism.none')} detail={nameIn(answer.reason, lang)} />
                ) : (
                  <div className={styles.cards}>
                    {answer.mechanisms.map((mechanism) => (
                      <MechanismCard key={mechanism.id} mechanism={mechanism} answer={answer} />
                    ))}
                  </div>
                )
              }
            </Answer>
          </section>
          <section className={styles.part} aria-labelledby="checklists">
            <h2 className={styles.heading} id="checklists">
              {say('checklist.title')}
            </h2>
            <Answer asked={checklists} lines={14} className={styles.lists}>
              {(answer) => (
                <>
                  {answer.reason && (
                    <Message title={say('checklist.none')} detail={nameIn(answer.reason, lang)} />
                  )}
                  {answer.checklists.map((list) => (
                    <ChecklistPanel
                      key={list.id}
                      list={list}
                      lists={lists}
                      onOpen={(item, parting) => setView({ checklist: list.id, item, parting })}
                    />
                  ))}
                  <div className={styles.pair}>
                    {!answer.reason && (
                      <ChecklistAreas
                        asked={byArea}
                        areas={page.place?.areas ?? []}
                        index={index}
                        opened={code}
                      />
                    )}
                    <ChecklistUnlisted answer={answer} lists={lists} code={code} />
                  </div>
                </>
              )}
            </Answer>
          </section>
          <ChecklistDrawer
            number={number}
            lists={lists}
            asked={tickets}
            index={index}
            onClose={() => void setView(noNumber)}
            onOpen={openTicket}
          />
        </>
      ) : error ? (
        <Failed error={error} />
      ) : loading ? (
        <Skeleton lines={14} label={say('state.loading')} />
      ) : (
        <Message
          title={say('area.unknown', { code })}
          detail={say('area.unknown.what')}
          actions={<Link to="/">{say('app.to-home')}</Link>}
        />
      )}
    </main>
  )
}
