/** The wizard: what it asks, and what it writes. */
export const init: Readonly<Record<string, string>> = {
  'Ask which providers, write the configuration and .env, make a key.':
    'Hỏi dùng nhà cung cấp nào, ghi cấu hình và .env, tạo khóa.',
  'Providers are added to a configuration that is there already.':
    'Nếu đã có tệp cấu hình thì thêm nhà cung cấp vào đó.',
  'Whatever flags and variables (ZALO_OA_CLIENT_ID, …) say is not asked; off a terminal they must say everything.':
    'Những gì cờ và biến môi trường (ZALO_OA_CLIENT_ID, …) đã nêu thì không hỏi; ngoài terminal, chúng phải nêu đủ.',
  'what to set up; sandbox: emulated ones, to try it out':
    'nhà cung cấp cần thiết lập; sandbox: bản giả lập để dùng thử',
  'an answer, such as clientId=123; with several providers zoho.clientId=1000.ABC':
    'một câu trả lời, ví dụ clientId=123; khi có nhiều nhà cung cấp: zoho.clientId=1000.ABC',
  'file with lines such as ZOHO_CLIENT_SECRET=…, or - to read them from stdin':
    'tệp gồm các dòng như ZOHO_CLIENT_SECRET=…, hoặc - để đọc từ stdin',
  "where the new key is kept: in .env, in a file of this user, in the system's keyring":
    'nơi giữ khóa mới: trong .env, trong tệp của người dùng này, trong keyring của hệ thống',
  'ask nothing: take what is usual': 'không hỏi gì: dùng giá trị thông thường',
  'replace values that .env has already': 'thay các giá trị đã có trong .env',
  '{0} is there: providers are added to it, nothing else in it changes.':
    'Đã có {0}: chỉ thêm nhà cung cấp vào đó, ngoài ra không đổi gì.',
  '{0} and .env will be made here.': 'Sẽ tạo {0} và .env ở đây.',
  'Nothing is written before the last answer; Ctrl-C ends it.':
    'Chưa ghi gì trước câu trả lời cuối cùng; bấm Ctrl-C để thoát.',
  'Nobody can be asked here, and these answers are missing: {0}.':
    'Không thể hỏi ai ở đây, mà còn thiếu các câu trả lời sau: {0}.',
  'Nobody can be asked here: choose with --provider, one or more of {0}.':
    'Không thể hỏi ai ở đây: hãy chọn bằng --provider, một hoặc nhiều trong số {0}.',
  'An answer is needed.': 'Cần có câu trả lời.',
  'None is chosen yet: the space bar chooses, Enter goes on.':
    'Chưa chọn mục nào: phím cách để chọn, Enter để tiếp tục.',
  Yes: 'Có',
  No: 'Không',
  '--key file is for a store on this machine only: {0} needs the same key in every process. Choose --key env or --key keyring.':
    '--key file chỉ dành cho kho trên máy này: {0} cần cùng một khóa trong mọi tiến trình. Hãy chọn --key env hoặc --key keyring.',
  'Where to keep the key that encrypts them': 'Giữ khóa mã hóa token ở đâu',
  'mode 0600, not for git': 'quyền 0600, không đưa vào git',
  'In a file of this user': 'Trong tệp của người dùng này',
  'In the keyring of this system': 'Trong keyring của hệ thống',
  'needs a session of this user': 'cần phiên đăng nhập của người dùng này',
  'Which providers? (space chooses, Enter goes on)':
    'Dùng nhà cung cấp nào? (phím cách để chọn, Enter để tiếp tục)',
  'Sandbox, to try it out without an account': 'Sandbox, dùng thử không cần tài khoản',
  'Where to keep the tokens (always encrypted)': 'Giữ token ở đâu (luôn được mã hóa)',
  'In this project': 'Trong dự án này',
  'With this user, for all projects': 'Ở thư mục của người dùng, dùng chung cho mọi dự án',
  'several machines': 'nhiều máy',
  'Address, such as {0} (goes into .env)': 'Địa chỉ, ví dụ {0} (ghi vào .env)',
  'Expected an address such as {0}.': 'Cần một địa chỉ như {0}.',
  '--set {0}.{1}: {2} has no such option, or it is a secret, which never stands on the command line.':
    '--set {0}.{1}: {2} không có tùy chọn này, hoặc đó là bí mật, không bao giờ được ghi trên dòng lệnh.',
  '--set takes OPTION=VALUE or, with several providers, PROVIDER.OPTION=VALUE, such as zoho.clientId=1000.ABC.':
    '--set nhận TÙY_CHỌN=GIÁ_TRỊ hoặc, khi có nhiều nhà cung cấp, NHÀ_CUNG_CẤP.TÙY_CHỌN=GIÁ_TRỊ, ví dụ zoho.clientId=1000.ABC.',
  '{0} has another value in .env, and nothing was changed. --force replaces it; without a new value in the environment or --secrets the old one is kept.':
    '{0} trong .env có giá trị khác, không có gì bị thay đổi. --force sẽ thay; nếu không có giá trị mới trong biến môi trường hay --secrets thì giữ giá trị cũ.',
  '{0} has another value in .env. Replace it?': '{0} trong .env có giá trị khác. Thay không?',
  '{0} (Enter keeps {1} as it is)': '{0} (Enter để giữ nguyên {1})',
  '{0} (may be left empty)': '{0} (có thể để trống)',
  '{0} (in the environment, in .env, or a line of --secrets -)':
    '{0} (trong biến môi trường, trong .env, hoặc một dòng của --secrets -)',
  '--set {0}.{1}=… or {2}': '--set {0}.{1}=… hoặc {2}',
  'Expected a small letter, then small letters, digits and "-".':
    'Cần bắt đầu bằng chữ thường, sau đó là chữ thường, chữ số và "-".',
  'A provider "{0}" is configured already.': 'Đã cấu hình nhà cung cấp "{0}".',
  'A name for it: the first part of connection ids': 'Đặt tên cho nó: phần đầu của id kết nối',
  '--set {0}.id=NAME (first part of connection ids, not taken yet)':
    '--set {0}.id=TÊN (phần đầu của id kết nối, chưa ai dùng)',
  'written: {0}': 'đã ghi: {0}',
  'changed: {0}': 'đã sửa: {0}',
  'Start the sandbox in a terminal of its own: {0}': 'Chạy sandbox trong một terminal riêng: {0}',
  '--set sandbox.port: expected a port, 1 to 65535.': '--set sandbox.port: cần một cổng, từ 1 đến 65535.',
  'Emulated on this machine: `{0}` runs it.': 'Giả lập trên máy này: chạy bằng `{0}`.',
  'A new configuration is written with comments, as .mjs or .ts: give --config another name than {0}.':
    'Cấu hình mới được ghi kèm chú thích, dạng .mjs hoặc .ts: hãy cho --config một tên khác {0}.',
  'Settings of oauth-tokens; `oauth-tokens doctor` checks them.':
    'Cấu hình của oauth-tokens; kiểm tra bằng `oauth-tokens doctor`.',
  'Secrets stand in .env beside this file, which must never be committed.':
    'Bí mật nằm trong .env cạnh tệp này; đừng bao giờ commit tệp .env.',
  'Where tokens are kept, encrypted: file:DIR, redis://… or postgres://…':
    'Nơi giữ token, đã mã hóa: file:THƯ_MỤC, redis://… hoặc postgres://…',
  'OAUTH_TOKENS_STORE in .env says where; without it, the data directory of this user.':
    'OAUTH_TOKENS_STORE trong .env cho biết ở đâu; nếu không có thì là thư mục dữ liệu của người dùng này.',
  'The key that encrypts them: OAUTH_TOKENS_KEY in .env, else what stands here,':
    'Khóa mã hóa chúng: OAUTH_TOKENS_KEY trong .env, nếu không có thì giá trị ở đây,',
  'else a file of this user that is made by itself. "keyring:NAME" is one in the system\'s keyring.':
    'nếu cũng không có thì một tệp của người dùng này, tự tạo. "keyring:TÊN" là khóa trong keyring của hệ thống.',
  'Who is told when an owner must consent again: a program, which gets JSON on its stdin.':
    'Báo cho ai khi chủ tài khoản phải cấp quyền lại: một chương trình, nhận JSON qua stdin.',
  '{0} has no list of providers that could be extended; nothing was changed. Add this to it: {1}':
    'Không tìm thấy danh sách nhà cung cấp trong {0} để thêm vào; không có gì bị thay đổi. Hãy tự thêm: {1}',
  "{0} cannot be written into .env, and nothing was changed: keep it in a file and name that in the configuration as { file: 'PATH' }.":
    "Không ghi được {0} vào .env, không có gì bị thay đổi: hãy để trong một tệp và khai trong cấu hình là { file: 'ĐƯỜNG_DẪN' }.",
  '{0} cannot be written ({1}): there is no such folder. Make it, or name another place.':
    'Không ghi được {0} ({1}): không có thư mục như vậy. Hãy tạo thư mục đó, hoặc chọn nơi khác.',
  '{0} cannot be written ({1}): the disk is full. Make room, and try again.':
    'Không ghi được {0} ({1}): đĩa đã đầy. Hãy giải phóng chỗ rồi thử lại.',
  '{0} cannot be written ({1}). Give this user write access to its folder, and try again.':
    'Không ghi được {0} ({1}). Hãy cấp cho người dùng này quyền ghi vào thư mục đó rồi thử lại.',
  'Client id': 'Client id',
  'Client secret': 'Client secret',
  'Redirect URI, letter for letter as it is registered': 'Redirect URI, đúng từng ký tự như đã đăng ký',
  'Expected an address such as {0} or https://app.example/callback.':
    'Cần một địa chỉ như {0} hoặc https://app.example/callback.',
  'App id ("ID ứng dụng")': 'ID ứng dụng',
  'Expected digits only.': 'Chỉ gồm chữ số.',
  'Secret key of the app ("Khóa bí mật của ứng dụng")': 'Khóa bí mật của ứng dụng',
  'https://developers.zalo.me → your app: switch it on at the top right.':
    'https://developers.zalo.me → ứng dụng của bạn: bật ứng dụng ở góc trên bên phải.',
  'Sản phẩm → Official Account → Thiết lập chung: save {0} as "Official Account Callback Url", and tick the permissions.':
    'Sản phẩm → Official Account → Thiết lập chung: lưu {0} vào "Official Account Callback Url", và chọn các quyền.',
  'On the app\'s page: copy "ID ứng dụng" and "Khóa bí mật của ứng dụng".':
    'Ở trang của ứng dụng: chép "ID ứng dụng" và "Khóa bí mật của ứng dụng".',
  'Zalo social login': 'Đăng nhập bằng Zalo',
  'Đăng nhập → Thêm nền tảng → Web: save {0} as the callback URL (that of the Official Account is another one).':
    'Đăng nhập → Thêm nền tảng → Web: lưu {0} làm callback URL (callback URL của Official Account là cái khác).',
  'Zalo Official Account, tokens held by eTelecom': 'Zalo Official Account, token do eTelecom giữ',
  'eTelecom gives the API key of your shop (a partner: of the partner for that shop).':
    'eTelecom cấp API key của cửa hàng (với đối tác: key của đối tác cho cửa hàng đó).',
  'https://developers.zalo.me → your app: save {0} as "Official Account Callback Url".':
    'https://developers.zalo.me → ứng dụng của bạn: lưu {0} vào "Official Account Callback Url".',
  "The app's id and secret key may be left empty where eTelecom has them; a secret key is handed to eTelecom.":
    'Có thể để trống id và khóa bí mật của ứng dụng nếu eTelecom đã có; khóa bí mật được chuyển cho eTelecom.',
  'API key': 'API key',
  'Zalo Official Account, tokens held by Interits': 'Zalo Official Account, token do Interits giữ',
  'Log in to Interits and copy the key from the page Key/License.':
    'Đăng nhập Interits và chép key ở trang Key/License.',
  'https://api-console.zoho.com (or the console of your own data centre) → Add Client → Server-based Applications.':
    'https://api-console.zoho.com (hoặc console của trung tâm dữ liệu của bạn) → Add Client → Server-based Applications.',
  'Authorized Redirect URIs: {0}. Then copy "Client ID" and "Client Secret".':
    'Authorized Redirect URIs: {0}. Sau đó chép "Client ID" và "Client Secret".',
  'Settings: switch on each data centre that your users live in.':
    'Settings: bật từng trung tâm dữ liệu mà người dùng của bạn ở đó.',
  'Data centre that the client is registered in': 'Trung tâm dữ liệu nơi client được đăng ký',
  'United States': 'Mỹ',
  Europe: 'Châu Âu',
  India: 'Ấn Độ',
  Australia: 'Úc',
  Japan: 'Nhật Bản',
  Canada: 'Canada',
  'Saudi Arabia': 'Ả Rập Xê Út',
  'United Kingdom': 'Anh',
  China: 'Trung Quốc',
  'United Arab Emirates': 'UAE',
  'Client id ("Client ID", as 1000.ABC…)': 'Client id ("Client ID", dạng 1000.ABC…)',
  'Scopes, such as ZohoCRM.modules.ALL; AaaServer.profile.READ tells whose account it is':
    'Scope, ví dụ ZohoCRM.modules.ALL; AaaServer.profile.READ cho biết đó là tài khoản nào',
  'https://open.lazada.com: register and, once your profile is approved, create an app: "ERP System" serves any seller, "Seller In-house APP" only those on its whitelist.':
    'https://open.lazada.com: đăng ký và, khi hồ sơ được duyệt, tạo ứng dụng: loại "ERP System" dùng được cho mọi người bán, "Seller In-house APP" chỉ cho người bán trong danh sách của nó.',
  'Set its App Callback URL to {0}, if the console takes that; otherwise to an https address of yours, and log in with --paste.':
    'Đặt App Callback URL là {0}, nếu trang quản lý chấp nhận; nếu không, dùng một địa chỉ https của bạn và đăng nhập bằng --paste.',
  'On the app\'s page: request the API permissions that you need, and copy "App Key" and "App Secret".':
    'Ở trang của ứng dụng: xin các quyền API cần dùng, và sao chép "App Key" và "App Secret".',
  'App Key': 'App Key',
  'App Secret': 'App Secret',
  'ZaloPay mini app': 'Mini app ZaloPay',
  'There is no page for it: ask the ZaloPay team for a mini app with user authorization, and tell them its scopes.':
    'Không có trang tự đăng ký: hãy xin đội ngũ ZaloPay một mini app có ủy quyền người dùng, và cho họ biết các scope.',
  'They give you an appId and the secret for x-secret-key; that of the sandbox is another one.':
    'Họ cấp appId và secret cho x-secret-key; secret của môi trường sandbox là cái khác.',
  'Environment of ZaloPay': 'Môi trường ZaloPay',
  'appId of the mini app': 'appId của mini app',
  'Secret for x-secret-key': 'Secret cho x-secret-key',
  'Any OAuth 2.0 or OpenID Connect server': 'Máy chủ OAuth 2.0 hoặc OpenID Connect bất kỳ',
  'Register a web application at the server, with the redirect URI {0} and refresh tokens allowed.':
    'Đăng ký ứng dụng web ở máy chủ, với redirect URI {0} và cho phép refresh token.',
  'The issuer is what "issuer" says in <issuer>/.well-known/openid-configuration.':
    'Issuer là giá trị "issuer" trong <issuer>/.well-known/openid-configuration.',
  'Most servers give a refresh token only for the scope offline_access.':
    'Phần lớn máy chủ chỉ cấp refresh token khi có scope offline_access.',
  'Issuer, such as https://id.acme.example': 'Issuer, ví dụ https://id.acme.example',
  'Expected an address such as https://id.acme.example.': 'Cần một địa chỉ như https://id.acme.example.',
  'Client secret, or nothing where the app has none': 'Client secret, để trống nếu ứng dụng không có',
  'Scopes, apart by spaces': 'Scope, cách nhau bằng dấu cách',
}
