/** ZaloPay. */
export const providerZalopay: Readonly<Record<string, string>> = {
  'Remove it: codes come from the mini app alone.': 'Hãy bỏ nó đi: code chỉ đến từ mini app.',
  '{0} or {1}': '{0} hoặc {1}',
  'Expected {0}.': 'Cần {0}.',
  'The verifier is not that of the challenge: make both with the SDK, or the challenge with zalopayCodeChallenge(verifier) and, if that is refused, zalopayCodeChallenge(verifier, "S256").':
    'Verifier không khớp với challenge: hãy tạo cả hai bằng SDK, hoặc tạo challenge bằng zalopayCodeChallenge(verifier) và, nếu bị từ chối, zalopayCodeChallenge(verifier, "S256").',
  'Check clientSecret (x-secret-key) and environment, and with ZaloPay that the app is granted user authorization.':
    'Kiểm tra clientSecret (x-secret-key) và environment, và hỏi ZaloPay xem ứng dụng đã được mở tính năng cấp quyền người dùng chưa.',
  'The user must log in again in the mini app.': 'Người dùng phải đăng nhập lại trong mini app.',
  'Let the mini app ask for a new code: each works once.':
    'Hãy để mini app xin code mới: mỗi code chỉ dùng được một lần.',
  '{0} If each is refused: {1}': '{0} Nếu code nào cũng bị từ chối: {1}',
  'The verifier is no PKCE verifier: expected letters, digits and the characters - . _ ~ (RFC 7636).':
    'Verifier không phải PKCE verifier: cần chữ cái, chữ số và các ký tự - . _ ~ (RFC 7636).',
  'The form of the challenge is unknown: expected "hex" or "S256".':
    'Không có dạng challenge này: cần "hex" hoặc "S256".',
  'Its path is not published: set endpoints.userInfo as ZaloPay told you, or userInfo: false and name the account yourself.':
    'Đường dẫn của nó không được công bố: hãy đặt endpoints.userInfo như ZaloPay cho biết, hoặc đặt userInfo: false và tự đặt tên tài khoản.',
  'Check clientSecret and environment.': 'Kiểm tra clientSecret và environment.',
  "The mini app asks for a code with zlpSdk.User.getOauthV1Code and sends it to your server with the verifier; there call tokens.exchange('{0}', { code, codeVerifier }).":
    "Mini app xin code bằng zlpSdk.User.getOauthV1Code rồi gửi về máy chủ của bạn cùng verifier; ở đó hãy gọi tokens.exchange('{0}', { code, codeVerifier }).",
  'It is the appId that ZaloPay gave when the merchant was registered, in quotes.':
    'Đó là appId mà ZaloPay cấp khi đăng ký merchant, viết trong dấu nháy.',
  'It is the secret for x-secret-key; ask the ZaloPay team for it.':
    'Đó là bí mật cho x-secret-key; hãy hỏi đội ngũ ZaloPay.',
  'Remove it: ask the ZaloPay team to set the permissions of the app.':
    'Hãy bỏ nó đi: nhờ đội ngũ ZaloPay đặt quyền cho ứng dụng.',
}
