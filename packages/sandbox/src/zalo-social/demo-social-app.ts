import type { ZaloSocialApp } from './options.ts'

/** An app to try the social login with. */
export const demoSocialApp: ZaloSocialApp = {
  appId: '3904711650482913377',
  secretKey: 'sandbox-social-secret-not-a-real-one',
  redirectUris: ['http://127.0.0.1:8910/callback'],
  users: [
    { id: '6410983327745120093', name: 'Nguyễn Thị Lan' },
    { id: '8275510046193862217', name: 'Trần Văn Minh' },
  ],
}
