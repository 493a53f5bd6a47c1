import type { ZaloApp } from './options.ts'

/** An app to try things with: two OAs, one of each spelling of the id in getoa. */
export const demoApp: ZaloApp = {
  appId: '4318657068771012646',
  secretKey: 'sandbox-secret-not-a-real-one',
  redirectUris: ['http://127.0.0.1:8910/callback'],
  oas: [
    { id: '5797458635083528840', name: 'Tiệm Bánh Mì Cô Ba' },
    { id: '2491302944280861639', name: 'Trà Sữa Phố Cổ', idField: 'oaid' },
  ],
}
