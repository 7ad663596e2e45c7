import { Button, DatePicker, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { type FormEvent, useState } from 'react'
import type { BoundaryForm } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import styles from './Boundaries.module.css'

const systems = ['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09']

/** What new boundaries are asked by. */
export function BoundaryFields(props: { busy: boolean; onAsk: (form: BoundaryForm) => void }) {
  const say = useSay()
  const [file, setFile] = useState<File>()
  const [map, setMap] = useState<File>()
  const [crs, setCrs] = useState('EPSG:4326')
  const [day, setDay] = useState<Dayjs | null>(null)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [changesOnly, setChangesOnly] = useState(false)
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    if (!file || !day) return
    const mapping = await map?.text()
    props.onAsk({
      file,
      ...(mapping === undefined ? { crs } : { map: mapping }),
      validFrom: day.format('YYYY-MM-DD'),
      name: name.trim(),
      note: note.trim(),
      changesOnly: changesOnly ? 'true' : 'false',
      accept: [],
    })
  }
  return (
    <form className={styles.form} onSubmit={(event) => void ask(event)}>
      <label>
        {say('boundaries.file')}
        <input type="file" onChange={(event) => setFile(event.target.files?.[0])} />
      </label>
      <label>
        {say('boundaries.map')}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => setMap(event.target.files?.[0])}
        />
      </label>
      <div className={styles.field}>
        <span aria-hidden="true">{say('boundaries.validFrom')}</span>
        <DatePicker size="small" aria-label={say('boundaries.validFrom')} value={day} onChange={setDay} />
      </div>
      <div className={styles.field}>
        <span aria-hidden="true">{say('boundaries.crs')}</span>
        <Select
          size="small"
          aria-label={say('boundaries.crs')}
          value={crs}
          disabled={map !== undefined}
          options={systems.map((value) => ({ value, label: value }))}
          onChange={setCrs}
        />
      </div>
      <div className={styles.field}>
        <span aria-hidden="true">{say('boundaries.name')}</span>
        <Input
          size="small"
          aria-label={say('boundaries.name')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className={styles.field}>
        <span aria-hidden="true">{say('boundaries.note')}</span>
        <Input
          size="small"
          aria-label={say('boundaries.note')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <label className={`${styles.check} ${styles.wide}`}>
        <input
          type="checkbox"
          checked={changesOnly}
          onChange={(event) => setChangesOnly(event.target.checked)}
        />
        {say('boundaries.changesOnly')}
      </label>
      <div className={styles.wide}>
        <Button size="small" htmlType="submit" disabled={!file || !day} loading={props.busy}>
          {say(props.busy ? 'boundaries.previewing' : 'boundaries.preview')}
        </Button>
      </div>
    </form>
  )
}
