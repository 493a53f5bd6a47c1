import type { GatewayShop } from './options.ts'

/** A shop to try things with: one OA that is connected, one that is not. */
export const demoShop: GatewayShop = {
  id: '1187340522061824003',
  name: 'Nhà Sách Hồng Hà',
  apiKey: '1187340522061824003:sandbox-not-a-real-key',
  shopKey: 'sandbox-shop-key-not-a-real-one',
  apps: [
    {
      appId: '2719450083316648125',
      appSecret: 'sandbox-gateway-app-secret-not-a-real-one',
      redirectUris: ['http://127.0.0.1:8910/callback'],
    },
  ],
  oas: [
    { id: '3350871946620137458', name: 'Nhà Sách Hồng Hà', connected: true },
    { id: '4402719385516093277', name: 'Văn Phòng Phẩm Hồng Hà' },
  ],
}
