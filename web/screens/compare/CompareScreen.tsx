import { SwapOutlined } from '@ant-design/icons'
import type { Centre } from '@grid/data/contract'
import { Button } from 'antd'
import { useEffect, useMemo } from 'react'
import { useAreas, useMeasures } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { Failed } from '../../panels/Answer.tsx'
import { ComparePicker } from '../../panels/ComparePicker.tsx'
import { FilterBar } from '../../panels/FilterBar.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { Message } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { settle } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import styles from './CompareScreen.module.css'
import { Start } from './Start.tsx'
import { TwoAreas } from './TwoAreas.tsx'

/** Two areas of the centre side by side, chosen by name or code. */
export function CompareScreen(props: { centre: Centre }) {
  const { centre } = props
  const say = useSay()
  const lang = useLang()
  const { view, notes, setView } = useView()
  const { index, loading, error } = useAreas()
  const catalogue = useMeasures()
  const settled = useMemo(() => settle(view, centre), [view, centre])
  const title = say('compare.title')
  useEffect(() => {
    document.title = `${title} · ${nameIn(centre.name, lang)}`
  }, [title, centre.name, lang])
  const a = view.a === null ? undefined : index.get(view.a)
  const b = view.b === null ? undefined : index.get(view.b)
  const unknown = [view.a, view.b].filter((code) => code !== null && !loading && !index.get(code))
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <h1 className={styles.title}>{title}</h1>
      <Notices notes={[...notes, ...settled.notes]} />
      <div className={styles.pickers}>
        <ComparePicker
          index={index}
          side="first"
          chosen={view.a}
          other={view.b}
          onChoose={(code) => void setView({ a: code })}
        />
        <Button
          icon={<SwapOutlined aria-hidden />}
          aria-label={say('compare.swap')}
          title={say('compare.swap')}
          disabled={!a || !b}
          onClick={() => void setView({ a: view.b, b: view.a })}
        />
        <ComparePicker
          index={index}
          side="second"
          chosen={view.b}
          other={view.a}
          onChoose={(code) => void setView({ b: code })}
        />
      </div>
      <FilterBar centre={centre} settled={settled} />
      {unknown.map((code) => (
        <Message
          key={code}
          title={say('compare.unknown', { code: code ?? '' })}
          detail={say('area.unknown.what')}
        />
      ))}
      {a && b && catalogue.data ? (
        <TwoAreas centre={centre} index={index} settled={settled} areas={[a, b]} measures={catalogue.data} />
      ) : error || catalogue.error ? (
        <Failed error={error ?? catalogue.error ?? new Error()} />
      ) : loading || (a && b) ? (
        <Skeleton lines={16} label={say('state.loading')} />
      ) : (
        <Start
          index={index}
          known={a ?? b}
          onChoose={(code) => void setView(a ? { b: code } : { a: code })}
        />
      )}
    </main>
  )
}
