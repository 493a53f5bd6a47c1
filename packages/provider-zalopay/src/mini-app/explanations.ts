/** In one language. */
export interface MiniAppAdvice {
  happened: string
  todo: string
}

export interface MiniAppExplanation {
  /** ZaloPay's own words. */
  name: string
  /** The user wanted it so. */
  cancelled: boolean
  en: MiniAppAdvice
  vi: MiniAppAdvice
}

/** The names are documented; what to do about them is our advice. */
export const explanations: Readonly<Record<string, MiniAppExplanation>> = {
  '030501': {
    name: 'User Canceled',
    cancelled: true,
    en: {
      happened: 'The user closed or refused the consent screen.',
      todo: 'Nothing is wrong. Offer the login again when the user asks for it.',
    },
    vi: {
      happened: 'Người dùng đã đóng hoặc từ chối màn hình cấp quyền.',
      todo: 'Không có lỗi gì. Khi người dùng muốn đăng nhập thì mời lại.',
    },
  },
  '030502': {
    name: 'Invalid Argument',
    cancelled: false,
    en: {
      happened: 'getOauthV1Code was called with a wrong argument.',
      todo: 'Check that appId is a number such as 1878 and not a string, and that codeChallenge is the challenge, not the verifier.',
    },
    vi: {
      happened: 'Tham số truyền vào getOauthV1Code không đúng.',
      todo: 'Kiểm tra: appId phải là số như 1878, không phải chuỗi; codeChallenge phải là challenge, không phải verifier.',
    },
  },
  '030503': {
    name: 'System Error',
    cancelled: false,
    en: {
      happened: 'ZaloPay failed on its side.',
      todo: 'Let the user try again later. If it stays, ask the ZaloPay team.',
    },
    vi: {
      happened: 'Hệ thống ZaloPay gặp lỗi.',
      todo: 'Để người dùng thử lại sau. Nếu vẫn lỗi, hãy hỏi đội ngũ ZaloPay.',
    },
  },
  '030504': {
    name: 'Unauthenticated',
    cancelled: false,
    en: {
      happened: 'ZaloPay does not know who the user or the app is.',
      todo: 'Open the mini app inside the ZaloPay app, signed in, and check appId. If it stays, ask the ZaloPay team whether the app may use user authorization.',
    },
    vi: {
      happened: 'ZaloPay không xác định được người dùng hoặc ứng dụng.',
      todo: 'Mở mini app trong ứng dụng ZaloPay đã đăng nhập và kiểm tra appId. Nếu vẫn lỗi, hỏi đội ngũ ZaloPay xem ứng dụng đã được mở tính năng cấp quyền người dùng chưa.',
    },
  },
  '030505': {
    name: 'Get permissions error',
    cancelled: false,
    en: {
      happened: 'ZaloPay could not find out what the app may ask for.',
      todo: 'Let the user try once more. If it stays, ask the ZaloPay team to check the scopes that are set for the app.',
    },
    vi: {
      happened: 'ZaloPay không lấy được danh sách quyền của ứng dụng.',
      todo: 'Để người dùng thử lại một lần. Nếu vẫn lỗi, nhờ đội ngũ ZaloPay kiểm tra scope đã cấu hình cho ứng dụng.',
    },
  },
}
