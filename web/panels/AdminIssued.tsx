import type { ApiKey, Display, KeyRole } from '@grid/data/contract'
import { WallSceneKind } from '@grid/data/contract'
import { Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useNewDisplay, useNewKey, useRevoking } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatInstant } from '../lib/time.ts'
import { Panel } from '../ui/Panel.tsx'
import { useSurface } from '../ui/surface.tsx'
import { type Admission, AdmissionForm } from './AdmissionForm.tsx'
import styles from './Admissions.module.css'
import { AdmissionTable, useScopeWords } from './AdmissionTable.tsx'

/** Keys of machines, or tokens of walls: made, listed, revoked. The instant is that of the data on the page. */
export function AdminIssued(
  props: { now: string } & (
    | { kind: 'key'; list: readonly ApiKey[] }
    | { kind: 'display'; list: readonly Display[] }
  ),
) {
  const { kind } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const scopeWords = useScopeWords()
  const [opened, setOpened] = useState(false)
  const [made, setMade] = useState<string>()
  const newKey = useNewKey()
  const newDisplay = useNewDisplay()
  const revoking = useRevoking()
  const close = () => {
    setOpened(false)
    setMade(undefined)
  }
  const save = async ({ name = '', role, scope, days = 365, scenes = [] }: Admission) => {
    if (kind === 'key') {
      const { secret } = await newKey.mutateAsync({ name, role: (role ?? 'viewer') as KeyRole, scope, days })
      setMade(secret)
    } else {
      const { path } = await newDisplay.mutateAsync({ name, scope, scenes })
      setMade(`${location.origin}${path}`)
    }
  }
  const when = (instant: string | null) =>
    instant === null ? say('admin.never') : formatInstant(instant, timeZone, lang)
  const stateOf = (one: ApiKey | Display) => {
    if (one.revokedAt !== null) return 'revoked'
    return 'expiresAt' in one && one.expiresAt <= props.now ? 'expired' : 'good'
  }
  const titles = kind === 'key' ? say('admin.keys') : say('admin.displays')
  return (
    <Panel
      title={titles}
      actions={
        <Button size="small" type="primary" onClick={() => setOpened(true)}>
          {say(`admin.add.${kind}`)}
        </Button>
      }
    >
      <AdmissionTable
        label={titles}
        none={say(`admin.${kind}s.none`)}
        head={[
          say('admin.name'),
          say(kind === 'key' ? 'admin.role' : 'admin.scenes'),
          say('admin.areas'),
          ...(kind === 'key' ? [say('admin.until')] : []),
          say('admin.used'),
          say('admin.state'),
        ]}
        rows={props.list.map((one: ApiKey | Display) => {
          const state = stateOf(one)
          return {
            id: one.id,
            over: state !== 'good',
            cells: [
              one.name,
              'role' in one
                ? say(`role.${one.role}`)
                : one.scenes.map((scene) => say(`admin.scene.${scene}`)).join(lang === 'zh' ? '、' : ', '),
              scopeWords(one.scope),
              ...('expiresAt' in one ? [when(one.expiresAt)] : []),
              when(one.usedAt),
              say(`admin.state.${state}`),
            ],
            deeds: state === 'good' && (
              <Popconfirm
                title={say('admin.revoke.sure', { name: one.name })}
                okText={say('admin.revoke')}
                cancelText={say('admin.cancel')}
                onConfirm={() => revoking.mutate({ kind, id: one.id })}
              >
                <Button size="small">{say('admin.revoke')}</Button>
              </Popconfirm>
            ),
          }
        })}
      />
      <Modal title={say(`admin.add.${kind}`)} open={opened} footer={null} destroyOnHidden onCancel={close}>
        {made === undefined ? (
          <AdmissionForm
            kind={kind}
            begin={
              kind === 'key'
                ? { name: '', role: 'planner', scope: 'all', days: 365 }
                : { name: '', scope: 'all', scenes: [...WallSceneKind.options] }
            }
            onSave={save}
          />
        ) : (
          <div role="status">
            <p>{say(`admin.once.${kind}`)}</p>
            <code className={styles.secret}>{made}</code>
            <Button type="primary" onClick={close}>
              {say('admin.once.close')}
            </Button>
          </div>
        )}
      </Modal>
    </Panel>
  )
}
