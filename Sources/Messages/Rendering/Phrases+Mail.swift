package import Escalation

/// What relays reply, and what our own set-up for mail lacks, in words.
extension Phrases {
    /// What a relay's reply means.
    package func mail(_ mail: Evidence.Mail) -> String {
        switch mail {
        case .answered: pick("the relay answered", "邮件中继应答", "郵件中繼回應")
        case .notReady: pick("the relay is not ready", "邮件中继暂不可用", "郵件中繼暫不可用")
        case .refused: pick("refused", "被拒收", "遭拒收")
        case .refusesAddress: pick("the relay refuses the address", "邮件中继拒收此邮箱", "郵件中繼拒收此信箱")
        case .refusesDomain:
            pick("the relay takes no mail for this domain", "邮件中继不接收此域名的邮件", "郵件中繼不接收此網域的郵件")
        case .refusesSize: pick("the relay refuses the mail's size", "邮件中继不接受邮件大小", "郵件中繼不接受郵件大小")
        case .answersWithoutEnd: pick("the relay answers without end", "邮件中继的应答没有尽头", "郵件中繼的回應沒有盡頭")
        case .cannotCheckUser:
            pick("the relay could not check our user", "邮件中继无法验证账号", "郵件中繼無法驗證使用者")
        case .cannotBeginTLS: pick("the relay cannot begin TLS now", "邮件中继暂时无法启用TLS", "郵件中繼暫時無法啟用TLS")
        default: setUp(mail)
        }
    }

    /// What is wrong with the set-up, and which setting mends it.
    private func setUp(_ mail: Evidence.Mail) -> String {
        switch mail {
        case .noRelay:
            pick(
                "no e-mail relay is configured (--smtp-url smtp://HOST:PORT)",
                "未设置邮件中继（--smtp-url smtp://HOST:PORT）",
                "未設定郵件中繼（--smtp-url smtp://HOST:PORT）"
            )
        case .badSettings: pick("the relay's settings cannot be used", "邮件中继的设置无法使用", "郵件中繼的設定無法使用")
        case .beginsNoTLS:
            pick("the relay offers TLS and does not begin it", "邮件中继声称支持TLS却不启用", "郵件中繼聲稱支援TLS卻不啟用")
        case .noTLS:
            pick(
                "the relay offers no TLS (for a relay on this machine only: smtp-tls: none)",
                "邮件中继不提供TLS（仅本机中继可用：smtp-tls: none）",
                "郵件中繼不提供TLS（僅本機中繼可用：smtp-tls: none）"
            )
        case .untrusted:
            pick("there is no trusted connection to the relay", "无法与邮件中继建立可信连接", "無法與郵件中繼建立可信連線")
        case .wantsTLS:
            pick(
                "the relay wants TLS first (smtp-tls: required)",
                "邮件中继要求先启用TLS（smtp-tls: required）",
                "郵件中繼要求先啟用TLS（smtp-tls: required）"
            )
        case .wantsLogin:
            pick(
                "the relay asks for authentication (smtp-user, smtp-password-file)",
                "邮件中继要求登录（smtp-user、smtp-password-file）",
                "郵件中繼要求登入（smtp-user、smtp-password-file）"
            )
        case .refusesUser:
            pick("the relay refuses our user or password", "邮件中继拒绝账号或密码", "郵件中繼拒絕使用者或密碼")
        case .refusesMechanism:
            pick(
                "the relay does not take the way in which our user and password are shown",
                "邮件中继不接受本系统的登录方式",
                "郵件中繼不接受本系統的登入方式"
            )
        case .noMechanism:
            pick(
                "the relay does not take user and password as we have them",
                "邮件中继不支持本系统的账号和密码登录方式",
                "郵件中繼不支援本系統的使用者與密碼登入方式"
            )
        case .noDialogue:
            pick(
                "the relay does not follow the dialogue (is smtp-url a mail relay?)",
                "邮件中继不遵循SMTP对话（smtp-url是邮件中继吗？）",
                "郵件中繼不遵循SMTP對話（smtp-url是郵件中繼嗎？）"
            )
        default: refusal(mail)
        }
    }

    private func refusal(_ mail: Evidence.Mail) -> String {
        switch mail {
        case .refusesGreeting:
            pick(
                "the relay refuses the name by which this machine greets it (smtp-hello)",
                "邮件中继拒绝本机的问候名称（smtp-hello）",
                "郵件中繼拒絕本機的問候名稱（smtp-hello）"
            )
        case .refusesSender:
            pick(
                "the relay refuses our sender address (smtp-from)",
                "邮件中继拒绝发件邮箱（smtp-from）",
                "郵件中繼拒絕寄件信箱（smtp-from）"
            )
        case .refusesRelaying:
            pick("the relay passes no mail on for us", "邮件中继不为本系统转发邮件", "郵件中繼不為本系統轉送郵件")
        case .refusesHost:
            pick("the relay does not take mail from this machine", "邮件中继不接受本机的邮件", "郵件中繼不接受本機的郵件")
        case .refusesForDomain:
            pick(
                "the relay finds that this machine may not send for our sender's domain",
                "邮件中继认为本机无权以发件域名发送",
                "郵件中繼認為本機無權以寄件網域發送"
            )
        case .refusesUs: pick("the relay refuses us", "邮件中继拒绝本系统", "郵件中繼拒絕本系統")
        case .refusesByRules:
            pick("the relay's rules refuse us", "邮件中继的规则拒绝本系统", "郵件中繼的規則拒絕本系統")
        default: ""
        }
    }
}
