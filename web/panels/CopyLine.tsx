import { Button } from 'antd'
import { useId, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import styles from './ExportSheet.module.css'

/** A text to take along: in a field of its own, with a button that copies it. */
export function CopyLine(props: { label: string; text: string }) {
  const say = useSay()
  const id = useId()
  const [copied, setCopied] = useState<string>()
  return (
    <div>
      <label className={styles.copy} htmlFor={id}>
        {props.label}
      </label>
      <div className={styles.address}>
        <input id={id} readOnly value={props.text} onFocus={(event) => event.target.select()} />
        <Button
          size="small"
          onClick={async (event) => {
            const field = event.currentTarget.previousElementSibling
            try {
              await navigator.clipboard.writeText(props.text)
              setCopied(props.text)
            } catch {
              // the browser forbids it: the field is ready to be copied by hand
              if (field instanceof HTMLInputElement) field.focus()
            }
          }}
        >
          {say(copied === props.text ? 'plan.file.copied' : 'plan.file.copy')}
        </Button>
      </div>
    </div>
  )
}
