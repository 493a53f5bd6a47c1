import { phrase } from '@oauth-tokens/core/phrase'
import type { ProviderGuide } from '../question.ts'
import { redirectUri, usualRedirect, zaloAppId, zaloAppSecret } from './common.ts'

export const zaloOa: ProviderGuide = {
  title: 'Zalo Official Account',
  console: [
    phrase`https://developers.zalo.me → your app: switch it on at the top right.`,
    phrase`Sản phẩm → Official Account → Thiết lập chung: save ${usualRedirect} as "Official Account Callback Url", and tick the permissions.`,
    phrase`On the app's page: copy "ID ứng dụng" and "Khóa bí mật của ứng dụng".`,
  ],
  questions: [zaloAppId, zaloAppSecret, redirectUri],
}

export const zalo: ProviderGuide = {
  title: phrase`Zalo social login`,
  console: [
    phrase`https://developers.zalo.me → your app: switch it on at the top right.`,
    phrase`Đăng nhập → Thêm nền tảng → Web: save ${usualRedirect} as the callback URL (that of the Official Account is another one).`,
    phrase`On the app's page: copy "ID ứng dụng" and "Khóa bí mật của ứng dụng".`,
  ],
  questions: [zaloAppId, zaloAppSecret, redirectUri],
}
