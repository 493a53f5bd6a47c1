/** Zoho. */
export const providerZoho: Readonly<Record<string, string>> = {
  'Expected small letters, as in the location of a callback.':
    'Cần chữ thường, như trong location của callback.',
  'Expected one of {0}, or the name of one in dataCenters.':
    'Cần một trong: {0}, hoặc tên một mục trong dataCenters.',
  'is for no data centre': 'không thuộc trung tâm dữ liệu nào',
  'names a data centre that is not known here (known: {0}); dataCenters takes others':
    'nêu một trung tâm dữ liệu không có ở đây (đã biết: {0}); có thể thêm vào dataCenters',
  'names a server that is not the one of its data centre, {0}':
    'nêu một máy chủ không phải của trung tâm dữ liệu {0}',
  'What is known of the account of {0} {1}. Nothing is sent. Correct its params: location alone is enough.':
    'Thông tin về tài khoản của {0} {1}. Chưa gửi gì. Hãy sửa params: chỉ cần location là đủ.',
  'Which connection is this call for? Make it in token.as(connection, () => …).':
    'Lệnh gọi này dành cho kết nối nào? Hãy gọi trong token.as(connection, () => …).',
  "Check clientId, dataCenter and the account's location, and at {0}, Settings, that the client is switched on in that data centre.":
    'Kiểm tra clientId, dataCenter và location của tài khoản, và ở {0}, Settings, xem client đã được bật ở trung tâm dữ liệu đó chưa.',
  'Copy clientSecret again from {0}. If the console shows another secret for this data centre, give it in clientSecrets.':
    'Hãy sao chép lại clientSecret từ {0}. Nếu trang đó hiện bí mật khác cho trung tâm dữ liệu này, hãy ghi vào clientSecrets.',
  'Register redirectUri at {0}, letter for letter. The code of a Self Client has none.':
    'Hãy đăng ký redirectUri ở {0}, đúng từng ký tự. Code của Self Client thì không có redirectUri.',
  'Check scopes: they are written like ZohoCRM.modules.ALL.':
    'Kiểm tra scopes: viết theo dạng ZohoCRM.modules.ALL.',
  'Name the organization: the account of such a connection is its soid, like ZohoCRM.600123434.':
    'Hãy nêu tổ chức: tài khoản của kết nối loại này là soid, như ZohoCRM.600123434.',
  'The account lives in a data centre that is not known here: add it with dataCenters.':
    'Tài khoản nằm ở trung tâm dữ liệu không có ở đây: hãy thêm bằng dataCenters.',
  'Start the login again: a code works once, for a minute or two, and only in its own data centre.':
    'Hãy bắt đầu đăng nhập lại: một code chỉ dùng được một lần, trong một hai phút, và chỉ ở trung tâm dữ liệu của nó.',
  'It was revoked, ended by the 21st of this account, by a changed password or by removing the app. The owner must consent again.':
    'Token đã bị thu hồi, bị token thứ 21 của tài khoản này thay thế, bị đổi mật khẩu hoặc bị gỡ ứng dụng. Chủ tài khoản phải cấp quyền lại.',
  'Allow the client this grant in the API console.':
    'Hãy cho phép client dùng loại cấp quyền này trong API console.',
  'Zoho blocks for up to 10 minutes, and asking again prolongs it: it is tried again later.':
    'Zoho chặn tối đa 10 phút, và hỏi lại sẽ kéo dài thêm: sẽ tự thử lại sau.',
  'It is "Client ID" of the client at https://api-console.zoho.com.':
    'Đó là "Client ID" của client ở https://api-console.zoho.com.',
  'It is "Client Secret" of the client at https://api-console.zoho.com.':
    'Đó là "Client Secret" của client ở https://api-console.zoho.com.',
  'Expected one of the "Authorized Redirect URIs" of the client at https://api-console.zoho.com, letter for letter.':
    'Cần một trong các "Authorized Redirect URIs" của client ở https://api-console.zoho.com, đúng từng ký tự.',
  'access_denied, which means that the owner refused, or that more than 10 logins were begun in 10 minutes':
    'access_denied, nghĩa là chủ tài khoản từ chối, hoặc đã bắt đầu hơn 10 lần đăng nhập trong 10 phút',
  'It names its data centre twice.': 'Nó nêu trung tâm dữ liệu hai lần.',
  'It {0}.': 'Nó {0}.',
}
