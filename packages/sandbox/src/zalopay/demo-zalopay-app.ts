import type { ZaloPayApp } from './options.ts'

/** A mini app to try things with. */
export const demoZaloPayApp: ZaloPayApp = {
  appId: 1878,
  secretKey: 'sandbox-zalopay-secret-not-a-real-one',
  callbackUrl: 'http://127.0.0.1:8910/callback',
  permissions: ['user.phone', 'user.name', 'user.avatar', 'user.identity.info'],
  users: [
    { muid: '230713000004217', displayName: 'Lê Thu Hà', phone: '0901234567' },
    { muid: '230713000009038', displayName: 'Phạm Quốc Bảo', phone: '0387654321' },
  ],
}
