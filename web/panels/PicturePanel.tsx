import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useSay } from '../i18n/index.ts'
import type { Theme } from '../lib/tokens.ts'
import { useTheme } from '../ui/surface.tsx'
import styles from './PicturePanel.module.css'
import { keep } from './useFile.ts'

const scales = [1, 2, 3, 4] as const
const papers = ['A4', 'A3'] as const
type Paper = (typeof papers)[number]

/** Dots to a CSS pixel that print sharply: the sheet is drawn finer the larger it is. */
const sharpness: Record<Paper, number> = { A4: 3, A3: 4 }

/** The map as a picture file, and on one sheet of paper. */
export function PicturePanel(props: {
  title: string
  /** without its extension */
  fileName: string
  /** draws map, title, legend and all that stands under it */
  draw: (scale: number, colours: Theme) => Promise<HTMLCanvasElement | undefined>
  /** whether the map shows what it is to show */
  ready: boolean
}) {
  const say = useSay()
  const theme = useTheme()
  const [scale, setScale] = useState<number>(2)
  const [paper, setPaper] = useState<Paper>('A4')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const [made, setMade] = useState<{ w: number; h: number }>()
  const [sheet, setSheet] = useState<{ url: string; paper: Paper }>()
  useEffect(() => () => (sheet ? URL.revokeObjectURL(sheet.url) : undefined), [sheet])
  const drawn = async (
    dots: number,
    colours: Theme,
    use: (blob: Blob, canvas: HTMLCanvasElement) => void,
  ) => {
    setBusy(true)
    setFailed(false)
    try {
      const canvas = await props.draw(dots, colours)
      const blob = canvas && (await blobOf(canvas))
      if (!canvas || !blob) throw new Error('no picture')
      use(blob, canvas)
    } catch (error) {
      console.warn(error)
      setFailed(true)
    }
    setBusy(false)
  }
  return (
    <div className={styles.panel}>
      <section aria-label={say('plan.picture')}>
        <h2 className={styles.title}>{say('plan.picture')}</h2>
        <p>{say('plan.picture.what')}</p>
        <div className={styles.line}>
          <Segmented
            size="small"
            aria-label={say('plan.picture.scale')}
            value={scale}
            options={scales.map((value) => ({ value, label: `${value}×` }))}
            onChange={setScale}
          />
          <Button
            size="small"
            type="primary"
            disabled={busy || !props.ready}
            onClick={() =>
              void drawn(scale, theme, (blob, { width, height }) => {
                keep(blob, `${props.fileName}.png`)
                setMade({ w: width, h: height })
              })
            }
          >
            {say('plan.picture.save')}
          </Button>
          <span role="status">
            {busy ? say('plan.picture.making') : made && say('plan.picture.size', made)}
          </span>
        </div>
        {failed && <p role="alert">{say('plan.picture.failed')}</p>}
      </section>
      <section aria-label={say('plan.paper')}>
        <h2 className={styles.title}>{say('plan.paper')}</h2>
        <p>{say('plan.paper.what')}</p>
        <div className={styles.line}>
          <Segmented
            size="small"
            aria-label={say('plan.paper.size')}
            value={paper}
            options={[...papers]}
            onChange={setPaper}
          />
          <Button
            size="small"
            disabled={busy || !props.ready}
            onClick={() =>
              void drawn(sharpness[paper], 'light', (blob) =>
                setSheet({ url: URL.createObjectURL(blob), paper }),
              )
            }
          >
            {say('plan.paper.print')}
          </Button>
        </div>
      </section>
      {sheet &&
        createPortal(
          <div className={styles.sheet} data-paper={sheet.paper}>
            <style>{`@page { size: ${sheet.paper} landscape; margin: 0 }`}</style>
            <img
              src={sheet.url}
              alt={say('plan.picture.alt', { title: props.title })}
              onLoad={() => window.print()}
            />
          </div>,
          document.body,
        )}
    </div>
  )
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
