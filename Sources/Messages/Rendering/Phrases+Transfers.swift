import Escalation

/// What receivers answered and how transfers failed, in words.
extension Phrases {
    func answer(_ status: Int, _ answer: Evidence.Answer, _ said: String?) -> String {
        let whole = pick("HTTP \(status)", "HTTP \(status)", "HTTP \(status)") + (said.map { ": " + $0 } ?? "")
        switch answer {
        case .plain: return whole
        case .lacks(let wanted):
            return whole + pick(" (a success has \(wanted))", "（成功应为\(wanted)）", "（成功應為\(wanted)）")
        case .silent:
            return pick(
                "the answer does not say whether it took the message, so it may have arrived: ",
                "应答未说明是否收下，可能已送达：",
                "回應未說明是否收下，可能已送達："
            ) + whole
        case .unread(let fault, let decides):
            let why = body(fault, said)
            let status = pick("HTTP \(status) (\(why))", "HTTP \(status)（\(why)）", "HTTP \(status)（\(why)）")
            guard decides else { return status }
            return pick(
                "the answer cannot be read, so it may have arrived: ",
                "应答无法读取，可能已送达：",
                "回應無法讀取，可能已送達："
            ) + status
        }
    }

    private func body(_ fault: Evidence.BodyFault, _ said: String?) -> String {
        switch fault {
        case .tooLong: pick("the answer is too long, and was not read to its end", "应答过长，未读完", "回應過長，未讀完")
        case .tooLongLine:
            pick("the answer has too long a line behind its last chunk", "应答末尾有过长的一行", "回應末尾有過長的一行")
        case .malformed:
            pick("no good HTTP", "HTTP格式有误", "HTTP格式不符") + (said.map { pick(": ", "：", "：") + $0 } ?? "")
        case .coding:
            pick(
                "the body is not in its content encoding\(said.map { " '\($0)'" } ?? ""), has more behind it, or that is not known here",
                "正文与其内容编码\(said.map { "“\($0)”" } ?? "")不符、其后还有内容，或该编码未知",
                "內文與其內容編碼\(said.map { "「\($0)」" } ?? "")不符、其後還有內容，或該編碼未知"
            )
        case .noText: pick("its body is no text", "正文不是文本", "內文不是文字")
        }
    }

    func redirected(_ status: Int, _ redirect: Evidence.Redirect, _ receiver: String?) -> String {
        let another = pick("another host", "另一台主机", "另一台主機")
        let target =
            switch redirect {
            case .elsewhere: pick("an address that is none of the web", "非网页的网址", "非網頁的網址")
            case .samePath(let host):
                pick("\(host ?? another) with the same path", "\(host ?? another)的同一路径", "\(host ?? another)的同一路徑")
            case .path(let host, let path): (host ?? another) + path
            }
        let receiver = receiver ?? self.receiver
        return pick(
            "HTTP \(status): \(receiver) points to \(target), and redirects are not followed: mend the address",
            "HTTP \(status)：\(receiver)要求跳转到\(target)，系统不跟随跳转：请修正联系方式",
            "HTTP \(status)：\(receiver)要求重新導向至\(target)，系統不跟隨導向：請修正聯絡方式"
        )
    }

    private var receiver: String { pick("the receiver", "接收方", "接收端") }

    /// How the other side is called in a sentence.
    private func name(_ peer: Evidence.Peer, _ place: String?) -> String {
        switch peer {
        case .receiver: place ?? receiver
        case .relay: pick("the relay", "邮件中继", "郵件中繼") + (place.map { pick(" ", "", "") + $0 } ?? "")
        }
    }

    func failure(_ failure: Evidence.Failure, of peer: Evidence.Peer, _ place: String?) -> String {
        let name = name(peer, place)
        let isMail = peer == .relay
        switch failure {
        case .unresolved:
            return pick("the name of \(name) could not be found", "无法解析\(name)的域名", "無法解析\(name)的網域名稱")
        case .unconnected: return pick("no connection to \(name)", "无法连接\(name)", "無法連線\(name)")
        case .untrusted: return pick("no trusted connection to \(name)", "无法与\(name)建立可信连接", "無法與\(name)建立可信連線")
        case .notTaken where isMail:
            return pick("\(name) did not take the whole mail", "\(name)未收下整封邮件", "\(name)未收下整封郵件")
        case .notTaken: return pick("\(name) did not take the request", "\(name)未收下请求", "\(name)未收下請求")
        case .unanswered where isMail:
            return pick(
                "\(name) had the whole mail and did not say whether it takes it",
                "\(name)已收到整封邮件，但未答复是否收下",
                "\(name)已收到整封郵件，但未答覆是否收下"
            )
        case .unanswered:
            return pick(
                "\(name) took the request and gave no whole answer",
                "\(name)已收下请求，但应答不完整",
                "\(name)已收下請求，但回應不完整"
            )
        case .unreadable:
            return pick(
                "\(name) took the request and gave no answer that can be read",
                "\(name)已收下请求，但应答无法读取",
                "\(name)已收下請求，但回應無法讀取"
            )
        case .notHTTP:
            return pick("\(name) gave an answer that is not HTTP", "\(name)的应答不是HTTP", "\(name)的回應不是HTTP")
        case .blocked: return pick("blocked address of \(name)", "\(name)的IP被禁止", "\(name)的網路位址被禁止")
        case .badURL: return pick("the URL of \(name) cannot be used", "\(name)的网址无法使用", "\(name)的網址無法使用")
        case .other where isMail: return pick("the mail failed", "邮件发送失败", "郵件發送失敗")
        case .other: return pick("the request to \(name) failed", "向\(name)的请求失败", "對\(name)的請求失敗")
        }
    }

    /// What to do about it, where somebody must.
    func remedy(_ failure: Evidence.Failure) -> String {
        switch failure {
        case .blocked:
            pick("; if it is yours, allow it in the settings", "；如属本单位，请在设置中允许", "；如屬本單位，請在設定中允許")
        case .badURL: pick("; mend the address", "；请修正联系方式", "；請修正聯絡方式")
        default: ""
        }
    }

    func bad(_ field: String, of peer: Evidence.Peer, _ place: String?) -> String {
        switch peer {
        case .relay: pick("the mail has a bad \(field)", "邮件的\(field)不合格", "郵件的\(field)不合格")
        case .receiver:
            pick(
                "the request to \(name(peer, place)) has a bad \(field); mend the address or preset",
                "发往\(name(peer, place))的请求中\(field)不合格，请修正联系方式或预设",
                "發往\(name(peer, place))的請求中\(field)不合格，請修正聯絡方式或預設"
            )
        }
    }

    // MARK: Details

    func detail(_ detail: Evidence.Detail) -> String {
        switch detail {
        case .notWithin(let seconds): pick("not within \(seconds) s", "\(seconds)秒内未成功", "\(seconds)秒內未成功")
        case .overdue: pick("the time limit passed", "已超时", "已逾時")
        case .endedInHeader:
            pick("the connection ended within the header", "连接在应答头部中断", "連線在回應標頭中斷")
        case .endedBefore(let silence):
            pick("the connection ended, \(unsaid(silence))", "连接中断，\(unsaid(silence))", "連線中斷，\(unsaid(silence))")
        case .silent(let silence, let seconds, let mayWantTLS):
            pick(
                "\(unsaid(silence)) within the \(seconds) s of an attempt",
                "\(seconds)秒内\(unsaid(silence))",
                "\(seconds)秒內\(unsaid(silence))"
            )
                + (mayWantTLS
                    ? pick(
                        " (port 465 begins with TLS as a rule: smtps:// instead of smtp://?)",
                        "（465端口通常以TLS开始：应为smtps://而非smtp://？）",
                        "（465連接埠通常以TLS開始：應為smtps://而非smtp://？）"
                    ) : "")
        case .beginsPlain, .speaksPlain, .otherName, .unknownAuthority, .oddOffer, .wantsCertificate: security(detail)
        case .offersNoLogin:
            pick("the relay offers no AUTH; nothing was sent", "邮件中继不提供AUTH，未发送", "郵件中繼不提供AUTH，未發送")
        case .offersLogins(let names):
            pick(
                "it offers \(names); we have PLAIN, LOGIN, CRAM-MD5 and DIGEST-MD5",
                "它提供\(names)；本系统支持PLAIN、LOGIN、CRAM-MD5和DIGEST-MD5",
                "它提供\(names)；本系統支援PLAIN、LOGIN、CRAM-MD5和DIGEST-MD5"
            )
        case .portNotAllowed, .noReceiversAddress, .privateNetwork, .otherFamily, .otherPort: refusal(detail)
        case .noHost: pick("the URL has no scheme, host or port", "网址缺少协议、主机或端口", "網址缺少協定、主機或連接埠")
        case .answer(let fault): body(fault, nil)
        case .noMemory: noMemory
        }
    }

    private func unsaid(_ silence: Evidence.Silence) -> String {
        switch silence {
        case .greeting: pick("no greeting", "没有问候语", "沒有問候語")
        case .mailAnswer: pick("no answer to the mail", "未应答邮件", "未回應郵件")
        case .ehlo, .helo, .starttls, .auth, .mail, .rcpt, .data, .quit:
            pick("no answer to \(silence.rawValue)", "未应答\(silence.rawValue)", "未回應\(silence.rawValue)")
        }
    }

    private func security(_ detail: Evidence.Detail) -> String {
        switch detail {
        case .beginsPlain:
            pick(
                "it does not begin with TLS: smtp:// instead of smtps://?",
                "它不以TLS开始：应为smtp://而非smtps://？",
                "它不以TLS開始：應為smtp://而非smtps://？"
            )
        case .speaksPlain:
            pick(
                "it took STARTTLS and then spoke no TLS: the relay is to be mended",
                "它接受STARTTLS后未使用TLS：邮件中继需修复",
                "它接受STARTTLS後未使用TLS：郵件中繼需修復"
            )
        case .otherName:
            pick(
                "its certificate is checked, and is for another name: smtp-url must name the relay as it does",
                "证书属于另一名称：smtp-url中的名称须与证书一致",
                "憑證屬於另一名稱：smtp-url中的名稱須與憑證一致"
            )
        case .unknownAuthority(ofOurs: false):
            pick(
                "its certificate is checked; one of your own authority is named in smtp-ca-file",
                "证书未受信任；自有证书机构请在smtp-ca-file中指定",
                "憑證未受信任；自有憑證機構請在smtp-ca-file中指定"
            )
        case .unknownAuthority(ofOurs: true):
            pick(
                "its certificate is checked, and what smtp-ca-file holds does not vouch for it",
                "smtp-ca-file中的证书机构未签发该证书",
                "smtp-ca-file中的憑證機構未簽發該憑證"
            )
        case .oddOffer:
            pick("the relay offers STARTTLS in a way that is not read", "邮件中继的STARTTLS声明无法识别", "郵件中繼的STARTTLS宣告無法識別")
        case .wantsCertificate(gotOurs: false):
            pick(
                "the relay asks for a certificate of ours, none is set (--smtp-client-cert), and it ended the connection",
                "邮件中继要求客户端证书，尚未设置（--smtp-client-cert），连接已断开",
                "郵件中繼要求我方憑證，尚未設定（--smtp-client-cert），連線已中斷"
            )
        case .wantsCertificate(gotOurs: true):
            pick(
                "the relay asks for a certificate, and ended the connection after it got ours (--smtp-client-cert)",
                "邮件中继要求客户端证书，收到后断开了连接（--smtp-client-cert）",
                "郵件中繼要求我方憑證，收到後中斷了連線（--smtp-client-cert）"
            )
        default: ""
        }
    }

    private func refusal(_ detail: Evidence.Detail) -> String {
        switch detail {
        case .portNotAllowed(let port): pick("port \(port) is not allowed", "端口\(port)不允许", "連接埠\(port)不允許")
        case .noReceiversAddress(let address, let entry):
            pick("\(address) is not an address of a receiver", "\(address)不是接收方的IP", "\(address)不是接收端的網路位址")
                + meant(entry)
        case .privateNetwork(let address, let entry):
            pick(
                "\(address) is in a private network that is not listed",
                "\(address)属于未列出的内部网络",
                "\(address)屬於未列出的內部網路"
            ) + meant(entry)
        case .otherFamily: pick("the address family is not allowed", "IP类型不允许", "網路位址類型不允許")
        case .otherPort: pick("the port is not the URL's", "端口与网址不符", "連接埠與網址不符")
        default: ""
        }
    }

    private func meant(_ entry: String?) -> String {
        entry.map { entry in
            let setting = "allow-address: [\(entry)]"
            return pick(" (if it is meant: \(setting))", "（如确需使用：\(setting)）", "（如確需使用：\(setting)）")
        } ?? ""
    }
}
