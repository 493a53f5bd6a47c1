/** Standard OAuth 2.0 and OpenID Connect servers. */
export const providerOauth2: Readonly<Record<string, string>> = {
  'It does not name its issuer (iss), which this server always does.':
    'Nó không nêu issuer (iss), trong khi máy chủ này luôn nêu.',
  'It comes from another issuer than configured.': 'Nó đến từ issuer khác với cấu hình.',
  'private_key_jwt signs with it.': 'private_key_jwt ký bằng khóa đó.',
  'is {0}, and there is a privateKey': 'là {0}, nhưng lại có privateKey',
  'Leave one out.': 'Hãy bỏ một trong hai.',
  'is none, and there is a clientSecret': 'là none, nhưng lại có clientSecret',
  'is given beside privateKey': 'được đặt cùng với privateKey',
  'Leave one out, or set clientAuth.': 'Hãy bỏ một trong hai, hoặc đặt clientAuth.',
  'is not what this server authenticates apps by': 'không phải cách máy chủ này xác thực ứng dụng',
  'Set clientAuth, or use a privateKey: see token_endpoint_auth_methods_supported in its discovery document.':
    'Hãy đặt clientAuth, hoặc dùng privateKey: xem token_endpoint_auth_methods_supported trong tài liệu discovery của nó.',
  "Check this machine's clock.": 'Kiểm tra đồng hồ máy này.',
  'The keys of {0} could not be fetched, so that its id_token could not be checked ({1}). Try again later.':
    'Không lấy được các khóa của {0}, nên không kiểm tra được id_token ({1}). Hãy thử lại sau.',
  'The id_token of {0} cannot be trusted ({1}). Nothing was stored.':
    'Không tin được id_token của {0} ({1}). Chưa lưu gì.',
  'Expected the name of the server, an https URL; or endpoints, with at least token.':
    'Cần tên của máy chủ, là một URL https; hoặc endpoints, ít nhất có token.',
  'Name the server, for example acme.': 'Hãy đặt tên cho máy chủ, ví dụ acme.',
  'is not used here': 'không dùng ở đây',
  'Give the issuer or the endpoints of the other server.': 'Hãy ghi issuer hoặc endpoints của máy chủ kia.',
  'It is made anew for each login, or has an option of its own.':
    'Giá trị này được tạo mới cho mỗi lần đăng nhập, hoặc có tùy chọn riêng.',
  'cannot be set': 'không đặt được',
  'Expected single-use or reusable.': 'Cần single-use hoặc reusable.',
  'Expected the name of a claim, or false.': 'Cần tên một claim, hoặc false.',
  'Expected the PEM text ("-----BEGIN PRIVATE KEY-----" …) or the JSON of a private JWK.':
    'Cần văn bản PEM ("-----BEGIN PRIVATE KEY-----" …) hoặc JSON của một JWK riêng tư.',
  'is not a private key that can be read': 'không phải khóa riêng đọc được',
  'has fewer than 2048 bits': 'ngắn hơn 2048 bit',
  'Make a longer one.': 'Hãy tạo khóa dài hơn.',
  'Expected RSA, an EC key on P-256, P-384 or P-521, or Ed25519.':
    'Cần RSA, khóa EC trên P-256, P-384 hoặc P-521, hoặc Ed25519.',
  'is of a kind that no server takes here': 'thuộc loại mà không máy chủ nào nhận ở đây',
  'Check resource and audience.': 'Kiểm tra resource và audience.',
  "Check clientId, privateKey, keyId, and this machine's clock: the proof lives for a minute.":
    'Kiểm tra clientId, privateKey, keyId và đồng hồ máy này: bằng chứng chỉ có hiệu lực một phút.',
  'Check clientId and clientSecret, and that the app is registered for {0} (clientAuth).':
    'Kiểm tra clientId và clientSecret, và ứng dụng có đăng ký {0} (clientAuth) không.',
  'The user info may want another scope, such as openid; or set accountClaim to false.':
    'User info có thể cần scope khác, như openid; hoặc đặt accountClaim là false.',
  'Set accountClaim to false and name the account.': 'Hãy đặt accountClaim là false và tự đặt tên tài khoản.',
  'The user info has no {0}: set accountClaim to a field of it, or to false.':
    'User info không có {0}: hãy đặt accountClaim là một trường của nó, hoặc false.',
}
