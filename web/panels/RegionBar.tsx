import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { boxText, fourNumbers } from '../lib/region.ts'
import { useView } from '../view/useView.ts'
import styles from './PlanBar.module.css'

/** How a region can be drawn; the map knows how. */
export type RegionKind = 'polygon' | 'lasso' | 'box'

const kinds = ['polygon', 'lasso', 'box'] as const

/** Draws the region that tickets are counted in, by hand or by coordinates, and takes it off. */
export function RegionBar(props: {
  drawing: RegionKind | undefined
  onDraw: (kind: RegionKind | undefined) => void
}) {
  const { drawing, onDraw } = props
  const say = useSay()
  const { view, setView } = useView()
  return (
    <fieldset className={styles.region}>
      <legend className={styles.label}>{say('plan.region')}</legend>
      {kinds.map((kind) => (
        <Button
          key={kind}
          size="small"
          type={drawing === kind ? 'primary' : 'default'}
          aria-pressed={drawing === kind}
          onClick={() => onDraw(drawing === kind ? undefined : kind)}
        >
          {say(`plan.region.${kind}`)}
        </Button>
      ))}
      <Typed />
      {drawing !== undefined && (
        <Button size="small" onClick={() => onDraw(undefined)}>
          {say('plan.region.cancel')}
        </Button>
      )}
      {view.within !== null && drawing === undefined && (
        <Button size="small" danger onClick={() => setView({ within: null })}>
          {say('plan.region.clear')}
        </Button>
      )}
    </fieldset>
  )
}

/** A rectangle for who does not point: four numbers. */
function Typed() {
  const say = useSay()
  const { setView } = useView()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [bad, setBad] = useState(false)
  const set = () => {
    const numbers = fourNumbers(text)
    const within = numbers && boxText(...numbers)
    setBad(!within)
    if (!within) return
    setOpen(false)
    void setView({ within })
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className={styles.typed}
          onSubmit={(event) => {
            event.preventDefault()
            set()
          }}
        >
          <label htmlFor="region-typed">{say('plan.region.typed.what')}</label>
          <Input
            id="region-typed"
            size="small"
            value={text}
            placeholder="109.00, 34.45, 109.10, 34.55"
            status={bad ? 'error' : ''}
            onChange={(event) => setText(event.target.value)}
          />
          {bad && (
            <p role="alert" className={styles.note}>
              {say('plan.region.typed.bad')}
            </p>
          )}
          <Button size="small" type="primary" htmlType="submit">
            {say('plan.region.typed.set')}
          </Button>
        </form>
      }
    >
      <Button size="small" aria-expanded={open}>
        {say('plan.region.typed')}
      </Button>
    </Popover>
  )
}
