/** Keys: made, and kept in the keyring of the system. */
export const keys: Readonly<Record<string, string>> = {
  'Keep it: without it nobody can read what it encrypted. OAUTH_TOKENS_KEY takes it.':
    'Hãy giữ kỹ: không có khóa này thì không ai đọc được những gì nó đã mã hóa. Đặt vào OAUTH_TOKENS_KEY.',
  'A name in the keyring is made of letters, digits, ".", "_" and "-", at most 100 of them.':
    'Tên trong keyring gồm chữ cái, chữ số, ".", "_" và "-", tối đa 100 ký tự.',
  'The key is in the keyring of this user. OAUTH_TOKENS_KEY={0} uses it; it is nowhere else, and without it nobody can read what it encrypted.':
    'Khóa nằm trong keyring của người dùng này. Dùng bằng OAUTH_TOKENS_KEY={0}; không có bản nào khác, và không có khóa thì không ai đọc được những gì nó đã mã hóa.',
  'The keyring of this user has no key "{0}". `oauth-tokens keys generate --keyring {1}` makes one; what another key encrypted, only that one opens.':
    'Keyring của người dùng này không có khóa "{0}". `oauth-tokens keys generate --keyring {1}` tạo khóa mới; những gì khóa khác đã mã hóa thì chỉ khóa đó mở được.',
  'The keyring of this user has a key "{0}" already, and nothing was changed: connections may need it. Choose another name: oauth-tokens keys generate --keyring NAME':
    'Keyring của người dùng này đã có khóa "{0}", không có gì bị thay đổi: có thể có kết nối cần đến nó. Hãy chọn tên khác: oauth-tokens keys generate --keyring NAME',
  'The keyring of this system needs the package @napi-rs/keyring, which is not installed here or not made for this system. Install it (npm install @napi-rs/keyring), or keep the key in .env or in a file.':
    'Để dùng keyring của hệ thống cần gói @napi-rs/keyring, mà ở đây chưa cài hoặc gói không hỗ trợ hệ thống này. Hãy cài (npm install @napi-rs/keyring), hoặc giữ khóa trong .env hay trong tệp.',
  'The keyring of this system cannot be used ({0}). On Linux a Secret Service must run in this session, such as gnome-keyring or KWallet, and be unlocked. Where there is none, keep the key in .env or in a file.':
    'Không dùng được keyring của hệ thống ({0}). Trên Linux, phiên làm việc này phải có Secret Service đang chạy và đã mở khóa, như gnome-keyring hay KWallet. Nếu không có, hãy giữ khóa trong .env hay trong tệp.',
  'Print a new key, for OAUTH_TOKENS_KEY.': 'In một khóa mới, cho OAUTH_TOKENS_KEY.',
  'keep it in the keyring of this system instead, as "default" or under this name, and print what stands for it':
    'thay vào đó giữ trong keyring của hệ thống, với tên "default" hoặc tên này, và in ra cách gọi nó',
}
