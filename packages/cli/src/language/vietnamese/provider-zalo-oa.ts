/** Zalo, and the gateways of its Official Accounts. */
export const providerZaloOa: Readonly<Record<string, string>> = {
  'eTelecom keeps them and hands none out. Call the OA through its Zalo Cloud API, with apiKey.':
    'eTelecom giữ token và không đưa ra. Hãy gọi OA qua Zalo Cloud API của họ, bằng apiKey.',
  'Provider {0} answered with no OA.': 'Nhà cung cấp {0} trả lời mà không có OA.',
  'It is the API key of the shop in eTelecom, or of the partner for that shop.':
    'Đó là API key của shop ở eTelecom, hoặc của đối tác cho shop đó.',
  'The callback for {0} is incomplete: expected code, oa_id and a state that is a number. Log in again: oauth-tokens login {1}':
    'Callback của {0} không đầy đủ: cần code, oa_id và một state là số. Đăng nhập lại: oauth-tokens login {1}',
  'Check baseUrl and partner: there is no such address.':
    'Kiểm tra baseUrl và partner: không có địa chỉ này.',
  'Check apiKey and partner: this key may not make the call.':
    'Kiểm tra apiKey và partner: key này không được thực hiện lệnh gọi đó.',
  'Interits keeps them and hands none out. Call the OA through its CPaaS API, with apiKey.':
    'Interits giữ token và không đưa ra. Hãy gọi OA qua CPaaS API của họ, bằng apiKey.',
  'It is the licence key on the page Key/License of Interits.':
    'Đó là license key ở trang Key/License của Interits.',
  'Look at the page Key/License: this key may not do it.':
    'Hãy xem trang Key/License: key này không được làm việc đó.',
  'Provider {0} answered with a list of OAs without end.':
    'Nhà cung cấp {0} trả về danh sách OA không có điểm dừng.',
  'Provider {0} answered with another OA than it was asked for.':
    'Nhà cung cấp {0} trả về OA khác với OA được hỏi.',
  'has an app_id that is not clientId': 'có app_id không phải clientId',
  'Copy the link of the same app.': 'Hãy sao chép liên kết của đúng ứng dụng.',
  'has no redirect_uri': 'không có redirect_uri',
  'Save a callback URL in the console, then copy the link.':
    'Hãy lưu callback URL trong trang quản lý, rồi sao chép liên kết.',
  'has another redirect_uri than the option redirectUri': 'có redirect_uri khác với tùy chọn redirectUri',
  'Leave one out, or make them the same.': 'Hãy bỏ một trong hai, hoặc đặt giống nhau.',
  'has a code_challenge': 'có code_challenge',
  'Give its verifier: pkce: { codeVerifier }.': 'Hãy ghi verifier của nó: pkce: { codeVerifier }.',
  'has a code_challenge that is not the S256 of pkce.codeVerifier':
    'có code_challenge không phải S256 của pkce.codeVerifier',
  'Give the verifier it was made of.': 'Hãy ghi đúng verifier đã tạo ra nó.',
  'Activate the app at https://developers.zalo.me.': 'Hãy kích hoạt ứng dụng ở https://developers.zalo.me.',
  'Switch on the API group "OA information" for the app in the console (free).':
    'Hãy bật nhóm API "OA information" cho ứng dụng trong trang quản lý (miễn phí).',
  'The Official Account must be verified by Zalo.': 'Official Account phải được Zalo xác thực.',
  'Tick the permission to read OA information in the console; then an admin must consent again.':
    'Hãy chọn quyền đọc thông tin OA trong trang quản lý; sau đó một quản trị viên phải cấp quyền lại.',
  'The Official Account needs a paid package; the token is good.':
    'Official Account cần gói trả phí; token vẫn dùng được.',
  'Set secretProof, with the right clientSecret, or switch off the check of appsecret_proof in the console.':
    'Hãy đặt secretProof, với đúng clientSecret, hoặc tắt việc kiểm tra appsecret_proof trong trang quản lý.',
  'Look at the Official Account and the app in the console.':
    'Hãy xem Official Account và ứng dụng trong trang quản lý.',
  'Save redirectUri, letter for letter, as "Official Account Callback Url" at https://developers.zalo.me, the app, Official Account, Thiết lập chung; verifying the domain is not enough.':
    'Hãy lưu redirectUri, đúng từng ký tự, vào ô "Official Account Callback Url" ở https://developers.zalo.me, ứng dụng, Official Account, Thiết lập chung; chỉ xác thực tên miền là chưa đủ.',
  'An admin of the Official Account must consent again.':
    'Một quản trị viên của Official Account phải cấp quyền lại.',
  'Expected the "Official Account Callback Url" of the app, letter for letter: https://developers.zalo.me, the app, Official Account, Thiết lập chung.':
    'Cần "Official Account Callback Url" của ứng dụng, đúng từng ký tự: https://developers.zalo.me, ứng dụng, Official Account, Thiết lập chung.',
  'Remove it: permissions are ticked in the console, at Official Account, Thiết lập chung.':
    'Hãy bỏ nó đi: quyền được chọn trong trang quản lý, ở Official Account, Thiết lập chung.',
  'It is "ID ứng dụng" of the app at https://developers.zalo.me.':
    'Đó là "ID ứng dụng" của ứng dụng ở https://developers.zalo.me.',
  'It is "Khóa bí mật của ứng dụng" of the app at https://developers.zalo.me.':
    'Đó là "Khóa bí mật của ứng dụng" ở https://developers.zalo.me.',
  'Zalo does not know this kind of grant: check endpoints.token.':
    'Zalo không biết loại cấp quyền này: kiểm tra endpoints.token.',
  'Check clientId ("ID ứng dụng"), and that the app is activated at https://developers.zalo.me.':
    'Kiểm tra clientId ("ID ứng dụng"), và ứng dụng đã được kích hoạt ở https://developers.zalo.me chưa.',
  'Copy clientSecret ("Khóa bí mật của ứng dụng") again from https://developers.zalo.me.':
    'Hãy sao chép lại clientSecret ("Khóa bí mật của ứng dụng") từ https://developers.zalo.me.',
  'Zalo does not support this kind of grant: check endpoints.token.':
    'Zalo không hỗ trợ loại cấp quyền này: kiểm tra endpoints.token.',
  'Start the login again: a code works once and for 10 minutes.':
    'Hãy bắt đầu đăng nhập lại: một code chỉ dùng được một lần và trong 10 phút.',
  'Link the app with an Official Account in the console.':
    'Hãy liên kết ứng dụng với một Official Account trong trang quản lý.',
  'The user does not show the profile to this app.': 'Người dùng không cho ứng dụng này xem hồ sơ.',
  'Check clientSecret: appsecret_proof is made of it.':
    'Kiểm tra clientSecret: appsecret_proof được tạo từ nó.',
  'The app is disabled: look at it at https://developers.zalo.me.':
    'Ứng dụng đã bị vô hiệu hóa: hãy xem ở https://developers.zalo.me.',
  'Save redirectUri as callback URL at https://developers.zalo.me, the app, Đăng nhập, platform Web; the one of the Official Account is another.':
    'Hãy lưu redirectUri làm callback URL ở https://developers.zalo.me, ứng dụng, Đăng nhập, nền tảng Web; callback của Official Account là một URL khác.',
  'The user must log in again.': 'Người dùng phải đăng nhập lại.',
  'Expected the callback URL of the app, letter for letter: https://developers.zalo.me, the app, Đăng nhập, platform Web.':
    'Cần callback URL của ứng dụng, đúng từng ký tự: https://developers.zalo.me, ứng dụng, Đăng nhập, nền tảng Web.',
  'Remove it: permissions are ticked in the console.': 'Hãy bỏ nó đi: quyền được chọn trong trang quản lý.',
}
