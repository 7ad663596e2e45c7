import { Button } from 'antd'
import type { FileQuestion } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatBytes } from '../lib/bytes.ts'
import { useLang } from '../ui/surface.tsx'
import { FailedLine } from './Answer.tsx'
import styles from './ExportSheet.module.css'
import { useFile } from './useFile.ts'

/** Saves the file, tells how much of it is there, and stops it. */
export function ExportSave(props: {
  question: FileQuestion
  name: string
  /** of the whole file, as reckoned */
  bytes: number
  ready: boolean
}) {
  const say = useSay()
  const lang = useLang()
  const { state, save, cancel } = useFile()
  if (state.is === 'fetching') {
    const said = say('plan.file.fetching', {
      got: formatBytes(state.bytes, lang),
      all: formatBytes(props.bytes, lang),
    })
    return (
      <div className={styles.act}>
        <progress
          className={styles.bar}
          aria-label={props.name}
          value={Math.min(state.bytes, props.bytes)}
          max={Math.max(1, props.bytes)}
        />
        <span>{said}</span>
        <Button size="small" danger onClick={cancel}>
          {say('plan.file.cancel')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.act}>
      <Button type="primary" disabled={!props.ready} onClick={() => void save(props.question, props.name)}>
        {say('plan.file.save')}
      </Button>
      <span role="status">
        {state.is === 'saved' &&
          say('plan.file.saved', { name: state.name, size: formatBytes(state.bytes, lang) })}
        {state.is === 'cancelled' && say('plan.file.cancelled')}
      </span>
      {state.is === 'failed' && <FailedLine error={state.error} kept={false} />}
    </div>
  )
}
