import { Button } from 'antd'
import { useSay } from '../i18n/index.ts'
import styles from './Effect.module.css'

/** Changes a chart into its table and back. */
export function EffectTwin(props: { table: boolean; onToggle: () => void }) {
  const say = useSay()
  return (
    <Button size="small" type="link" className={styles.twin ?? ''} onClick={props.onToggle}>
      {say(props.table ? 'effect.showChart' : 'effect.showTable')}
    </Button>
  )
}
