import nock from 'nock'
import { afterEach, beforeEach, expect } from 'vitest'

/** What a request was, but for what HTTP itself needs. */
export interface Received {
  url: string
  headers: Record<string, unknown>
  body: unknown
}

/** Around each test: no call gets out, and every answer that a test prepared was asked for. */
export function gatewayWire(origin: string) {
  beforeEach(() => nock.disableNetConnect())
  afterEach(() => {
    const unused = nock.pendingMocks()
    nock.cleanAll()
    nock.enableNetConnect()
    expect(unused).toEqual([])
  })
  /** Answers one POST; what arrived stands in the list. */
  return (path: string, status: number, answer: string | object, headers = {}): Received[] => {
    const received: Received[] = []
    nock(origin)
      .post(path)
      .reply(
        status,
        function (_uri, body) {
          const {
            host: _h,
            connection: _c,
            'accept-encoding': _e,
            'content-length': _l,
            ...own
          } = this.req.headers
          received.push({ url: `${origin}${this.req.path}`, headers: own, body })
          return answer
        },
        headers,
      )
    return received
  }
}

/** An OA object as the gateways document it. */
export const oaObject = (changes: Record<string, unknown> = {}) => ({
  app_id: '2719450083316648125',
  avatar: 'https://avatar.invalid/oa.jpg',
  connection_id: '7300000000000000001',
  connection_method: 'direct',
  cover: 'https://cover.invalid/oa.jpg',
  created_at: '2026-01-01T00:00:00Z',
  current_quality: 'HIGH',
  daily_quota: 500,
  description: 'Nhà sách',
  expires_at: '2026-04-01T00:00:00Z',
  is_verified: true,
  last_week_quality: 'HIGH',
  name: 'Nhà Sách Hồng Hà',
  oa_id: '3350871946620137458',
  onwer_id: '1187340522061824003',
  remaining_quota: 480,
  shop_id: '1187340522061824004',
  status: 'P',
  updated_at: '2026-01-01T00:00:00Z',
  ...changes,
})

/** The same as it is understood here. */
export const oaState = {
  account: '3350871946620137458',
  label: 'Nhà Sách Hồng Hà',
  connected: true,
  expiresAt: Date.UTC(2026, 3, 1),
  params: {
    appId: '2719450083316648125',
    connectionId: '7300000000000000001',
    connectionMethod: 'direct',
    ownerId: '1187340522061824003',
    shopId: '1187340522061824004',
  },
}
