import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons'
import type { Centre } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useEffect } from 'react'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { Failed } from '../../panels/Answer.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { PeriodPicker } from '../../panels/PeriodPicker.tsx'
import { areaName } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import { useAreaPage } from '../area/useAreaPage.ts'
import styles from './BriefScreen.module.css'
import { Sheet } from './Sheet.tsx'
import { useBrief } from './useBrief.ts'

/** A page about one area made to be printed; on the screen it lies there as the sheet it will be. */
export function BriefScreen(props: { centre: Centre; code: string }) {
  const { centre, code } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const page = useAreaPage(centre, code)
  const brief = useBrief(centre, page)
  const { index, loading, error } = page.areas
  const failed = error ?? brief.error ?? page.catalogue.error
  const unknown = page.place === null && !loading && !error
  const title = say('brief.title', { name: areaName(index, code, lang) })
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <section className={styles.tools} aria-label={say('brief.tools')}>
        <Link to="/area/$code" params={{ code }} search={searchFor(view)} className={styles.back}>
          <ArrowLeftOutlined aria-hidden /> {say('brief.back')}
        </Link>
        <PeriodPicker
          period={page.settled.period}
          extent={page.settled.extent}
          onChange={({ from, to }) => setView({ from, to })}
        />
        <Select
          size="small"
          className={styles.measure ?? ''}
          aria-label={say('brief.measure')}
          value={page.measure?.id ?? null}
          options={page.measures
            .filter(({ available }) => available)
            .map(({ id, label }) => ({ value: id, label: nameIn(label, lang) }))}
          onChange={(measure) => setView({ measure })}
        />
        <Button
          type="primary"
          size="small"
          icon={<PrinterOutlined aria-hidden />}
          title={say('brief.print.what')}
          disabled={!brief.ready}
          onClick={() => window.print()}
        >
          {say('brief.print')}
        </Button>
      </section>
      <div className={styles.notices}>
        <Notices notes={page.notes} />
      </div>
      {unknown ? (
        <Message
          title={say('area.unknown', { code })}
          detail={say('area.unknown.what')}
          actions={<Link to="/">{say('app.to-home')}</Link>}
        />
      ) : brief.ready && page.catalogue.data ? (
        <Sheet centre={centre} page={page} code={code} brief={brief} />
      ) : failed ? (
        <Failed error={failed} />
      ) : (
        <div className={styles.waiting}>
          <Skeleton lines={24} label={say('state.loading')} />
        </div>
      )}
    </main>
  )
}
