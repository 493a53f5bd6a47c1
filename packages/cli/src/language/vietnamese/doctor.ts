/** What `doctor` finds, and what it advises. */
export const doctor: Readonly<Record<string, string>> = {
  'No configuration file in {0}: variables and .env decide.':
    'Không có tệp cấu hình trong {0}: biến môi trường và .env quyết định.',
  '{0} is valid.': '{0} hợp lệ.',
  'No provider is configured.': 'Chưa cấu hình nhà cung cấp nào.',
  'oauth-tokens init asks for what one needs; or set its variables, such as ZALO_OA_CLIENT_ID.':
    'oauth-tokens init sẽ hỏi những gì cần thiết; hoặc đặt biến môi trường, ví dụ ZALO_OA_CLIENT_ID.',
  'oauth-tokens init adds one to {0}.': 'oauth-tokens init sẽ thêm vào {0}.',
  '{0} is set, but defines no provider: with a configuration file only what stands in it counts.':
    '{0} đã đặt nhưng không tạo ra nhà cung cấp nào: khi có tệp cấu hình, chỉ những gì ghi trong đó được tính.',
  'oauth-tokens init --provider {0} adds it to {1}.': 'oauth-tokens init --provider {0} sẽ thêm vào {1}.',
  '{0} in the store; none is in trouble.': '{0} trong kho; không kết nối nào gặp trục trặc.',
  'Configure provider {0}, or drop it: oauth-tokens forget {1}':
    'Cấu hình nhà cung cấp {0}, hoặc bỏ kết nối này: oauth-tokens forget {1}',
  'Its provider is not configured here, so nobody can refresh it here.':
    'Nhà cung cấp của kết nối chưa được cấu hình ở đây, nên không thể làm mới ở đây.',
  'Its owner must consent again {0}.': 'Chủ tài khoản phải cấp quyền lại {0}.',
  'Its owner must consent again.': 'Chủ tài khoản phải cấp quyền lại.',
  'Its consent was ended.': 'Quyền đã cấp đã bị chấm dứt.',
  '{0}, or oauth-tokens forget {1}': '{0}, hoặc oauth-tokens forget {1}',
  'The provider asked to slow down; it is tried again by itself.':
    'Nhà cung cấp yêu cầu gọi chậm lại; sẽ tự động thử lại.',
  'Nobody knows how its last refresh ended; it is tried again by itself.':
    'Không rõ lần làm mới gần nhất kết thúc ra sao; sẽ tự động thử lại.',
  'Refreshing it fails; it is tried again by itself.': 'Làm mới không thành công; sẽ tự động thử lại.',
  'Node.js {0}; language {1}; set: {2}.': 'Node.js {0}; ngôn ngữ {1}; đã đặt: {2}.',
  'Node.js {0}; language {1}; none of our variables is set.':
    'Node.js {0}; ngôn ngữ {1}; chưa đặt biến nào của oauth-tokens.',
  'Node.js {0} is not one that this was tested with.': 'Chưa được kiểm thử với Node.js {0}.',
  'Use Node.js 20.19, 22.13, 24 or a later one of these.':
    'Hãy dùng Node.js 20.19, 22.13, 24 hoặc bản mới hơn của chúng.',
  'NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can pose as a provider, and take the tokens.':
    'NODE_TLS_REJECT_UNAUTHORIZED=0: bất cứ ai trên đường truyền cũng có thể giả làm nhà cung cấp và lấy token.',
  'Unset it; NODE_EXTRA_CA_CERTS adds an authority of your own.':
    'Hãy bỏ biến này; NODE_EXTRA_CA_CERTS dùng để thêm CA của riêng bạn.',
  '{0} is set, and nothing reads it.': '{0} đã đặt nhưng không nơi nào đọc.',
  'Known are {0}.': 'Các giá trị được biết: {0}.',
  'OAUTH_TOKENS_LANG names a language that does not exist here.':
    'OAUTH_TOKENS_LANG nêu một ngôn ngữ không được hỗ trợ.',
  'NODE_EXTRA_CA_CERTS names {0}, which cannot be read ({1}): its authorities are not trusted.':
    'NODE_EXTRA_CA_CERTS trỏ tới {0} nhưng không đọc được ({1}): các CA trong đó không được tin cậy.',
  'Name the right file, or unset it.': 'Trỏ tới đúng tệp, hoặc bỏ biến này.',
  'File modes say nothing on Windows: see to it that only this user may read the files.':
    'Trên Windows, quyền tệp không cho biết điều gì: hãy bảo đảm chỉ người dùng này đọc được các tệp.',
  'There is no file yet that could hold a secret.': 'Chưa có tệp nào có thể chứa bí mật.',
  'Only this user may read {0}.': 'Chỉ người dùng này đọc được {0}.',
  '{0} is open to other users (mode {1}).': 'Người dùng khác cũng truy cập được {0} (quyền {1}).',
  'Who may read {0} cannot be told ({1}).': 'Không biết được ai đọc được {0} ({1}).',
  'Let this user into its folder.': 'Hãy cho người dùng này quyền vào thư mục chứa nó.',
  '{0} holds secrets, and git does not ignore it.': '{0} chứa bí mật mà git không bỏ qua tệp này.',
  'Put .env into .gitignore; if it was committed: git rm --cached .env, and change the secrets.':
    'Thêm .env vào .gitignore; nếu đã commit: git rm --cached .env, rồi đổi các bí mật.',
  'OAUTH_TOKENS_KEY names them in the keyring of this system: {0}.':
    'OAUTH_TOKENS_KEY trỏ tới khóa trong keyring của hệ thống: {0}.',
  'OAUTH_TOKENS_KEY gives them.': 'Khóa lấy từ OAUTH_TOKENS_KEY.',
  'encryptionKeys in {0} gives them.': 'Khóa lấy từ encryptionKeys trong {0}.',
  'The file {0} holds it; keep a copy of that file.':
    'Khóa nằm trong tệp {0}; hãy giữ một bản sao của tệp này.',
  '{0} connections and {1} rescued token sets': '{0} kết nối và {1} bộ token cứu hộ',
  '1 connection': '1 kết nối',
  '{0} connections': '{0} kết nối',
  'Key {0} is missing; unreadable without it: {1}.':
    'Thiếu khóa {0}; không có khóa này thì không đọc được: {1}.',
  'Add it to OAUTH_TOKENS_KEY again, after the first; if it is lost, log in again.':
    'Thêm lại vào OAUTH_TOKENS_KEY, sau khóa đầu tiên; nếu đã mất, hãy đăng nhập lại.',
  'Key {0} encrypts what is new; encrypted with it: {1}.':
    'Khóa {0} mã hóa dữ liệu mới; đang được mã hóa bằng khóa này: {1}.',
  'It may be taken out of OAUTH_TOKENS_KEY.': 'Có thể bỏ khóa này khỏi OAUTH_TOKENS_KEY.',
  'Key {0} only decrypts; encrypted with it: {1}.':
    'Khóa {0} chỉ dùng để giải mã; đang được mã hóa bằng khóa này: {1}.',
  'Its settings are complete; it names no address to try.': 'Cấu hình đầy đủ; không có địa chỉ nào để thử.',
  '{0} does not answer ({1}).': '{0} không trả lời ({1}).',
  'Start what listens there: for the sandbox, oauth-tokens sandbox --port {0}':
    'Khởi động dịch vụ ở địa chỉ đó: với sandbox là oauth-tokens sandbox --port {0}',
  'Check network, DNS, firewall and proxy (HTTPS_PROXY, NO_PROXY) of this machine.':
    'Kiểm tra mạng, DNS, tường lửa và proxy (HTTPS_PROXY, NO_PROXY) của máy này.',
  '{0} answers, and does not tell its time.': '{0} có trả lời, nhưng không cho biết giờ.',
  '{0} answers; the clocks agree.': '{0} có trả lời; đồng hồ khớp nhau.',
  '{0} answers; the clock of this machine is {1} s behind its own.':
    '{0} có trả lời; đồng hồ máy này chậm hơn {1} giây.',
  '{0} answers; the clock of this machine is {1} s ahead of its own.':
    '{0} có trả lời; đồng hồ máy này nhanh hơn {1} giây.',
  '{0} answers, but the clock of this machine is {1} s behind its own: tokens are renewed too late.':
    '{0} có trả lời, nhưng đồng hồ máy này chậm hơn {1} giây: token bị làm mới quá muộn.',
  '{0} answers, but the clock of this machine is {1} s ahead of its own: tokens are renewed too often.':
    '{0} có trả lời, nhưng đồng hồ máy này nhanh hơn {1} giây: token bị làm mới quá thường xuyên.',
  'Set the clock (timedatectl set-ntp true): expiries are counted by it.':
    'Chỉnh lại đồng hồ (timedatectl set-ntp true): thời hạn được tính theo đồng hồ này.',
  'Nothing can listen on {0} now ({1}), where its logins end.':
    'Hiện không thể lắng nghe ở {0} ({1}), nơi trình duyệt quay về khi đăng nhập.',
  'End what listens there, or log in with: oauth-tokens login {0} --paste':
    'Tắt chương trình đang chiếm địa chỉ đó, hoặc đăng nhập bằng: oauth-tokens login {0} --paste',
  'There is none (rescueDir: false): tokens that the store does not take are lost with the process.':
    'Không có (rescueDir: false): token mà kho không nhận sẽ mất cùng tiến trình.',
  'Remove rescueDir, or name a folder.': 'Bỏ rescueDir, hoặc nêu một thư mục.',
  'There is none: nothing of a store in memory outlives the process.':
    'Không có: kho trong bộ nhớ không giữ lại gì khi tiến trình kết thúc.',
  '{0} can be used; nothing waits there.': '{0} dùng được; không có gì đang chờ.',
  '{0}: token sets that wait for the store: {1}.': '{0}: số bộ token đang chờ lưu vào kho: {1}.',
  'Do not delete them. Once the store works, `oauth-tokens refresh --due` saves them before anything else.':
    'Đừng xóa. Khi kho hoạt động lại, `oauth-tokens refresh --due` sẽ lưu chúng trước tiên.',
  '{0} cannot be used ({1}): what the store does not take would be lost.':
    'Không dùng được {0} ({1}): những gì kho không nhận sẽ bị mất.',
  'Give this user read and write access to it, or set rescueDir.':
    'Cấp cho người dùng này quyền đọc và ghi, hoặc đặt rescueDir.',
  'Checks that failed: {0}. What to do stands behind each.':
    'Các mục không đạt: {0}. Việc cần làm ghi sau từng mục.',
  configuration: 'cấu hình',
  environment: 'môi trường',
  files: 'tệp',
  keys: 'khóa',
  store: 'kho',
  'rescue folder': 'thư mục cứu hộ',
  provider: 'nhà cung cấp',
  connections: 'kết nối',
  '{0} {1}': '{0} {1}',
}
