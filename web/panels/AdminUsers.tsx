import type { Account } from '@grid/data/contract'
import { Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useAccountChange, useNewAccount } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatInstant } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useSurface } from '../ui/surface.tsx'
import { type Admission, AdmissionForm } from './AdmissionForm.tsx'
import { AdmissionTable, useScopeWords } from './AdmissionTable.tsx'

/** People who may log in: let in, changed, shut out. */
export function AdminUsers(props: { accounts: readonly Account[] }) {
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const scopeWords = useScopeWords()
  const [opened, setOpened] = useState<Account | 'new'>()
  const adding = useNewAccount()
  const changing = useAccountChange()
  const save = async ({ name = '', role = 'viewer', scope, password = '' }: Admission) => {
    if (opened === 'new') await adding.mutateAsync({ name, role, scope, password })
    else if (opened)
      await changing.mutateAsync({
        id: opened.id,
        ...(opened.sso ? {} : { role, scope }),
        ...(password === '' ? {} : { password }),
      })
    setOpened(undefined)
  }
  return (
    <Panel
      title={say('admin.users')}
      actions={
        <Button size="small" type="primary" onClick={() => setOpened('new')}>
          {say('admin.add.user')}
        </Button>
      }
    >
      <AdmissionTable
        label={say('admin.users')}
        none={say('admin.users.none')}
        head={[
          say('admin.name'),
          say('admin.role'),
          say('admin.areas'),
          say('admin.login'),
          say('admin.state'),
        ]}
        rows={props.accounts.map((account) => ({
          id: account.id,
          over: account.disabled,
          cells: [
            account.name,
            say(`role.${account.role}`),
            scopeWords(account.scope),
            account.loginAt === null ? say('admin.never') : formatInstant(account.loginAt, timeZone, lang),
            <>
              {say(account.disabled ? 'admin.state.disabled' : 'admin.state.good')}{' '}
              {account.sso && <Mark title={say('admin.sso.what')}>{say('admin.sso')}</Mark>}
            </>,
          ],
          deeds: (
            <>
              {!account.sso && (
                <Button
                  size="small"
                  aria-label={say('admin.edit.of', { name: account.name })}
                  onClick={() => setOpened(account)}
                >
                  {say('admin.edit')}
                </Button>
              )}
              {account.disabled ? (
                <Button size="small" onClick={() => changing.mutate({ id: account.id, disabled: false })}>
                  {say('admin.enable')}
                </Button>
              ) : (
                <Popconfirm
                  title={say('admin.disable.sure', { name: account.name })}
                  okText={say('admin.disable')}
                  cancelText={say('admin.cancel')}
                  onConfirm={() => changing.mutate({ id: account.id, disabled: true })}
                >
                  <Button size="small">{say('admin.disable')}</Button>
                </Popconfirm>
              )}
            </>
          ),
        }))}
      />
      <Modal
        title={
          opened === 'new' || !opened ? say('admin.add.user') : say('admin.edit.of', { name: opened.name })
        }
        open={opened !== undefined}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpened(undefined)}
      >
        {opened !== undefined && (
          <AdmissionForm
            kind="user"
            begin={
              opened === 'new'
                ? { name: '', role: 'coordinator', scope: 'all', password: '' }
                : { role: opened.role, scope: opened.scope, password: '' }
            }
            {...(opened === 'new' ? {} : { passwordLabel: say('admin.edit.password') })}
            onSave={save}
          />
        )}
      </Modal>
    </Panel>
  )
}
